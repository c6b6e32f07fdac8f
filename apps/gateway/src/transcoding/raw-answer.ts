import { fromBinary, type DescMessage } from '@bufbuild/protobuf';

/** Answer of bytes instead of JSON, such as a document. */
export class RawAnswer {
  readonly contentType: string;
  readonly bytes: Uint8Array;

  constructor(contentType: string, bytes: Uint8Array) {
    this.contentType = contentType;
    this.bytes = bytes;
  }

  /** Headers of the answer: personal, and never shown as another type than declared. */
  get headers(): Record<string, string> {
    return {
      'content-type': this.contentType,
      'content-disposition': 'inline',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    };
  }
}

/** True if the answer of an rpc is bytes, a `google.api.HttpBody`. */
export function isRaw(message: DescMessage): boolean {
  return message.typeName === 'google.api.HttpBody';
}

/** Reads an answer of type `google.api.HttpBody`. */
export function rawAnswer(message: DescMessage, bytes: Uint8Array): RawAnswer {
  const { contentType, data } = fromBinary(message, bytes) as unknown as { contentType: string; data: Uint8Array };
  return new RawAnswer(contentType || 'application/octet-stream', data);
}
