import type { CodeEntry, PartPrice, RuleSetting } from '@waystation/contracts/network/v1/state';
import { hour, type Place } from '@waystation/testing/model';
import { CodeList } from '../src/model/code-list.ts';
import { Form, type FormContent } from '../src/model/form.ts';
import { LabourOperation, type Described } from '../src/model/labour-operation.ts';
import { PriceList, type Market } from '../src/model/price-list.ts';
import { PriceListVersion, type Prices } from '../src/model/price-list-version.ts';
import { ids } from './ids.ts';

const market = { currency: 'CNY', jurisdiction: 'CN' };

export const prices: Prices & Market = {
  ...market,
  labourRates: [{ workKind: 'mechanical', perHourMinor: 24_000n, taxCategory: 'VAT13', withdrawn: false }],
  fees: [
    {
      code: 'disposal',
      amountMinor: 2_000n,
      taxCategory: 'VAT6',
      descriptionEn: 'Disposal',
      descriptionZh: '废料处理',
      withdrawn: false,
    },
  ],
  taxCategories: [
    { code: 'VAT13', ratePercent: '13' },
    { code: 'VAT6', ratePercent: '6' },
  ],
};

export const causes: CodeEntry[] = [
  { code: 'linings_worn', nameEn: 'Brake linings worn', nameZh: '制动摩擦片磨损', withdrawn: false },
  { code: 'hose_leaking', nameEn: 'Hose leaking', nameZh: '软管泄漏', withdrawn: false },
];

/** Version 1 of the list of causes. */
export function aCodeList() {
  return {
    build: () => {
      const list = CodeList.open(ids.codeList, 'cause', hour(0));
      list.publishVersion(1, causes, hour(0));
      return list;
    },
  };
}

/** Part prices for part numbers. */
export function partPricesOf(...partNumbers: readonly string[]): PartPrice[] {
  return partNumbers.map((partNumber) => ({
    partNumber,
    perUnitMinor: 9_900n,
    taxCategory: 'VAT13',
    withdrawn: false,
  }));
}

/** Price list of the network with version 1, and optionally a draft of version 2. */
class PriceListBuilder {
  readonly published: boolean;
  readonly drafted: boolean;

  constructor(published: boolean, drafted: boolean) {
    this.published = published;
    this.drafted = drafted;
  }

  /** Leaves version 1 unpublished. */
  inDraft(): PriceListBuilder {
    return new PriceListBuilder(false, this.drafted);
  }

  /** Adds a draft of version 2. */
  withDraft(): PriceListBuilder {
    return new PriceListBuilder(this.published, true);
  }

  build = (): [PriceList, ...PriceListVersion[]] => versionsOf(PriceList.open(ids.priceList, prices), this);

  /** Makes the list a station's. */
  ofStation() {
    const { published, drafted } = this;
    return {
      build: (place: Place) => {
        const list = PriceList.open(place.id(ids.priceList), prices, { id: place.stationId, ...market });
        return versionsOf(list, { published, drafted }, (id) => place.id(id));
      },
    };
  }
}

function versionsOf(
  list: PriceList,
  { published, drafted }: { published: boolean; drafted: boolean },
  idOf: (id: string) => string = (id) => id,
): [PriceList, ...PriceListVersion[]] {
  const first = PriceListVersion.draft(idOf(ids.version), list, 1, prices);
  if (published) list.publishVersion(first, [], { partPages: 0 }, hour(0));
  const next = drafted ? [PriceListVersion.draft(idOf(ids.otherVersion), list, 2, prices)] : [];
  return [list, first, ...next];
}

/** Price list of the network, published in version 1. */
export function aPriceList(): PriceListBuilder {
  return new PriceListBuilder(true, false);
}

export const brakes: Described = {
  operation: '013-001-017/2',
  descriptionEn: 'Replace brake linings',
  descriptionZh: '更换制动摩擦片',
  models: ['T7'],
  workKind: 'mechanical',
  labourMinutes: 90,
  skill: 'brakes',
  tools: ['T-8'],
  safetyConfirmations: [
    { code: 'lift_secured', mandatory: true, descriptionEn: 'Lift is secured', descriptionZh: '举升机已锁止' },
  ],
  manualReference: 'WM-13 4.2',
  guaranteeClass: 'major',
};

/** Version 1 of an operation of the manufacturer. */
export function aLabourOperation(described: Partial<Described> = {}) {
  return {
    build: () => {
      const all = { ...brakes, ...described };
      const operation = LabourOperation.open(ids.operation, all.operation);
      return [operation, operation.publishVersion({ version: 1 }, all, ids.version, hour(0))];
    },
  };
}

export const checkSheet: FormContent = {
  kind: 'check_sheet',
  workKinds: [],
  titleEn: 'Check sheet',
  titleZh: '检查单',
  points: [
    {
      code: 'lights',
      descriptionEn: 'Lights',
      descriptionZh: '灯光',
      answer: 'ok_or_not',
      unit: '',
      lowest: '',
      choices: [],
    },
    {
      code: 'tread',
      descriptionEn: 'Tread',
      descriptionZh: '花纹',
      answer: 'number',
      unit: 'mm',
      lowest: '1.6',
      choices: [],
    },
  ],
  roadTest: false,
};

/** Version 1 of a check sheet. */
export function aForm() {
  return {
    build: () => {
      const form = Form.open(ids.form, 'check_sheet');
      return [form, form.publishVersion({ version: 1 }, checkSheet, ids.version, hour(0))];
    },
  };
}

/** Setting of a rule; omitted fields change nothing. */
export function setting(rule: string, facts: Partial<RuleSetting> = {}): RuleSetting {
  return { rule, mode: '', weight: 0, targetBasisPoints: 0, limits: [], ...facts };
}
