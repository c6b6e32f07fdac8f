import type { CodeEntry } from '@waystation/contracts/network/v1/state';
import { mapping, Store } from '@waystation/store';
import { CodeList, codeListSteps } from '../model/code-list.ts';

export const codeListMapping = mapping(CodeList, {
  table: 'code_list',
  subject: 'code list',
  network: true,
  steps: { table: codeListSteps, initial: 'published' },
  constraints: { code_list_once: 'VERSION_NOT_NEWER' },
  properties: (p) => ({
    kind: p.text(),
    latestVersion: p.integer(),
    entries: p.json<CodeEntry[]>(),
    publishedAt: p.datetime(),
  }),
});

export class CodeLists extends Store.of(codeListMapping) {}
