import { platformNames, type Name } from './platform-names.ts';

/** Languages of documents and refusals. */
export type Language = 'en' | 'zh';

/** Kinds of code lists that the manufacturer publishes. */
export const publishedKinds = Object.keys(platformNames.code_list) as readonly PublishedKind[];
export type PublishedKind = keyof typeof platformNames.code_list;

/** Names of the codes of a published list; those that were withdrawn too, since older records hold them. */
export interface PublishedNames {
  kind: string;
  entries: readonly { code: string; nameEn: string; nameZh: string }[];
}

/** Lists of the codes that requirements of a station class are made of: `bays.repair`, `staff.brakes`. */
const requirementLists: Readonly<Record<string, string>> = { bays: 'bay_kind', staff: 'skill' };

/** Names of codes: those that the platform fixes, and those of the lists that the manufacturer has published. */
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

  /** @returns undefined for a code that has no name */
  find(list: string, code: string, language: Language): string | undefined {
    const [kind = '', ofKind] = code.split('.');
    if (list === 'requirement' && ofKind) return this.find(requirementLists[kind] ?? '', ofKind, language);
    const fixed: Readonly<Record<string, Readonly<Record<string, Name>>>> = platformNames;
    const name = this.#published.get(list)?.get(code) ?? fixed[list]?.[code];
    return name?.[language === 'zh' ? 1 : 0].split('|', 1)[0];
  }

  /**
   * Name of a code; empty for an empty one. Where nothing is published yet, the code in readable form: `front_left` is
   * printed as `front left`.
   */
  of(list: string, code: string, language: Language): string {
    return this.find(list, code, language) ?? code.replaceAll('_', ' ');
  }

  /**
   * A quantity with its unit: `1.5 h`, `2 pcs`, `2 件`.
   *
   * @param quantity decimal number
   * @param unit code of a part's unit, `hour` or `time`; a quantity without one stands alone
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
