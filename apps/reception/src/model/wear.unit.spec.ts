import { needsOf } from './wear.ts';

const reading = { part: 'tyre', position: '1L', value: '1.6', unit: 'mm', limit: '1.60' };
const measured = { ...reading, readingId: 'r-1' };

describe('worn parts', () => {
  it('are recommended for replacement at or below their limit', () => {
    const others = [
      { ...measured, value: '1.61' },
      { ...measured, limit: '' },
      { ...measured, part: 'belt', value: '0.9', limit: '1' },
    ];
    expect(needsOf([measured, ...others])).toMatchObject([
      { urgency: 'immediate', unsafe: true, source: 'wear', sourceId: 'r-1', reading },
      { urgency: 'soon', unsafe: false, reading: { part: 'belt' } },
    ]);
  });
});
