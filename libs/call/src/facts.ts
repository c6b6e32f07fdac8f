import { fromBinary, toBinary, type DescMessage } from '@bufbuild/protobuf';
import { reflect, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import { isPersonal } from '@waystation/contracts';
import type { RpcContract } from './contract.ts';

/**
 * Removes personal data from an answer, for readers above the stations. Works on the descriptors, so that no query can
 * forget it, and drops unknown fields too.
 */
export function factsOf(contract: Pick<RpcContract, 'output' | 'codec'>, answer: object): object {
  const bytes = withoutPersonal(contract.output, contract.codec.responseSerialize(answer));
  return contract.codec.responseDeserialize(Buffer.from(bytes)) as object;
}

/** Clears the personal fields of a binary message and of the messages in it. */
export function withoutPersonal(message: DescMessage, bytes: Uint8Array): Uint8Array {
  const read = fromBinary(message, bytes, { readUnknownFields: false });
  clear(reflect(message, read));
  return toBinary(message, read);
}

function clear(message: ReflectMessage): void {
  for (const field of message.fields) {
    if (isPersonal(field)) message.clear(field);
    else if (field.fieldKind === 'message') {
      if (message.isSet(field)) clear(message.get(field));
    } else if (field.fieldKind === 'list' && field.listKind === 'message') {
      for (const each of message.get(field)) clear(each as ReflectMessage);
    } else if (field.fieldKind === 'map' && field.mapKind === 'message') {
      for (const each of message.get(field).values()) clear(each as ReflectMessage);
    }
  }
}
