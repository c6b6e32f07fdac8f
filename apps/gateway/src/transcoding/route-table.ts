import { parseTemplate, variablesOf } from './path-template.ts';

/** Method and path of a request. */
export interface Route {
  /** `GET`, `POST`, ... */
  method: string;
  /** Template in the syntax of `google.api.http`. */
  template: string;
}

/** Result of a search: a route with its variables, still percent-encoded, or the methods allowed at the path. */
export type Found<R extends Route> = { route: R; variables: ReadonlyMap<string, string> } | { allowed: string[] };

interface Leaf<R> {
  names: readonly string[];
  routes: Map<string, R>;
}

interface Node<R> {
  literals: Map<string, Node<R>>;
  variable?: Node<R>;
  /** By verb; empty for the path without a verb. */
  leaves: Map<string, Leaf<R>>;
}

const partsMax = 32;

/** Finds routes by method and path: a tree over the parts of the path, literals before variables. */
export class RouteTable<R extends Route> {
  readonly #root = aNode<R>();

  /** @throws Error for an invalid template, and for two routes that match the same requests */
  constructor(routes: Iterable<R>) {
    for (const route of routes) this.#add(route);
  }

  #add(route: R): void {
    const template = parseTemplate(route.template);
    let node = this.#root;
    for (const segment of template.segments) {
      if ('variable' in segment) node = node.variable ??= aNode<R>();
      else node = getOrMake(node.literals, segment.literal, () => aNode<R>());
    }
    const names = variablesOf(template);
    const leaf = getOrMake(node.leaves, template.verb, () => ({ names, routes: new Map<string, R>() }));
    const rival = leaf.routes.get(route.method);
    if (rival || leaf.names.join() !== names.join()) {
      const other = rival ?? [...leaf.routes.values()][0]!;
      throw new Error(`${route.method} ${route.template} and ${other.method} ${other.template} are the same path`);
    }
    leaf.routes.set(route.method, route);
  }

  /** @param path still percent-encoded, without query. @returns undefined if no route has the path */
  find(method: string, path: string): Found<R> | undefined {
    const parts = path.slice(1).split('/');
    if (!path.startsWith('/') || parts.length > partsMax) return undefined;
    const allowed = new Set<string>();
    for (const { leaf, values } of leavesAt(this.#root, parts, 0, [])) {
      const route = leaf.routes.get(method);
      if (route) return { route, variables: new Map(leaf.names.map((name, index) => [name, values[index]!])) };
      for (const other of leaf.routes.keys()) allowed.add(other);
    }
    return allowed.size > 0 ? { allowed: [...allowed].sort() } : undefined;
  }
}

/** Leaves that match the parts, literals first. A verb takes precedence over a colon as part of a value. */
function* leavesAt<R>(
  node: Node<R>,
  parts: readonly string[],
  at: number,
  values: readonly string[],
): Generator<{ leaf: Leaf<R>; values: readonly string[] }> {
  const part = parts[at]!;
  if (at < parts.length - 1) {
    const next = node.literals.get(part);
    if (next) yield* leavesAt(next, parts, at + 1, values);
    if (node.variable && part !== '') yield* leavesAt(node.variable, parts, at + 1, [...values, part]);
    return;
  }
  const colon = part.lastIndexOf(':');
  const readings =
    colon < 0
      ? [{ text: part, verb: '' }]
      : [
          { text: part.slice(0, colon), verb: part.slice(colon + 1) },
          { text: part, verb: '' },
        ];
  for (const { text, verb } of readings) {
    const byLiteral = node.literals.get(text)?.leaves.get(verb);
    if (byLiteral) yield { leaf: byLiteral, values };
    const byVariable = text === '' ? undefined : node.variable?.leaves.get(verb);
    if (byVariable) yield { leaf: byVariable, values: [...values, text] };
  }
}

function aNode<R>(): Node<R> {
  return { literals: new Map(), leaves: new Map() };
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
