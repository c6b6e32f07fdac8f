import { journalOf } from '@waystation/model';
import { minute, publishedBy } from '@waystation/testing/model';
import { ids } from '../../testing/ids.ts';
import { IssueSlip } from './issue-slip.ts';
import { ReplacedPart } from './replaced-part.ts';

const visit = { stationId: ids.station, visitId: ids.visit, standardVersion: '7' };
const first = ids.unknown;
const second = ids.replaced;

function aSlip(): IssueSlip {
  const details = { itemId: ids.item, technicianId: ids.anna, clerkId: ids.partsClerk };
  const lines = [
    { issueLineId: first, partNumber: 'P-1', milli: 2_000, returnedMilli: 0 },
    { issueLineId: second, partNumber: 'P-2', milli: 500, returnedMilli: 0 },
  ];
  return IssueSlip.issue(ids.slip, visit, details, lines, minute(0));
}

describe('an issue slip', () => {
  it('publishes item, technician, parts clerk and each line', () => {
    expect(publishedBy(aSlip())).toMatchObject([
      {
        name: 'PartsIssued',
        issueSlipId: ids.slip,
        visitId: ids.visit,
        itemId: ids.item,
        technicianId: ids.anna,
        clerkId: ids.partsClerk,
        parts: [
          { issueLineId: first, partNumber: 'P-1', quantity: '2' },
          { issueLineId: second, partNumber: 'P-2', quantity: '0.5' },
        ],
      },
    ]);
  });

  it('takes back no more than is out', () => {
    const slip = aSlip();
    expect(slip.returnParts([{ issueLineId: first, milli: 1_000 }], ids.partsClerk, minute(1))).toEqual([
      { issueLineId: first, milli: 1_000, partNumber: 'P-1' },
    ]);
    expect(slip.status).toBe('issued');
    const tooMuch = [{ issueLineId: first, milli: 1_001 }];
    expect(() => slip.returnParts(tooMuch, ids.partsClerk, minute(2))).toThrow('MORE_RETURNED_THAN_ISSUED');
    const unknown = [{ issueLineId: ids.part, milli: 1_000 }];
    expect(() => slip.returnParts(unknown, ids.partsClerk, minute(2))).toThrow('issue line');
    const rest = [
      { issueLineId: first, milli: 1_000 },
      { issueLineId: second, milli: 500 },
    ];
    slip.returnParts(rest, ids.partsClerk, minute(3));
    expect(slip.status).toBe('returned');
    expect(publishedBy(slip).slice(1)).toMatchObject([
      { name: 'PartsReturned', parts: [{ issueLineId: first, quantity: '1' }] },
      { name: 'PartsReturned', technicianId: ids.anna, parts: [{ quantity: '1' }, { quantity: '0.5' }] },
    ]);
    expect(() => slip.returnParts(rest, ids.partsClerk, minute(4))).toThrow('returnParts from returned');
  });
});

describe('a replaced part', () => {
  it('is kept until its disposition is decided, and requires that the customer was asked', () => {
    const removed = { itemId: ids.item, partNumber: 'P-1', milli: 1_000 };
    const kept = ReplacedPart.keep(ids.replaced, visit, removed, ids.anna, minute(0));
    kept.dispose('scrapped', false, ids.advisor, minute(1));
    expect(journalOf(kept).required).toMatchObject([
      { rule: 'DEL-D08', holds: false, requirement: 'CUSTOMER_NOT_ASKED' },
    ]);
    expect(publishedBy(kept)).toMatchObject([
      { name: 'ReplacedPartKept', replacedPartId: ids.replaced, quantity: '1', technicianId: ids.anna },
      { name: 'ReplacedPartDisposed', disposition: 'scrapped', customerAsked: false, advisorId: ids.advisor },
    ]);
    expect(() => kept.dispose('returned', true, ids.advisor, minute(2))).toThrow('dispose from disposed');
  });
});
