/** Part of a path between slashes: a literal, or a variable that matches exactly one part. */
export type Segment = { literal: string } | { variable: string };

/** A `google.api.http` template, such as `/v1/stations/{station_id}/jobs/{job_id}:start`. */
export interface PathTemplate {
  segments: readonly Segment[];
  /** Text after the last colon; empty without a colon. */
  verb: string;
}

const literal = /^[A-Za-z0-9._~-]+$/;
const variable = /^\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)(?:=\*)?\}$/;
const verb = /^[a-z][A-Za-z0-9]*$/;

/**
 * Parses a template. Variables match exactly one part of the path; patterns over several parts (`{name=a/*}`, `**`) are
 * not supported, since no rpc of the platform has one.
 *
 * @throws Error for an invalid or unsupported template
 */
export function parseTemplate(template: string): PathTemplate {
  const colon = template.lastIndexOf(':');
  const hasVerb = colon > template.lastIndexOf('}') && colon > template.lastIndexOf('/');
  const path = hasVerb ? template.slice(0, colon) : template;
  const found = hasVerb ? template.slice(colon + 1) : '';
  if (!path.startsWith('/') || (hasVerb && !verb.test(found))) throw new Error(`not a path template: ${template}`);
  const segments = path
    .slice(1)
    .split('/')
    .map((part): Segment => {
      if (literal.test(part)) return { literal: part };
      const name = variable.exec(part)?.[1];
      if (name) return { variable: name };
      throw new Error(`not a path template: ${template} (${part === '' ? 'an empty part' : part})`);
    });
  const names = variablesOf({ segments, verb: found });
  if (new Set(names).size < names.length) throw new Error(`not a path template: ${template} (duplicate variable)`);
  return { segments, verb: found };
}

/** Names of the variables, from left to right. */
export function variablesOf(template: PathTemplate): string[] {
  return template.segments.flatMap((segment) => ('variable' in segment ? [segment.variable] : []));
}
