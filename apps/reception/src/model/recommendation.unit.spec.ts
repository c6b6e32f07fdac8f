import { journalOf } from '@waystation/model';
import { aVisit } from '../testing/a-visit.ts';
import { strokes } from '../testing/examples.ts';
import { ids, minute } from '../testing/ids.ts';

const made = (need = {}) => aVisit().signed().recommending(need).cast().recommendations[0]!;
const signature = { signedBy: 'Li Wei', witnessed: false, strokes };

describe('a recommendation', () => {
  it('is for the truck, without words in what is told', () => {
    const recommendation = made();
    const [event] = journalOf(recommendation).published;
    expect(event).toMatchObject({ name: 'Recommended', payload: { vehicleId: ids.vehicle, urgency: 'immediate' } });
    expect(JSON.stringify(event)).not.toContain('worn');
  });

  it('of what is unsafe is immediate', () => {
    expect(journalOf(made({ urgency: 'later' })).required).toMatchObject([{ rule: 'INS-D12', holds: false }]);
  });

  it('that inspection tells of is taken as it comes', () => {
    const told = made({ urgency: 'later', source: 'defect', words: null });
    expect(journalOf(told).required).toMatchObject([{ rule: 'INS-D12', holds: true }]);
  });

  it('is answered, and answered otherwise, until its refusal is signed', () => {
    const recommendation = made();
    recommendation.answer('later', minute(300));
    expect(() => recommendation.signRefusal(signature, ids.advisor, minute(301))).toThrow('signRefusal from later');
    recommendation.answer('refused', minute(302));
    const dot = { ...signature, strokes: [{ points: [{ x: 0, y: 0, atMs: 0, pressure: 0 }] }] };
    expect(() => recommendation.signRefusal(dot, ids.advisor, minute(303))).toThrow('SIGNATURE_NOT_DRAWN');
    recommendation.signRefusal(signature, ids.advisor, minute(303));
    expect(recommendation.status).toBe('refusal_signed');
    expect(() => recommendation.answer('now', minute(304))).toThrow('accept from refusal_signed');
  });
});
