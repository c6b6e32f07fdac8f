import { Query } from '@waystation/call';
import { ListCodeListsResponse, type ListCodeListsRequest } from '@waystation/contracts/network/v1/service';
import { Reader } from '@waystation/store';

@Query()
export class ListCodeLists {
  constructor(private readonly reader: Reader) {}

  async execute({ kind }: ListCodeListsRequest): Promise<ListCodeListsResponse> {
    const lists = await this.reader.rows(
      `select kind, latest_version as version, entries, published_at as at from code_list
       where $1 = '' or kind = $1 order by kind`,
      [kind],
    );
    return ListCodeListsResponse.fromJSON({ lists });
  }
}
