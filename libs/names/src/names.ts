import { platformNames, type Name } from './platform-names.ts';

/** Languages of documents and refusals. */
export type Language = 'en' | 'zh';

/** Kinds of code lists that the manufacturer publishes. */
export const publishedKinds = Object.keys(platformNames.code_list) as readonly PublishedKind[];
export type PublishedKind = keyof typeof platformNames.code_list;

/** Names of the codes of a published list, including withdrawn codes, which older records hold. */
export interface PublishedNames {
  kind: string;
  entries: readonly { code: string; nameEn: string; nameZh: string }[];
}

/** Lists of codes in requirements of a station class: `bays.repair`, `staff.brakes`. */
const requirementLists: Readonly<Record<string, string>> = { bays: 'bay_kind', staff: 'skill' };

/** Names of the codes that the platform fixes, and of the codes in lists that the manufacturer has published. */
export class Names {
  readonly #published: ReadonlyMap<string, ReadonlyMap<string, Name>>;

  constructor(published: readonly PublishedNames[] = []) {
    this.#published = new Map(
      published.map(({ kind, entries }) => [
        kind,
        new Map(entries.map(({ code, nameEn, nameZh }): [string, Name] => [code, [nameEn, nameZh]])),
      ]),
    );
  }

  /**
   * Name of a code.
   *
   * @returns undefined for a code without a name
   */
  find(list: string, code: string, language: Language): string | undefined {
    const [kind = '', ofKind] = code.split('.');
    if (list === 'requirement' && ofKind) return this.find(requirementLists[kind] ?? '', ofKind, language);
    const fixed: Readonly<Record<string, Readonly<Record<string, Name>>>> = platformNames;
    const name = this.#published.get(list)?.get(code) ?? fixed[list]?.[code];
    return name?.[language === 'zh' ? 1 : 0].split('|', 1)[0];
  }

  /**
   * Name of a code; empty for an empty code. A code without a name is returned in readable form: `front_left` as
   * `front left`.
   */
  of(list: string, code: string, language: Language): string {
    return this.find(list, code, language) ?? code.replaceAll('_', ' ');
  }

  /**
   * A quantity with its unit: `1.5 h`, `2 pcs`, `2 件`.
   *
   * @param quantity decimal number
   * @param unit code of the unit of a part, `hour` or `time`; empty: the quantity alone
   */
  quantity(quantity: string, unit: string, language: Language): string {
    if (quantity === '' || unit === '') return quantity;
    const [one, many = one] = (platformNames.part_unit as Readonly<Record<string, Name>>)[unit]?.[0].split('|') ?? [];
    const name = language === 'en' ? (quantity === '1' ? one : many) : undefined;
    return `${quantity} ${name ?? this.of('part_unit', unit, language)}`;
  }
}

/** Names of the codes that the platform fixes. */
export const fixedNames = new Names();
