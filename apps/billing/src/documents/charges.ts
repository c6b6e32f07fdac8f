import type { StatementLine, StatementTax } from '@waystation/contracts/billing/v1/service';
import type { StationState } from '@waystation/contracts/network/v1/state';
import type {
  DocumentFact,
  DocumentLanguage,
  DocumentParty,
  DocumentStation,
  DocumentTable,
} from '@waystation/documents';
import { amountText, moneyText } from '@waystation/model';
import type { Addressee } from '../model/statement.ts';

interface ChargeLabels {
  payer: (payer: string) => string;
  kinds: Readonly<Record<string, string>>;
  kind: string;
  description: string;
  quantity: string;
  unitPrice: string;
  net: string;
  priceList: string;
  netTotal: string;
  tax: (code: string, percent: string) => string;
  total: string;
  customer: string;
  taxNumber: string;
  plate: string;
  vin: string;
  odometer: string;
}

const payersZh: Readonly<Record<string, string>> = {
  customer: '客户',
  warranty: '保修',
  campaign: '召回活动',
  contract: '合同',
  goodwill: '善意索赔',
  insurer: '保险公司',
  internal: '内部',
};

export const chargeLabels: Readonly<Record<DocumentLanguage, ChargeLabels>> = {
  en: {
    payer: (payer) => payer.charAt(0).toUpperCase() + payer.slice(1).replaceAll('_', ' '),
    kinds: { labour: 'Labour', part: 'Part', fee: 'Fee', sublet: 'Sublet' },
    kind: 'Kind',
    description: 'Description',
    quantity: 'Quantity',
    unitPrice: 'Price',
    net: 'Net',
    priceList: 'Price list',
    netTotal: 'Net',
    tax: (code, percent) => `Tax ${code} ${percent} %`,
    total: 'Total',
    customer: 'Customer',
    taxNumber: 'Tax number',
    plate: 'Plate',
    vin: 'VIN',
    odometer: 'Odometer',
  },
  zh: {
    payer: (payer) => payersZh[payer] ?? payer,
    kinds: { labour: '工时', part: '备件', fee: '费用', sublet: '外协' },
    kind: '类别',
    description: '项目',
    quantity: '数量',
    unitPrice: '单价',
    net: '金额',
    priceList: '价格表',
    netTotal: '不含税金额',
    tax: (code, percent) => `税额 ${code} ${percent}%`,
    total: '合计',
    customer: '客户',
    taxNumber: '税号',
    plate: '车牌号',
    vin: '车辆识别代号',
    odometer: '里程表读数',
  },
};

/** The station, as documents name it. */
export function documentStation({ name, address, phone, zone }: StationState): DocumentStation {
  return { name, address, phone, zone };
}

/** Whom a document is addressed to. */
export function documentParty(
  role: string,
  { name, address, taxNumber }: Pick<Addressee, 'name' | 'address' | 'taxNumber'>,
  labels: ChargeLabels,
): DocumentParty {
  const tax = taxNumber && `${labels.taxNumber} ${taxNumber}`;
  return { role, lines: [name, address, tax].filter((line) => line !== '') };
}

/** The truck that a document speaks of. */
export function vehicleFacts({ plate, vin, odometerKm }: Addressee, labels: ChargeLabels): DocumentFact[] {
  const facts: DocumentFact[] = [
    [labels.plate, plate],
    [labels.vin, vin],
    [labels.odometer, odometerKm > 0 ? `${odometerKm} km` : ''],
  ];
  return facts.filter(([, value]) => value !== '');
}

/** What one payer is charged for, with its taxes and what it comes to. Each line cites its price list. */
export function chargesTable(
  payer: string,
  { lines, taxes, currency }: { lines: readonly StatementLine[]; taxes: readonly StatementTax[]; currency: string },
  labels: ChargeLabels,
): DocumentTable {
  const own = taxes.filter((tax) => tax.payer === payer);
  const net = own.reduce((sum, { netMinor }) => sum + netMinor, 0n);
  const tax = own.reduce((sum, { taxMinor }) => sum + taxMinor, 0n);
  const right = 'right' as const;
  return {
    columns: [
      { title: labels.kind, width: 'auto' },
      { title: labels.description },
      { title: labels.quantity, width: 'auto', align: right },
      { title: labels.unitPrice, width: 'auto', align: right },
      { title: `${labels.net} ${currency}`, width: 'auto', align: right },
      { title: labels.priceList, width: 'auto' },
    ],
    rows: lines
      .filter((line) => line.payer === payer)
      .map((line) => [
        labels.kinds[line.kind] ?? line.kind,
        [line.code, line.description].filter((text) => text !== '').join(' '),
        line.quantity,
        amountText(line.unitPriceMinor, currency),
        amountText(line.netMinor, currency),
        shortKey(line.priceList),
      ]),
    total: [
      [labels.netTotal, moneyText(net, currency)],
      ...own.map(({ taxCategory, taxRatePercent, taxMinor }): DocumentFact => {
        return [labels.tax(taxCategory, taxRatePercent), moneyText(taxMinor, currency)];
      }),
      [labels.total, moneyText(net + tax, currency)],
    ],
  };
}

/**
 * `<end of the id>:<version>`: a column has no room for a whole id. The end is what tells lists apart: ids begin with the
 * time at which they were made.
 */
function shortKey(key: string): string {
  const [list = '', version = ''] = key.split(':');
  return `${list.slice(-8)}:${version}`;
}
