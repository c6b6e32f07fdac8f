import { Query } from '@waystation/call';
import { GetFollowUpResponse, type GetFollowUpRequest } from '@waystation/contracts/crm/v1/service';
import { NotFound } from '@waystation/model';
import { decrypted, Reader, selectOf, type RowOf } from '@waystation/store';
import { followUpSummary } from '../store/follow-up-columns.ts';
import { followUpMapping } from '../store/follow-up.mapping.ts';

const details = selectOf(followUpMapping, 'attempts as tries, conversation, texts');
const text = `select ${followUpSummary}, ${details} from follow_up where station_id = $1 and id = $2`;

@Query()
export class GetFollowUp {
  constructor(private readonly reader: Reader) {}

  async execute({ followUpId }: GetFollowUpRequest): Promise<GetFollowUpResponse> {
    const asked = [this.reader.station, followUpId];
    const [[row], optedOut, [timer]] = await Promise.all([
      this.reader.rows<RowOf<typeof details>>(text, asked),
      this.reader.rows<{ channel: string }>(
        `select choice ->> 'channel' as channel
         from follow_up join customer using (station_id), jsonb_array_elements(customer.consents) as choice
         where station_id = $1 and follow_up.id = $2 and customer.id = follow_up.customer_id
           and choice ->> 'purpose' = 'follow_up' and choice ->> 'allowed' = 'false'
         order by 1`,
        asked,
      ),
      this.reader.rows(
        'select step, due_at as "dueAt" from timer where station_id = $1 and subject_id = $2 order by due_at limit 1',
        asked,
      ),
    ]);
    if (!row) throw new NotFound('follow up', followUpId);
    const { conversation, texts, tries, ...summary } = row;
    return GetFollowUpResponse.fromJSON({
      ...conversation,
      ...decrypted(texts),
      summary,
      attempts: tries,
      optedOutChannels: optedOut.map(({ channel }) => channel),
      timer,
    });
  }
}
