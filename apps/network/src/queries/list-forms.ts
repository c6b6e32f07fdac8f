import { Query } from '@waystation/call';
import { ListFormsResponse, type ListFormsRequest } from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader, selectOf, type RowOf } from '@waystation/store';
import { formVersionMapping } from '../store/form-version.mapping.ts';

const columns = selectOf(
  formVersionMapping,
  'id, formId, number as version, validFrom as from, kind, workKinds, titleEn, titleZh, points, roadTest',
);
const text = `
  select ${columns}
  from form_version
  where id < $1 and ($2 = '' or form_id = nullif($2, '')::uuid) and ($3 = '' or kind = $3)
  order by id desc limit $4`;

@Query()
export class ListForms {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListFormsRequest): Promise<ListFormsResponse> {
    const { after, limit } = pageOf(request, true);
    const forms = await this.reader.rows<RowOf<typeof columns>>(text, [after, request.formId, request.kind, limit]);
    return ListFormsResponse.fromJSON({ forms, nextPageToken: nextPageToken(forms, limit) });
  }
}
