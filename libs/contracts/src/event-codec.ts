/** How a published message is written and read: what ts-proto makes for each, without its type. */
export interface EventCodec {
  /** The message from some of its fields; fields that it doesn't know are dropped. */
  fromPartial(fields: object): object;
  encode(message: object): { finish(): Uint8Array };
  /** ProtoJSON. */
  toJSON(message: object): unknown;
  /** From ProtoJSON; fields that it doesn't know are dropped. */
  fromJSON(json: unknown): object;
}
