/** Profile as V8 writes it: a tree of functions, and the function of each sample. */
export interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string } }[];
  samples: number[];
  /** Microseconds before each sample. */
  timeDeltas: number[];
}

const packages: Readonly<Record<string, RegExp>> = {
  pdf: /^(?:pdfmake|@?pdfkit|fontkit|@foliojs-fork\/.*|restructure|linebreak|unicode-.*|brotli|harfbuzzjs|bidi-js|png-js|pako|dfa|tiny-inflate|xmldoc|svg-to-pdfkit|@swc\/helpers)$/,
  kafkajs: /^kafkajs$/,
  pg: /^(?:pg|pg-.*|postgres-.*)$/,
  orm: /^@mikro-orm\/.*$/,
  grpc: /^@grpc\/.*$/,
  protobuf: /^(?:@bufbuild\/.*|protobufjs|@protobufjs\/.*|long)$/,
  http: /^(?:fastify|@fastify\/.*|find-my-way|light-my-request|avvio|undici|secure-json-parse)$/,
  nest: /^(?:@nestjs\/.*|rxjs|reflect-metadata)$/,
  telemetry:
    /^(?:@opentelemetry\/.*|pino|nestjs-pino|sonic-boom|thread-stream|import-in-the-middle|require-in-the-middle)$/,
  crypto: /^(?:jose|openid-client|oauth4webapi|oidc-provider)$/,
};

/**
 * Category of a function of a profile: a kind of package, `own` for this repository, `node` for Node's own JavaScript, `gc`, or
 * `native` for machine code without a name. Undefined for idle time.
 */
export function categoryOf({ functionName, url }: { functionName: string; url: string }): string | undefined {
  if (functionName === '(idle)') return undefined;
  if (functionName === '(garbage collector)') return 'gc';
  if (url.startsWith('node:')) return 'node';
  if (url.startsWith('wasm:')) return 'pdf'; // the shaper of texts is the only WebAssembly
  const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (name !== undefined) {
    return Object.entries(packages).find(([, pattern]) => pattern.test(name))?.[0] ?? 'other packages';
  }
  if (url.includes('/libs/documents/')) return 'pdf';
  return url === '' ? 'native' : 'own';
}

/** Self time of each category in seconds. */
export function selfTimes({ nodes, samples, timeDeltas }: CpuProfile): Map<string, number> {
  const categories = new Map(nodes.map(({ id, callFrame }) => [id, categoryOf(callFrame)]));
  const seconds = new Map<string, number>();
  samples.forEach((id, index) => {
    const category = categories.get(id);
    if (category === undefined) return;
    seconds.set(category, (seconds.get(category) ?? 0) + (timeDeltas[index] ?? 0) / 1e6);
  });
  return seconds;
}

/** Table of the share of each category in each process, in percent of its time that was not idle; largest columns first. */
export function profileTable(byProcess: ReadonlyMap<string, ReadonlyMap<string, number>>): string[][] {
  const totals = new Map<string, number>();
  for (const times of byProcess.values()) {
    for (const [category, seconds] of times) totals.set(category, (totals.get(category) ?? 0) + seconds);
  }
  const categories = [...totals].toSorted(([, one], [, other]) => other - one).map(([category]) => category);
  const rowOf = (name: string, times: ReadonlyMap<string, number>) => {
    const all = [...times.values()].reduce((sum, seconds) => sum + seconds, 0);
    return [
      name,
      all.toFixed(1),
      ...categories.map((category) => ((100 * (times.get(category) ?? 0)) / (all || 1)).toFixed(0)),
    ];
  };
  return [
    ['self time', 'busy s', ...categories.map((category) => `${category} %`)],
    ...[...byProcess].map(([name, times]) => rowOf(name, times)),
    rowOf('all', totals),
  ];
}
