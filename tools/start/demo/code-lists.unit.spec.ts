import { publishedKinds } from '@waystation/names';
import { codeLists } from './code-lists.ts';
import { staff } from './people.ts';
import { labourOperations, priceLists } from './publications.ts';

const codesOf = (kind: string) => codeLists.find((list) => list.kind === kind)!.entries.map(({ code }) => code);

describe("The demo network's code lists", () => {
  it('include every kind that can be published', () => {
    const ofOperations = ['safety'];
    expect(codeLists.map(({ kind }) => kind).sort()).toEqual(
      publishedKinds.filter((kind) => !ofOperations.includes(kind)).toSorted(),
    );
  });

  it('contain every code used by its publications and people', () => {
    const { operations } = labourOperations;
    const used = {
      skill: [...operations.map(({ skill }) => skill), ...staff.flatMap(({ skills }) => skills)],
      tool: operations.flatMap(({ tools }) => tools),
      tax_category: priceLists.flatMap(({ draft }) => draft.taxCategories.map(({ code }) => code)),
      component: operations.map(({ operation }) => operation.slice(0, 11).replaceAll('-', '')),
    };
    for (const [kind, codes] of Object.entries(used)) {
      expect([kind, codes.filter((code) => !codesOf(kind).includes(code))]).toEqual([kind, []]);
    }
  });
});
