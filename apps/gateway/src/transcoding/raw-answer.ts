import { fromBinary, type DescMessage } from '@bufbuild/protobuf';

/** An answer that is no JSON: bytes, such as those of a document. */
export class RawAnswer {
  readonly contentType: string;
  readonly bytes: Uint8Array;

  constructor(contentType: string, bytes: Uint8Array) {
    this.contentType = contentType;
    this.bytes = bytes;
  }

  /** What stands above the bytes: someone's own, shown as what it is said to be and as nothing else. */
  get headers(): Record<string, string> {
    return {
      'content-type': this.contentType,
      'content-disposition': 'inline',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    };
  }
}

/** Whether an rpc answers bytes: its message is `google.api.HttpBody`. */
export function isRaw(message: DescMessage): boolean {
  return message.typeName === 'google.api.HttpBody';
}

/** What an rpc answers by `google.api.HttpBody`. */
export function rawAnswer(message: DescMessage, bytes: Uint8Array): RawAnswer {
  const { contentType, data } = fromBinary(message, bytes) as unknown as { contentType: string; data: Uint8Array };
  return new RawAnswer(contentType || 'application/octet-stream', data);
}
