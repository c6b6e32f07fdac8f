import { sha256Hex } from '@waystation/documents';

/** Code that people read out and type: twelve hex digits of the random part of a new id, such as `9F3A-0C41-77BE`. */
export function gateCodeOf(newId: string): string {
  return newId
    .slice(-12)
    .toUpperCase()
    .replace(/(.{4})(?!$)/g, '$1-');
}

/** Stored hash of a gate code. @param code as people type it */
export function gateCodeHash(visitId: string, code: string): string {
  return sha256Hex(`${visitId} ${code.replace(/[\s-]/g, '').toUpperCase()}`);
}
