import { Query } from '@waystation/call';
import { ListFormsResponse, type ListFormsRequest } from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader } from '@waystation/store';

@Query()
export class ListForms {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListFormsRequest): Promise<ListFormsResponse> {
    const { after, limit } = pageOf(request, true);
    const forms = await this.reader.rows<{ id: string }>(
      `select id, form_id as "formId", number as version, valid_from as "from", kind, work_kinds as "workKinds",
         title_en as "titleEn", title_zh as "titleZh", points, road_test as "roadTest"
       from form_version
       where id < $1 and ($2 = '' or form_id = nullif($2, '')::uuid) and ($3 = '' or kind = $3)
       order by id desc limit $4`,
      [after, request.formId, request.kind, limit],
    );
    return ListFormsResponse.fromJSON({ forms, nextPageToken: nextPageToken(forms, limit) });
  }
}
