import { journalOf, NotFound } from '@waystation/model';
import { minute } from '@waystation/testing/model';
import { aVisit } from '../../testing/a-visit.ts';
import { contacts, strokes } from '../../testing/examples.ts';
import { ids } from '../../testing/ids.ts';

const made = (need = {}) => aVisit().countersigned().recommending(need).records().recommendations[0]!;
const nobody = { signedBy: '', contactId: '', acceptance: '', acceptanceRemarks: '', witnessId: '' };
const signature = { ...nobody, contactId: ids.approver, identifiedBy: 'known', witnessed: false, strokes };
const colleague = { displayName: 'Lin Feng', active: true };
const facts = { contacts, witness: undefined };

describe('a recommendation', () => {
  it('is published with the vehicle and without its description', () => {
    const recommendation = made();
    const [event] = journalOf(recommendation).published;
    expect(event).toMatchObject({ name: 'WorkRecommended', payload: { vehicleId: ids.vehicle, urgency: 'immediate' } });
    expect(JSON.stringify(event)).not.toContain('worn');
  });

  it('must be immediate for unsafe work', () => {
    expect(journalOf(made({ urgency: 'later' })).required).toMatchObject([{ rule: 'INS-D12', holds: false }]);
  });

  it('is accepted unchanged if it comes from the inspection', () => {
    const told = made({ urgency: 'later', source: 'defect', description: null });
    expect(journalOf(told).required).toMatchObject([{ rule: 'INS-D12', holds: true }]);
  });

  it('can be answered differently until its refusal is signed', () => {
    const recommendation = made();
    recommendation.answer('later', minute(300));
    expect(() => recommendation.signRefusal(signature, facts, ids.advisor, minute(301))).toThrow(
      'signRefusal from later',
    );
    recommendation.answer('refused', minute(302));
    recommendation.signRefusal(signature, facts, ids.advisor, minute(303));
    expect(recommendation.status).toBe('refusal_signed');
    expect(() => recommendation.answer('now', minute(304))).toThrow('accept from refusal_signed');
  });
});

describe('the refusal of immediate work', () => {
  const refused = () => {
    const recommendation = made();
    recommendation.answer('refused', minute(302));
    return recommendation;
  };
  const sign = (given: Partial<typeof signature>, witness?: typeof colleague) => {
    const recommendation = refused();
    recommendation.signRefusal({ ...signature, ...given }, { contacts, witness }, ids.advisor, minute(303));
    return recommendation;
  };
  const missed = (given: Partial<typeof signature>, witness?: typeof colleague) =>
    journalOf(sign(given, witness))
      .required.filter(({ holds }) => !holds)
      .map(({ rule, requirement }) => `${rule} ${requirement}`);

  it('is signed by a person who may decide for the customer, regardless of the price', () => {
    expect(missed({})).toEqual([]);
    expect(sign({}).signature).toMatchObject({ signedBy: 'Li Wei', contactId: ids.approver, witnessId: '' });
    expect(missed({ contactId: ids.driver })).toEqual(['DEL-D11 CONTACT_MAY_NOT_APPROVE']);
    expect(missed({ contactId: '', signedBy: 'Gao Feng' })).toEqual(['DEL-D11 SIGNER_NOT_ACCEPTED']);
    expect(missed({ contactId: '', signedBy: 'Gao Feng', acceptance: 'written_authority' })).toEqual([]);
    expect(() => sign({ contactId: ids.vehicle })).toThrow(NotFound);
  });

  it('is witnessed by an active colleague of the advisor', () => {
    const witnessed = { witnessed: true, contactId: '' };
    expect(missed(witnessed)).toEqual(['DEL-D11 WITNESS_NOT_NAMED']);
    expect(missed({ ...witnessed, witnessId: ids.advisor }, colleague)).toEqual(['DEL-D11 WITNESS_IS_THE_ADVISOR']);
    expect(missed({ ...witnessed, witnessId: ids.technician })).toEqual(['DEL-D11 WITNESS_NOT_OF_STATION']);
    const gone = { ...colleague, active: false };
    expect(missed({ ...witnessed, witnessId: ids.technician }, gone)).toEqual(['DEL-D11 WITNESS_NOT_OF_STATION']);
    const signed = sign({ ...witnessed, witnessId: ids.technician }, colleague);
    expect(signed.signature).toMatchObject({ signedBy: 'Lin Feng', witnessId: ids.technician, contactId: '' });
    const event = journalOf(signed).published.at(-1)!;
    expect(event.payload).toMatchObject({ witnessed: true, witnessId: ids.technician });
    expect(JSON.stringify(event)).not.toContain('Lin Feng');
  });

  it('is signed only once', () => {
    const again = () => sign({}).signRefusal(signature, facts, ids.advisor, minute(304));
    expect(again).toThrow('signRefusal from refusal_signed');
  });
});
