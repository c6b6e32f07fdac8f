import { Query } from '@waystation/call';
import { ListStockResponse, type ListStockRequest } from '@waystation/contracts/parts/v1/service';
import { nextPageToken, pageToken, Reader, selectOf, type RowOf } from '@waystation/store';
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
    const [afterPart, afterBin] = pageToken.after(request.pageToken, 'text', 'text');
    const limit = pageSize || 50;
    const asked = [this.reader.station, partNumber, bin, afterPart, afterBin, limit];
    const lines = await this.reader.rows<RowOf<typeof ofBin>>(text, asked);
    return ListStockResponse.fromJSON({
      lines,
      nextPageToken: nextPageToken(lines, limit, (line) => [line.partNumber, line.bin]),
    });
  }
}
