import { sha256Hex } from '@waystation/documents';

/** A code to be read out and typed: twelve digits of the random part of a new id, such as `9F3A-0C41-77BE`. */
export function gateCodeOf(newId: string): string {
  return newId
    .slice(-12)
    .toUpperCase()
    .replace(/(.{4})(?!$)/g, '$1-');
}

/** What is kept of it. @param code as people type it */
export function gateCodeHash(gatePassOf: string, code: string): string {
  return sha256Hex(`${gatePassOf} ${code.replace(/[\s-]/g, '').toUpperCase()}`);
}
