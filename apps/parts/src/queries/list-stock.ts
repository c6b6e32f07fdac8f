import { Query } from '@waystation/call';
import { ListStockResponse, type ListStockRequest } from '@waystation/contracts/parts/v1/service';
import { nextPageToken, pageToken, Reader } from '@waystation/store';
import { decimal } from '../store/quantity-columns.ts';

interface Line {
  partNumber: string;
  bin: string;
}

@Query()
export class ListStock {
  constructor(private readonly reader: Reader) {}

  async execute({ partNumber, bin, pageSize, ...request }: ListStockRequest): Promise<ListStockResponse> {
    const [afterPart, afterBin] = pageToken.after(request.pageToken, 'text', 'text');
    const limit = pageSize || 50;
    const lines = await this.reader.rows<Line>(
      `select part_number as "partNumber", bin, ${decimal('on_hand_milli')} as "onHandQuantity",
         ${decimal('reserved_milli')} as "reservedQuantity",
         description_en as "descriptionEn", description_zh as "descriptionZh", unit
       from stock_balance join part using (part_number)
       where station_id = $1 and on_hand_milli > 0 and ($2 = '' or part_number = $2) and ($3 = '' or bin = $3)
         and (part_number, bin) > ($4, $5)
       order by part_number, bin limit $6`,
      [this.reader.station, partNumber, bin, afterPart, afterBin, limit],
    );
    return ListStockResponse.fromJSON({
      lines,
      nextPageToken: nextPageToken(lines, limit, (line) => [line.partNumber, line.bin]),
    });
  }
}
