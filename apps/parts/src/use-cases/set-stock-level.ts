import { UseCase, type Call } from '@waystation/call';
import type { SetStockLevelRequest, SetStockLevelResponse } from '@waystation/contracts/parts/v1/service';
import { milliOf } from '../model/quantity.ts';
import { StockLevel } from '../model/stock-level.ts';
import { Parts } from '../store/part.mapping.ts';
import { StockLevels } from '../store/stock-level.mapping.ts';

@UseCase()
export class SetStockLevel {
  constructor(
    private readonly levels: StockLevels,
    private readonly parts: Parts,
  ) {}

  async execute(
    { partNumber, minQuantity, maxQuantity }: SetStockLevelRequest,
    { stationId, now, newId }: Call,
  ): Promise<SetStockLevelResponse> {
    const [known] = await Promise.all([this.levels.findBy({ partNumber }), this.parts.getBy({ partNumber })]);
    const level = known ?? StockLevel.open(newId(), stationId, partNumber);
    level.set(milliOf(minQuantity), milliOf(maxQuantity), now);
    if (!known) this.levels.add(level);
    return { stockLevelId: level.id };
  }
}
