import type { Fee, LabourRate, PartPrice, TaxCategory } from '@waystation/contracts/network/v1/state';
import { Aggregate, Invalid, Refused, shortestDecimal, type FieldViolation, type Steps } from '@waystation/model';
import { doublesIn } from './doubles.ts';
import { mustFit } from './must-fit.ts';

export const priceListVersionSteps = {
  draft: { from: ['draft'] },
  setPartPrices: { from: ['draft'] },
  publish: { from: ['draft'], to: 'published' },
} as const satisfies Steps<'draft' | 'published'>;

/** What a version says apart from the prices of parts. */
export interface Prices {
  labourRates: LabourRate[];
  fees: Fee[];
  taxCategories: TaxCategory[];
}

/** A page of a version's part prices. */
export interface PartPricePage {
  page: number;
  partPrices: readonly PartPrice[];
}

/** A part that a draft has on a page. */
export interface PlacedPart {
  partNumber: string;
  page: number;
}

/** A page, and how many part prices are on it. */
interface PageSize {
  page: number;
  parts: number;
}

/** A version of a price list: a draft that takes pages of part prices, then published and never edited. */
export class PriceListVersion extends Aggregate<
  typeof priceListVersionSteps,
  Record<never, never>,
  'price list version',
  'network'
> {
  ofStation: string | null = null;
  declare priceListId: string;
  declare number: number;
  /** Null for a draft. */
  validFrom: Date | null = null;
  declare currency: string;
  declare jurisdiction: string;
  declare labourRates: LabourRate[];
  declare fees: Fee[];
  declare taxCategories: TaxCategory[];
  /** In the order of their numbers. */
  declare pages: PageSize[];

  protected get steps() {
    return priceListVersionSteps;
  }
  protected get subject() {
    return 'price list version' as const;
  }

  /** @throws Invalid for a price without its tax, and for what is stated twice */
  static draft(
    id: string,
    list: { id: string; ofStation: string | null; currency: string; jurisdiction: string },
    number: number,
    prices: Prices,
  ): PriceListVersion {
    const version = new PriceListVersion();
    version.begin({ id }, 'draft');
    const { id: priceListId, ofStation, currency, jurisdiction } = list;
    Object.assign(version, { priceListId, ofStation, number, currency, jurisdiction, validFrom: null, pages: [] });
    version.state(prices);
    return version;
  }

  /** Replaces what the draft says and drops its pages. @throws as `draft`, and Refused for a published version */
  startOver(prices: Prices, at: Date): void {
    this.mustBeDraft();
    this.state(prices);
    this.pages = [];
    this.step('draft', at);
  }

  /**
   * Takes a page, in place of the one of its number.
   *
   * @param elsewhere which of its parts are on other pages
   * @throws Invalid with each line that can't be taken; Refused for a published version
   */
  setPartPrices({ page, partPrices }: PartPricePage, elsewhere: readonly PlacedPart[], at: Date): void {
    this.mustBeDraft();
    const pageOf = new Map(elsewhere.map((placed) => [placed.partNumber, placed.page]));
    const onOther = partPrices.flatMap(({ partNumber }, index): FieldViolation[] => {
      const other = pageOf.get(partNumber);
      const description = `page ${other} has a price of ${partNumber} already`;
      return other === undefined
        ? []
        : [{ field: `part_prices[${index}]`, description, reason: 'PRICE_STATED_ON_OTHER_PAGE' }];
    });
    const violations = [
      ...linesOf('part_prices', partPrices, this.taxCategories, {
        codeOf: ({ partNumber }) => partNumber,
        priceOf: ({ perUnitMinor }) => perUnitMinor,
        priceField: 'per_unit_minor',
      }),
      ...onOther,
    ];
    if (violations.length > 0) throw new Invalid(violations);
    mustFit(partPrices);
    const others = this.pages.filter((each) => each.page !== page);
    this.pages = [...others, { page, parts: partPrices.length }].toSorted((a, b) => a.page - b.page);
    this.step('setPartPrices', at);
  }

  /** Number of part prices on all pages. */
  get parts(): number {
    return this.pages.reduce((sum, { parts }) => sum + parts, 0);
  }

  /** @throws Refused unless the pages are those from 1 to this number; says which are missing and which are too many */
  mustHavePages(partPages: number): void {
    this.mustBeDraft();
    const there = new Set(this.pages.map(({ page }) => page));
    const wanted = Array.from({ length: partPages }, (_, index) => index + 1);
    const missing = wanted.filter((page) => !there.has(page));
    if (missing.length > 0) throw new Refused('PART_PAGES_MISSING', { pages: missing.join(', ') });
    const beyond = [...there].filter((page) => page > partPages);
    if (beyond.length > 0) throw new Refused('PART_PAGES_LEFT_OVER', { pages: beyond.join(', ') });
  }

  publishFrom(from: Date, at: Date): void {
    this.validFrom = from;
    this.step('publish', at);
  }

  private mustBeDraft(): void {
    if (this.status !== 'draft') throw new Refused('VERSION_PUBLISHED', { version: String(this.number) });
  }

  private state({ labourRates, fees, taxCategories }: Prices): void {
    const violations = [
      ...linesOf('labour_rates', labourRates, taxCategories, {
        codeOf: ({ workKind }) => workKind,
        priceOf: ({ perHourMinor }) => perHourMinor,
        priceField: 'per_hour_minor',
      }),
      ...linesOf('fees', fees, taxCategories, {
        codeOf: ({ code }) => code,
        priceOf: ({ amountMinor }) => amountMinor,
        priceField: 'amount_minor',
      }),
      ...doublesIn(
        taxCategories,
        ({ code }) => code,
        (index) => `tax_categories[${index}]`,
        'TAX_CATEGORY_STATED_TWICE',
      ),
    ];
    if (violations.length > 0) throw new Invalid(violations);
    mustFit({ labourRates, fees, taxCategories });
    this.labourRates = labourRates;
    this.fees = fees;
    this.taxCategories = taxCategories.map(({ code, ratePercent }) => ({
      code,
      ratePercent: shortestDecimal(ratePercent),
    }));
  }
}

interface Line {
  taxCategory: string;
  withdrawn: boolean;
}

/** What is wrong with lines of one kind, each by its place. */
function linesOf<L extends Line>(
  list: string,
  lines: readonly L[],
  taxCategories: readonly TaxCategory[],
  { codeOf, priceOf, priceField }: { codeOf: (line: L) => string; priceOf: (line: L) => bigint; priceField: string },
): FieldViolation[] {
  const known = new Set(taxCategories.map(({ code }) => code));
  const wrong = lines.flatMap((line, index): FieldViolation[] => {
    const at = `${list}[${index}]`;
    const { taxCategory, withdrawn } = line;
    if (withdrawn) {
      const description = 'a withdrawn line states neither price nor tax category';
      return priceOf(line) === 0n && taxCategory === ''
        ? []
        : [{ field: `${at}.withdrawn`, description, reason: 'PRICE_OF_WITHDRAWN' }];
    }
    return [
      ...(known.has(taxCategory)
        ? []
        : [
            {
              field: `${at}.tax_category`,
              description: `there is no tax category ${taxCategory}`,
              reason: 'TAX_CATEGORY_UNKNOWN',
            },
          ]),
      ...(priceOf(line) < 0n
        ? [{ field: `${at}.${priceField}`, description: 'must not be negative', reason: 'PRICE_NEGATIVE' }]
        : []),
    ];
  });
  return [...wrong, ...doublesIn(lines, codeOf, (index) => `${list}[${index}]`, 'PRICE_STATED_TWICE')];
}
