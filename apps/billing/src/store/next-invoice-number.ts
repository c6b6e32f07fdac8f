import { toWallTime } from '@waystation/model';
import type { Reader } from '@waystation/store';
import type { InvoiceNumber } from '../model/invoice.ts';

/** Number of the station's next invoice, unless another is issued first. @param timeZone of the station */
export async function nextInvoiceNumber(reader: Reader, at: Date, timeZone: string): Promise<InvoiceNumber> {
  const { year } = toWallTime(at, timeZone);
  const [counter] = await reader.rows<{ last_sequence: number }>(
    'select last_sequence from invoice_counter where station_id = $1 and year = $2',
    [reader.station, year],
  );
  return { year, sequence: (counter?.last_sequence ?? 0) + 1 };
}
