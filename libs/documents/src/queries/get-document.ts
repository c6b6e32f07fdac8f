import { Query, type Call, type QueryClass } from '@waystation/call';
import { NotFound } from '@waystation/model';
import { decrypted, Reader } from '@waystation/store';
import { sha256Hex } from '../hash.ts';

/** Request of the rpc, which is the same in every service. */
export interface GetDocumentRequest {
  stationId: string;
  documentId: string;
}

/** Response in the shape of `google.api.HttpBody`. */
export interface GetDocumentResponse {
  contentType: string;
  data: Buffer;
  extensions: never[];
}

/** Returns the stored bytes of a document, so that the reader sees exactly the document that was signed. */
@Query()
export class GetDocument implements QueryClass<GetDocumentRequest, GetDocumentResponse> {
  constructor(private readonly reader: Reader) {}

  async execute({ documentId }: GetDocumentRequest, { stationId }: Call): Promise<GetDocumentResponse> {
    const [row] = await this.reader.rows<{ media_type: string; sha256: string; content: Buffer }>(
      'select media_type, sha256, content from document where station_id = $1 and id = $2',
      [stationId, documentId],
    );
    if (!row) throw new NotFound('document', documentId);
    const { media_type: contentType, sha256, content } = row;
    const data = Buffer.from(decrypted<string>(content), 'base64');
    if (sha256Hex(data) !== sha256)
      throw new Error(`Document ${documentId} is not returned: its content does not match its stored hash`);
    return { contentType, data, extensions: [] };
  }
}
