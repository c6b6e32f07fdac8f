import { UseCase, type Call } from '@waystation/call';
import type { PublishCodeListRequest, PublishCodeListResponse } from '@waystation/contracts/network/v1/service';
import { CodeList } from '../model/code-list.ts';
import { CodeLists } from '../store/code-list.mapping.ts';

@UseCase()
export class PublishCodeList {
  constructor(private readonly lists: CodeLists) {}

  async execute(
    { kind, version, entries }: PublishCodeListRequest,
    { now, newId }: Call,
  ): Promise<PublishCodeListResponse> {
    const known = await this.lists.findBy({ kind });
    const list = known ?? CodeList.open(newId(), kind, now);
    if (!known) this.lists.add(list);
    list.publishVersion(version, entries, now);
    return { kind, version };
  }
}
