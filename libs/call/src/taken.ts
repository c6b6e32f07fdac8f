import type { RpcContract } from './contract.ts';
import { takeRequest } from './validation.ts';
import { bytesOf } from './wire.ts';

/**
 * A request as its step or query gets it.
 *
 * @returns the bytes as they were sent, too: a repeat is known by these, so that a rule for texts that changes between
 *   two versions of the platform makes no other request of it
 * @throws Invalid that names what is wrong, up to a limit
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
