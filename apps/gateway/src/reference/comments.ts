import type { DescEnum, DescField, DescMessage, DescMethod, DescService } from '@bufbuild/protobuf';

/** Field numbers of a file descriptor; they make up the paths of source locations. */
const inFile = { message: 4, enum: 5, service: 6 } as const;
const inMessage = { field: 2, message: 3, enum: 4 } as const;
const inService = { method: 2 } as const;

/** Comment of an element in its proto, in one line; empty without one. */
export function commentOf(of: DescMessage | DescEnum | DescService | DescMethod | DescField): string {
  const file = 'file' in of ? of.file : of.parent.file;
  const path = placeOf(of).join();
  const location = file.proto.sourceCodeInfo?.location.find((each) => each.path.join() === path);
  return (location?.leadingComments || location?.trailingComments || '').replace(/\s+/g, ' ').trim();
}

function placeOf(of: DescMessage | DescEnum | DescService | DescMethod | DescField): number[] {
  switch (of.kind) {
    case 'service':
      return [inFile.service, of.file.services.indexOf(of)];
    case 'rpc':
      return [...placeOf(of.parent), inService.method, of.parent.methods.indexOf(of)];
    case 'field':
      return [...placeOf(of.parent), inMessage.field, of.parent.fields.indexOf(of)];
    case 'message':
      return of.parent
        ? [...placeOf(of.parent), inMessage.message, of.parent.nestedMessages.indexOf(of)]
        : [inFile.message, of.file.messages.indexOf(of)];
    case 'enum':
      return of.parent
        ? [...placeOf(of.parent), inMessage.enum, of.parent.nestedEnums.indexOf(of)]
        : [inFile.enum, of.file.enums.indexOf(of)];
  }
}
