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
import type { Names } from '@waystation/names';
import type { Addressee } from '../model/statement.ts';

interface ChargeLabels {
  kind: string;
  description: string;
  quantity: string;
  unitPrice: string;
  net: string;
  priceList: string;
  netTotal: string;
  tax: string;
  total: string;
  customer: string;
  taxNumber: string;
  plate: string;
  vin: string;
  odometer: string;
}

export const chargeLabels: Readonly<Record<DocumentLanguage, ChargeLabels>> = {
  en: {
    kind: 'Type',
    description: 'Description',
    quantity: 'Quantity',
    unitPrice: 'Unit price',
    net: 'Net amount',
    priceList: 'Price list no.',
    netTotal: 'Net total',
    tax: 'Tax',
    total: 'Total',
    customer: 'Customer',
    taxNumber: 'Tax number',
    plate: 'Plate',
    vin: 'VIN',
    odometer: 'Odometer',
  },
  zh: {
    kind: '类别',
    description: '项目',
    quantity: '数量',
    unitPrice: '单价',
    net: '金额',
    priceList: '价格表编号',
    netTotal: '不含税金额',
    tax: '税额',
    total: '合计',
    customer: '客户',
    taxNumber: '税号',
    plate: '车牌号',
    vin: '车辆识别代号',
    odometer: '里程表读数',
  },
};

/** Station fields printed on a document. */
export function documentStation({ name, address, phone, timeZone }: StationState): DocumentStation {
  return { name, address, phone, timeZone };
}

/** Addressee of a document. */
export function documentParty(
  role: string,
  { name, address, taxNumber }: Pick<Addressee, 'name' | 'address' | 'taxNumber'>,
  labels: ChargeLabels,
): DocumentParty {
  const tax = taxNumber && `${labels.taxNumber} ${taxNumber}`;
  return { role, lines: [name, address, tax].filter((line) => line !== '') };
}

/** Plate, VIN and odometer of the vehicle, without the unknown ones. */
export function vehicleFacts({ plate, vin, odometerKm }: Addressee, labels: ChargeLabels): DocumentFact[] {
  const facts: DocumentFact[] = [
    [labels.plate, plate],
    [labels.vin, vin],
    [labels.odometer, odometerKm > 0 ? `${odometerKm} km` : ''],
  ];
  return facts.filter(([, value]) => value !== '');
}

/** Lines, taxes and total of one payer. Each line cites its price list. */
export function chargesTable(
  payer: string,
  { lines, taxes, currency }: { lines: readonly StatementLine[]; taxes: readonly StatementTax[]; currency: string },
  names: Names,
  language: DocumentLanguage,
): DocumentTable {
  const labels = chargeLabels[language];
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
        names.of('line_kind', line.kind, language),
        describedLine(line),
        names.quantity(line.quantity, line.unit, language),
        amountText(line.unitPriceMinor, currency),
        amountText(line.netMinor, currency),
        priceListNumber(line.priceList),
      ]),
    total: [
      [labels.netTotal, moneyText(net, currency)],
      ...own.map(({ taxCategory, taxRatePercent, taxMinor }): DocumentFact => {
        const tax = names.find('tax_category', taxCategory, language) ?? labels.tax;
        return [`${tax} ${taxRatePercent} %`, moneyText(taxMinor, currency)];
      }),
      [labels.total, moneyText(net + tax, currency)],
    ],
  };
}

/** Customers know labour and parts by number; codes of fees are internal. */
function describedLine({ kind, code, description }: StatementLine): string {
  const number = kind === 'labour' || kind === 'part' ? code : '';
  return number === '' || number === description ? description : `${number} ${description}`;
}

/**
 * Number and version of a price list: `0000AB01/3`. The column has no room for a whole id, so the random end is printed:
 * the start of an id is a time, and equal for lists made together.
 */
function priceListNumber(key: string): string {
  const [list = '', version = ''] = key.split(':');
  return `${list.slice(-8).toUpperCase()}/${version}`;
}
