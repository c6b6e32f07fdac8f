import { Query } from '@waystation/call';
import { ListStockResponse, type ListStockRequest } from '@waystation/contracts/parts/v1/service';
import { pageToken, Reader, selectOf, type RowOf } from '@waystation/store';
import { balanceMapping } from '../store/balance.mapping.ts';
import { partMapping } from '../store/part.mapping.ts';
import { decimal } from '../store/quantity-columns.ts';

const ofBin = selectOf(balanceMapping, 'partNumber, bin', 'b');
const ofPart = selectOf(partMapping, 'descriptionEn, descriptionZh, unit', 'p');
const text = `
  select ${ofBin}, ${decimal('b.on_hand_milli')} as "onHandQuantity", ${decimal('b.reserved_milli')} as "reservedQuantity",
    ${ofPart}
  from stock_balance b join part p using (part_number)
  where station_id = $1 and on_hand_milli > 0 and ($2 = '' or part_number = $2) and ($3 = '' or bin = $3)
    and (part_number, bin) > ($4, $5)
  order by part_number, bin limit $6`;

@Query()
export class ListStock {
  constructor(private readonly reader: Reader) {}

  async execute({ partNumber, bin, pageSize, ...request }: ListStockRequest): Promise<ListStockResponse> {
    const looksRight = (keys: readonly string[]) => keys.length === 2;
    const [afterPart = '', afterBin = ''] = pageToken.read(request.pageToken, looksRight) ?? [];
    const limit = pageSize || 50;
    const asked = [this.reader.station, partNumber, bin, afterPart, afterBin, limit];
    const lines = await this.reader.rows<RowOf<typeof ofBin>>(text, asked);
    const last = lines.length < limit ? undefined : lines.at(-1);
    return ListStockResponse.fromJSON({ lines, nextPageToken: last ? pageToken.of(last.partNumber, last.bin) : '' });
  }
}
