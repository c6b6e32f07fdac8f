import { mapping, Store } from '@waystation/store';
import { StockLevel, stockLevelSteps } from '../model/stock-level.ts';

export const stockLevelMapping = mapping(StockLevel, {
  table: 'stock_level',
  subject: 'stock level',
  steps: { table: stockLevelSteps, initial: 'kept' },
  properties: (p) => ({
    partNumber: p.text(),
    minMilli: p.bigint('number'),
    maxMilli: p.bigint('number'),
    setAt: p.datetime(),
  }),
});

export class StockLevels extends Store.of(stockLevelMapping) {}
