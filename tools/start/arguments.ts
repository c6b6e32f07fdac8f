import { parseArgs } from 'node:util';

/** Default folder for the data of a development platform. */
export const defaultHome = '.waystation';

/** Arguments of `npm start`. */
export interface StartArguments {
  port: number;
  home: string;
  /** True to start each service in a separate process. */
  separate: boolean;
  /** Folder with people.json and network.json, instead of the demo network. */
  network: string | undefined;
}

/** Reads `-- --port N --home DIR --network DIR --separate`. @throws Error of one line for anything else */
export function startArguments(): StartArguments {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8080' },
      home: { type: 'string', default: defaultHome },
      separate: { type: 'boolean', default: false },
      network: { type: 'string' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`--port ${values.port} is invalid: give a number from 1 to 65535`);
  return { port, home: values.home, separate: values.separate, network: values.network };
}
