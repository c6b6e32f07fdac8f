import {
  AlreadyExists,
  Conflict,
  DomainError,
  Invalid,
  NotAllowed,
  NotFound,
  NotSignedIn,
  Refused,
  RuleBroken,
  Unavailable,
  WrongState,
} from './errors.ts';

describe('A domain error', () => {
  it.each([
    [new NotFound('job', '7'), 'not_found', 'JOB_NOT_FOUND'],
    [new Invalid([{ field: 'vin', description: 'too short', reason: 'VIN_LENGTH' }]), 'invalid', 'INVALID_REQUEST'],
    [new WrongState({ subject: 'job', step: 'start', state: 'paused', allowed: [] }), 'wrong_state', 'WRONG_STATE'],
    [new RuleBroken([{ requirement: 'COPY_MISSING' }]), 'rule_broken', 'COPY_MISSING'],
    [new Refused('SLOT_TAKEN'), 'refused', 'SLOT_TAKEN'],
    [new NotAllowed('ROLE_MISSING'), 'not_allowed', 'ROLE_MISSING'],
    [new NotSignedIn('TOKEN_EXPIRED'), 'not_signed_in', 'TOKEN_EXPIRED'],
    [new AlreadyExists('STATION_EXISTS'), 'already_exists', 'STATION_EXISTS'],
    [new Conflict('REVISION_OLD'), 'conflict', 'REVISION_OLD'],
    [new Unavailable('CRM_UNAVAILABLE'), 'unavailable', 'CRM_UNAVAILABLE'],
  ])('%s is of the kind %s for the reason %s', (error, kind, reason) => {
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ kind, reason, name: error.constructor.name });
  });

  it('carries its metadata and prints them in its message', () => {
    const error = new Refused('STOCK_SHORT', { part: '4711', short: '2' });
    expect(error.metadata).toEqual({ part: '4711', short: '2' });
    expect(error.message).toBe('STOCK_SHORT (part=4711, short=2)');
  });
});

describe('NotFound', () => {
  it.each([
    ['repair order', 'REPAIR_ORDER_NOT_FOUND'],
    ['repairOrder', 'REPAIR_ORDER_NOT_FOUND'],
    ['check-sheet item', 'CHECK_SHEET_ITEM_NOT_FOUND'],
  ])('makes a slug of the subject "%s"', (subject, reason) => {
    expect(new NotFound(subject, '7')).toMatchObject({ reason, metadata: { subject, id: '7' } });
  });
});

describe('Invalid', () => {
  it('names all invalid fields at once', () => {
    const violations = [
      { field: 'vin', description: 'has a wrong check digit', reason: 'VIN_CHECK_DIGIT' },
      { field: 'slot.end', description: 'must be after the start', reason: 'SLOT_ENDS_BEFORE_START' },
    ];
    const error = new Invalid(violations);
    expect(error.violations).toEqual(violations);
    expect(error.message).toBe('vin: VIN_CHECK_DIGIT, slot.end: SLOT_ENDS_BEFORE_START');
  });

  it('cannot be made without a violation', () => {
    expect(() => new Invalid([])).toThrow(TypeError);
  });
});

describe('WrongState', () => {
  it('carries step, state and allowed states as fields and as metadata', () => {
    const error = new WrongState({
      subject: 'job',
      step: 'pause',
      state: 'planned',
      allowed: ['in_progress', 'tested'],
    });
    expect(error).toMatchObject({
      subject: 'job',
      step: 'pause',
      state: 'planned',
      allowed: ['in_progress', 'tested'],
      metadata: { step: 'pause', state: 'planned', allowed: 'in_progress,tested' },
    });
  });
});

describe('RuleBroken', () => {
  it('takes its reason and rule from the first unmet requirement and keeps all of them', () => {
    const missing = [
      { rule: 'REC-D12', requirement: 'CUSTOMER_SIGNATURE_MISSING' },
      { rule: 'REC-D11', requirement: 'PROMISE_MISSING', subject: 'item-2' },
    ];
    const error = new RuleBroken(missing);
    expect(error).toMatchObject({ reason: 'CUSTOMER_SIGNATURE_MISSING', metadata: { rule: 'REC-D12' }, missing });
    expect(error.message).toBe('REC-D12 CUSTOMER_SIGNATURE_MISSING, REC-D11 PROMISE_MISSING item-2');
  });

  it('cannot be made without an unmet requirement', () => {
    expect(() => new RuleBroken([])).toThrow(TypeError);
  });
});
