import { Query } from '@waystation/call';
import type { GetSignersRequest, GetSignersResponse } from '@waystation/contracts/reception/v1/service';
import { contactsToShow, NotFound, type CustomerContacts } from '@waystation/model';
import { decrypted, Reader } from '@waystation/store';

@Query()
export class GetSigners {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId }: GetSignersRequest): Promise<GetSignersResponse> {
    const [row] = await this.reader.rows<{ contacts: Buffer | null }>(
      'select contacts from visit where station_id = $1 and id = $2',
      [this.reader.station, visitId],
    );
    if (!row) throw new NotFound('visit', visitId);
    const known = decrypted<CustomerContacts | null>(row.contacts);
    return { visitId, contacts: known ? contactsToShow(known, undefined) : [], currency: known?.currency ?? '' };
  }
}
