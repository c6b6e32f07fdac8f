import type { RpcContract } from './contract.ts';
import { takeRequest } from './validation.ts';
import { bytesOf } from './wire.ts';

/**
 * Validates and normalizes a request for its step or query.
 *
 * @returns the normalized request, and the bytes as sent: repeats are recognized by the sent bytes, so that a change of the
 *   rules for texts between two versions of the platform does not turn a repeat into another request
 * @throws Invalid with the violations, up to a limit
 */
export function taken<Request extends object>(
  contract: RpcContract,
  sent: Request,
  now: Date,
): { request: Request; bytes: Uint8Array } {
  const bytes = bytesOf(sent) ?? contract.codec.requestSerialize(sent);
  const kept = takeRequest(contract.input, bytes, now);
  if (kept === bytes) return { request: sent, bytes };
  return { request: contract.codec.requestDeserialize(Buffer.from(kept)) as Request, bytes };
}
