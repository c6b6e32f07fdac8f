import type { Fee, LabourRate, PartPrice, TaxCategory } from '@waystation/contracts/network/v1/state';
import { Aggregate, Invalid, Refused, shortestDecimal, type FieldViolation, type Steps } from '@waystation/model';
import { duplicatesIn } from './duplicates.ts';
import { mustBeWithinSize } from './size-limit.ts';

export const priceListVersionSteps = {
  draft: { from: ['draft'] },
  setPartPrices: { from: ['draft'] },
  publish: { from: ['draft'], to: 'published' },
} as const satisfies Steps<'draft' | 'published'>;

/** Prices of a version without part prices. */
export interface Prices {
  labourRates: LabourRate[];
  fees: Fee[];
  taxCategories: TaxCategory[];
}

/** Page of the part prices of a version. */
export interface PartPricePage {
  page: number;
  partPrices: readonly PartPrice[];
}

/** Part of a draft, with its page. */
export interface PlacedPart {
  partNumber: string;
  page: number;
}

/** Number of part prices on a page. */
interface PageSize {
  page: number;
  parts: number;
}

/** Version of a price list: a draft that is filled page by page, then published and never edited. */
export class PriceListVersion extends Aggregate<
  typeof priceListVersionSteps,
  Record<never, never>,
  'price list version',
  'network'
> {
  ofStation: string | null = null;
  declare priceListId: string;
  declare number: number;
  /** Null until published. */
  validFrom: Date | null = null;
  declare currency: string;
  declare jurisdiction: string;
  declare labourRates: LabourRate[];
  declare fees: Fee[];
  declare taxCategories: TaxCategory[];
  /** Sorted by page number. */
  declare pages: PageSize[];

  protected get steps() {
    return priceListVersionSteps;
  }
  protected get subject() {
    return 'price list version' as const;
  }

  /** @throws Invalid for a price without tax category, and for duplicates */
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
    version.setPrices(prices);
    return version;
  }

  /** Replaces the prices of the draft and drops its pages. @throws as `draft`, and Refused for a published version */
  redraft(prices: Prices, at: Date): void {
    this.mustBeDraft();
    this.setPrices(prices);
    this.pages = [];
    this.step('draft', at);
  }

  /**
   * Adds a page, or replaces the page with the same number.
   *
   * @param elsewhere parts of this page that are on other pages of the draft
   * @throws Invalid naming every wrong line; Refused for a published version
   */
  setPartPrices({ page, partPrices }: PartPricePage, elsewhere: readonly PlacedPart[], at: Date): void {
    this.mustBeDraft();
    const pageOf = new Map(elsewhere.map((placed) => [placed.partNumber, placed.page]));
    const onOther = partPrices.flatMap(({ partNumber }, index): FieldViolation[] => {
      const other = pageOf.get(partNumber);
      const description = `page ${other} already has a price for ${partNumber}`;
      return other === undefined
        ? []
        : [{ field: `part_prices[${index}]`, description, reason: 'PRICE_LISTED_ON_OTHER_PAGE' }];
    });
    const violations = [
      ...lineViolations('part_prices', partPrices, this.taxCategories, {
        codeOf: ({ partNumber }) => partNumber,
        priceOf: ({ perUnitMinor }) => perUnitMinor,
        priceField: 'per_unit_minor',
      }),
      ...onOther,
    ];
    if (violations.length > 0) throw new Invalid(violations);
    mustBeWithinSize(partPrices);
    const others = this.pages.filter((each) => each.page !== page);
    this.pages = [...others, { page, parts: partPrices.length }].toSorted((a, b) => a.page - b.page);
    this.step('setPartPrices', at);
  }

  /** Number of part prices on all pages. */
  get parts(): number {
    return this.pages.reduce((sum, { parts }) => sum + parts, 0);
  }

  /** @throws Refused unless the pages are exactly 1 to this number; names missing and extra pages */
  mustHavePages(partPages: number): void {
    this.mustBeDraft();
    const present = new Set(this.pages.map(({ page }) => page));
    const expected = Array.from({ length: partPages }, (_, index) => index + 1);
    const missing = expected.filter((page) => !present.has(page));
    if (missing.length > 0) throw new Refused('PART_PAGES_MISSING', { pages: missing.join(', ') });
    const beyond = [...present].filter((page) => page > partPages);
    if (beyond.length > 0) throw new Refused('PART_PAGES_NOT_PUBLISHED', { pages: beyond.join(', ') });
  }

  publishFrom(from: Date, at: Date): void {
    this.validFrom = from;
    this.step('publish', at);
  }

  private mustBeDraft(): void {
    if (this.status !== 'draft') throw new Refused('VERSION_PUBLISHED', { version: String(this.number) });
  }

  private setPrices({ labourRates, fees, taxCategories }: Prices): void {
    const violations = [
      ...lineViolations('labour_rates', labourRates, taxCategories, {
        codeOf: ({ workKind }) => workKind,
        priceOf: ({ perHourMinor }) => perHourMinor,
        priceField: 'per_hour_minor',
      }),
      ...lineViolations('fees', fees, taxCategories, {
        codeOf: ({ code }) => code,
        priceOf: ({ amountMinor }) => amountMinor,
        priceField: 'amount_minor',
      }),
      ...duplicatesIn(
        taxCategories,
        ({ code }) => code,
        (index) => `tax_categories[${index}]`,
        'TAX_CATEGORY_LISTED_TWICE',
      ),
    ];
    if (violations.length > 0) throw new Invalid(violations);
    mustBeWithinSize({ labourRates, fees, taxCategories });
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

/** Violations of lines of one kind, by index. */
function lineViolations<L extends Line>(
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
      const description = 'a withdrawn line must have neither price nor tax category';
      return priceOf(line) === 0n && taxCategory === ''
        ? []
        : [{ field: `${at}.withdrawn`, description, reason: 'PRICE_ON_WITHDRAWN_LINE' }];
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
  return [...wrong, ...duplicatesIn(lines, codeOf, (index) => `${list}[${index}]`, 'PRICE_LISTED_TWICE')];
}
