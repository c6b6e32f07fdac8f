import { fromBinary, toJson, type DescMessage, type JsonObject } from '@bufbuild/protobuf';
import { registry } from '@waystation/contracts';

/** A message as ProtoJSON, empty fields included, so that a reader need not know the defaults. */
export function answerJson(message: DescMessage, bytes: Uint8Array): JsonObject {
  return toJson(message, fromBinary(message, bytes), { registry, alwaysEmitImplicit: true }) as JsonObject;
}
