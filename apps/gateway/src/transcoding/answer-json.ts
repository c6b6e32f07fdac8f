import { fromBinary, toJson, type DescMessage, type JsonObject } from '@bufbuild/protobuf';
import { registry } from '@waystation/contracts';

/** Message as ProtoJSON with its empty fields, so that clients need not know the defaults. */
export function answerJson(message: DescMessage, bytes: Uint8Array): JsonObject {
  return toJson(message, fromBinary(message, bytes), { registry, alwaysEmitImplicit: true }) as JsonObject;
}
