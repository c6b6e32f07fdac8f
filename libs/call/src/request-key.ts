import { createHash } from 'node:crypto';
import { Conflict, Invalid } from '@waystation/model';
import type { Row, Statement } from '@waystation/store';

/** Station id of network-wide requests, for columns that cannot be null. */
export const noStation = '00000000-0000-0000-0000-000000000000';

/** Thrown to end a step with the stored answer of an earlier request. Never leaves the runner. */
export class Replay extends Error {
  readonly answer: Buffer;

  constructor(answer: Buffer) {
    super('answered before');
    this.answer = answer;
  }
}

/** Idempotency key and hash of the request that it belongs to. */
export interface RequestKey {
  stationId: string | undefined;
  key: string;
  /** SHA-256 of rpc, actor and request bytes. */
  hash: Buffer;
}

/** @throws Invalid for a key that is empty, too long or not printable ASCII */
export function requestKey(
  stationId: string | undefined,
  key: string,
  rpc: string,
  actorId: string,
  request: Uint8Array,
): RequestKey {
  if (!/^[\x21-\x7e]{1,128}$/.test(key)) {
    throw new Invalid([
      { field: 'idempotency-key', description: 'must be 1 to 128 printable ASCII characters', reason: 'KEY_NOT_VALID' },
    ]);
  }
  const hash = createHash('sha256').update(rpc).update('\0').update(actorId).update('\0').update(request).digest();
  return { stationId, key, hash };
}

export function findKey({ stationId, key }: RequestKey): Statement {
  return {
    text: 'select hash, answer from request_key where station_id = $1 and key = $2',
    values: [stationId ?? noStation, key],
  };
}

/** @throws Replay if the request was answered before; Conflict if the key was used for another request */
export function judgeKey({ hash }: RequestKey, rows: readonly Row[]): void {
  const row = rows[0] as { hash: Buffer; answer: Buffer } | undefined;
  if (!row) return;
  if (!row.hash.equals(hash)) throw new Conflict('KEY_USED_FOR_ANOTHER_REQUEST');
  throw new Replay(row.answer);
}

export function keepKey({ stationId, key, hash }: RequestKey, answer: Buffer): Statement {
  return {
    text: 'insert into request_key (station_id, key, hash, answer) values ($1, $2, $3, $4)',
    values: [stationId ?? noStation, key, hash, answer],
  };
}
