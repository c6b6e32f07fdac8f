import { fromBinary, type Message } from '@bufbuild/protobuf';
import { anyUnpack, type Any } from '@bufbuild/protobuf/wkt';
import type { GrpcAnswer } from '@waystation/call';
import { messageNamed, registry } from '@waystation/contracts';
import { codesIn } from '@waystation/names';

interface Described {
  violations?: readonly { description: string }[];
  fieldViolations?: readonly { description: string }[];
}

/** Sentences of a refusal that people read. The first one is its summary. */
export function sentencesOf({ details, metadata }: GrpcAnswer): string[] {
  const bytes = metadata.get('grpc-status-details-bin')[0] as Buffer;
  const packed = (fromBinary(messageNamed('google.rpc.Status'), bytes) as Message & { details: Any[] }).details;
  const sentences = packed.flatMap((any) => {
    const { violations = [], fieldViolations = [] } = anyUnpack(any, registry) as Message & Described;
    return [...violations, ...fieldViolations].map(({ description }) => description);
  });
  return [details, ...sentences];
}

/** Codes and ids in the sentences of a refusal. */
export function codesInAnswer(answer: GrpcAnswer): string[] {
  return [...new Set(sentencesOf(answer).flatMap(codesIn))];
}
