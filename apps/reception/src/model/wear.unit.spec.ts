import { needsOf } from './wear.ts';

const reading = { part: 'tyre', position: '1L', value: '1.6', unit: 'mm', limit: '1.60' };

describe('worn parts', () => {
  it('are needed once they are at or below their limit', () => {
    const others = [
      { ...reading, value: '1.61' },
      { ...reading, limit: '' },
      { ...reading, part: 'belt', value: '0.9', limit: '1' },
    ];
    expect(needsOf([reading, ...others])).toMatchObject([
      { urgency: 'immediate', unsafe: true, source: 'wear', reading },
      { urgency: 'soon', unsafe: false, reading: { part: 'belt' } },
    ]);
  });
});
