import { parseArgs } from 'node:util';

/** Where a development stack keeps its data unless told otherwise. */
export const defaultHome = '.waystation';

/** `-- --port N --home DIR`. @throws Error in one line for anything else */
export function startArguments(): { port: number; home: string } {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '8080' }, home: { type: 'string', default: defaultHome } },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`--port ${values.port} is no port`);
  return { port, home: values.home };
}
