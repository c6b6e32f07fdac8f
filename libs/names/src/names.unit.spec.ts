import { getOption, hasOption } from '@bufbuild/protobuf';
import { registry } from '@waystation/contracts';
import { Role } from '@waystation/contracts/options';
import { codesIn, fixedNames, listOf, Names, platformNames } from './index.ts';

interface StringRules {
  in: readonly string[];
}
interface FieldRules {
  type: { case?: string; value?: StringRules & { items?: FieldRules } };
}

/** Values that the proto permits for a field; empty if it does not list them. */
function valuesOf(rules: FieldRules): readonly string[] {
  if (rules.type.case === 'repeated') return rules.type.value?.items ? valuesOf(rules.type.value.items) : [];
  return rules.type.case === 'string' ? (rules.type.value?.in ?? []) : [];
}

/** Fields of all messages whose values the proto lists. */
function codedFields(): { message: string; field: string; values: string[] }[] {
  const extension = registry.getExtension('buf.validate.field')!;
  return [...registry]
    .filter((type) => type.kind === 'message')
    .filter(({ typeName }) => typeName.startsWith('waystation.'))
    .flatMap(({ name: message, fields }) =>
      fields
        .filter((field) => hasOption(field, extension))
        .map((field) => ({
          message,
          field: field.name,
          values: valuesOf(getOption(field, extension) as never).filter((value) => value !== ''),
        })),
    )
    .filter(({ values }) => values.length > 0);
}

describe('Names of codes', () => {
  it('exist in both languages for every value that the protos list', () => {
    const coded = codedFields();
    expect(coded.length).toBeGreaterThan(80);
    const nameless = coded.flatMap(({ message, field, values }) => {
      const list = listOf(message, field);
      if (!list) return [`${message}.${field}: no list`];
      const isNamed = (value: string) => ['en', 'zh'].every((of) => fixedNames.find(list, value, of as 'en' | 'zh'));
      return values.filter((value) => !isNamed(value)).map((value) => `${message}.${field}: ${value} (${list})`);
    });
    expect(nameless).toEqual([]);
  });

  it('exist for every role', () => {
    const roles = Object.values(Role).filter((role) => !/UNSPECIFIED|UNRECOGNIZED/.test(role));
    expect(Object.keys(platformNames.role).sort()).toEqual([...roles].sort());
  });

  it('contain no underscores in English and have Chinese characters in Chinese', () => {
    for (const [list, names] of Object.entries(platformNames)) {
      for (const [code, [en, zh]] of Object.entries<readonly [string, string]>(names)) {
        expect([list, code, en]).toEqual([list, code, expect.not.stringMatching(/_/)]);
        expect([list, code, zh]).toEqual([list, code, expect.stringMatching(/\p{Script=Han}/u)]);
      }
    }
  });

  it('come from published lists, or from the code itself until a list is published', () => {
    const entries = [{ code: 'linings_worn', nameEn: 'Brake linings worn', nameZh: '制动摩擦片磨损' }];
    const names = new Names([{ kind: 'cause', entries }]);
    expect(names.of('cause', 'linings_worn', 'zh')).toBe('制动摩擦片磨损');
    expect(names.of('cause', 'drum_scored', 'en')).toBe('drum scored');
    expect(names.of('payer', 'goodwill', 'zh')).toBe('善意索赔');
    expect(names.of('cause', '', 'zh')).toBe('');
  });

  it.each([
    ['1.5', 'hour', '1.5 h', '1.5 小时'],
    ['1', 'piece', '1 pc', '1 件'],
    ['4', 'piece', '4 pcs', '4 件'],
    ['2', 'set', '2 sets', '2 套'],
    ['32', 'litre', '32 l', '32 升'],
    ['1', 'time', '1 time', '1 次'],
    ['3', '', '3', '3'],
  ])('turn %s %s into a quantity with its unit', (quantity, unit, en, zh) => {
    expect(fixedNames.quantity(quantity, unit, 'en')).toBe(en);
    expect(fixedNames.quantity(quantity, unit, 'zh')).toBe(zh);
  });
});

describe('codesIn', () => {
  it.each([
    ['A safety measure is not confirmed: wheels_chocked.', ['wheels_chocked']],
    ['Refused by JOB_NOT_AUTHORISED.', ['JOB_NOT_AUTHORISED']],
    ['Concern 01980000-0000-7000-8000-000000000a01 is open.', ['01980000-0000-7000-8000-000000000a01']],
    ['013-001-017/1 更换单轴制动摩擦片, VAT 13 %, 2026-03-02 08:00', []],
  ])('finds the codes and ids in "%s"', (text, found) => {
    expect(codesIn(text)).toEqual(found);
  });
});
