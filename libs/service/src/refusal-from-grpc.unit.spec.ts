import { expect, it } from '@jest/globals';
import type { ServiceError } from '@grpc/grpc-js';
import { toGrpcAnswer, TextCatalogue } from '@waystation/call';
import {
  AlreadyExists,
  Conflict,
  Invalid,
  NotAllowed,
  NotFound,
  NotSignedIn,
  Refused,
  RuleBroken,
  Unavailable,
  WrongState,
  type DomainError,
} from '@waystation/model';
import { refusalFromGrpc } from './refusal-from-grpc.ts';

const description = new TextCatalogue({ en: {}, zh: {} });
const withoutTexts = ({ missing }: RuleBroken) => missing.map(({ text: _, ...each }) => each);
const wrongState = new WrongState({
  subject: 'job',
  step: 'start',
  state: 'planned',
  allowed: ['dispatched', 'paused'],
});

function throughGrpc(error: Error): Error {
  return refusalFromGrpc(
    Object.assign(new Error(), toGrpcAnswer(error, description, 'en', 'i-1')) as ServiceError,
    'the workshop',
  );
}

const refusals: DomainError[] = [
  new NotFound('repair order', '7'),
  new Invalid([
    { field: 'slot.start', description: 'must be set', reason: 'UNSET' },
    { field: 'items[2]', description: 'is odd', reason: 'ODD' },
  ]),
  wrongState,
  new Refused('SLOT_TAKEN', { bayId: '3' }),
  new NotAllowed('ROLE_MISSING', { roles: 'TECHNICIAN' }),
  new NotSignedIn('TOKEN_MISSING'),
  new AlreadyExists('VIN_KNOWN', { vin: 'x' }),
  new Conflict('CHANGED_MEANWHILE'),
  new RuleBroken([
    { rule: 'REP-D01', requirement: 'JOB_NOT_AUTHORISED' },
    { rule: 'REP-D13', requirement: 'SAFETY_MISSING', subject: 'gas' },
  ]),
];

it.each(refusals.map((refusal) => [refusal.name, refusal] as const))('%s is restored unchanged', (_, refusal) => {
  const back = throughGrpc(refusal) as DomainError;
  expect(back.constructor).toBe(refusal.constructor);
  expect({ kind: back.kind, reason: back.reason, metadata: back.metadata }).toEqual({
    kind: refusal.kind,
    reason: refusal.reason,
    metadata: refusal.metadata,
  });
  if (refusal instanceof Invalid) {
    // Texts of the other service are already in the reader's language and must not be translated again.
    const told = refusal.violations.map((violation) => ({ ...violation, isTranslated: true }));
    expect((back as Invalid).violations).toEqual(told);
  }
  if (refusal instanceof RuleBroken) expect(withoutTexts(back as RuleBroken)).toEqual(refusal.missing);
  if (refusal instanceof WrongState) expect((back as WrongState).allowed).toEqual(refusal.allowed);
});

it('a broken rule together with a wrong state keeps both', () => {
  const refusal = new RuleBroken([{ rule: 'REP-D01', requirement: 'JOB_NOT_AUTHORISED' }], wrongState);
  const back = throughGrpc(refusal) as RuleBroken;
  expect(withoutTexts(back)).toEqual(refusal.missing);
  expect(back.metadata).toEqual(refusal.metadata);
});

it('a refusal keeps the text of the other service with the names of its states', () => {
  const workshop = new TextCatalogue({
    en: {
      WRONG_STATE: 'Not while {{subject}} is {{state}}.',
      job: 'the job',
      'job.state.planned': 'planned',
      JOB_NOT_AUTHORISED: 'Not agreed.',
      SLOT_TAKEN: 'The bay is booked.',
    },
    zh: {},
  });
  const own = new TextCatalogue({ en: { SLOT_TAKEN: 'Something else.' }, zh: {} });
  const told = (error: Error) => {
    const passedOn = refusalFromGrpc(
      Object.assign(new Error(), toGrpcAnswer(error, workshop, 'en', 'i-1')) as ServiceError,
      'the workshop',
    );
    return toGrpcAnswer(passedOn, own, 'en', 'i-2').details;
  };
  expect(told(new Refused('SLOT_TAKEN'))).toBe('The bay is booked.');
  expect(told(wrongState)).toBe('Not while the job is planned.');
  const broken = new RuleBroken([{ rule: 'REP-D01', requirement: 'JOB_NOT_AUTHORISED' }], wrongState);
  expect(told(broken)).toBe('Not agreed.');
  const back = refusalFromGrpc(
    Object.assign(new Error(), toGrpcAnswer(broken, workshop, 'en', 'i-1')) as ServiceError,
    'the workshop',
  ) as RuleBroken;
  expect(back.missing.map(({ text }) => text)).toEqual(['Not agreed.', 'Not while the job is planned.']);
});

it('an outage keeps its reason and names the service', () => {
  const back = throughGrpc(new Unavailable('DATABASE_UNAVAILABLE')) as Unavailable;
  expect(back).toBeInstanceOf(Unavailable);
  expect(back.reason).toBe('DATABASE_UNAVAILABLE');
  expect(back.metadata).toEqual({ service: 'the workshop' });
});

it('a refusal keeps the text of the other service if this service has none', () => {
  const theirs = new TextCatalogue({ en: {}, zh: { SLOT_TAKEN: '该时段已被占用。' } });
  const answer = toGrpcAnswer(new Refused('SLOT_TAKEN'), theirs, 'zh', 'i-1');
  const back = refusalFromGrpc(Object.assign(new Error(), answer) as ServiceError, 'the workshop');
  expect(toGrpcAnswer(back, description, 'zh', 'i-2').details).toBe('该时段已被占用。');
});

it('a defect of the other service becomes an Error and not a refusal', () => {
  const back = throughGrpc(new TypeError('secret'));
  expect(back.constructor).toBe(Error);
  expect(back.message).toBe('the workshop failed: INTERNAL internal error i-1');
});

it('the note that more fields are invalid is passed on', () => {
  const odd = { field: 'name', description: 'is odd', reason: 'ODD' };
  expect((throughGrpc(new Invalid([odd], true)) as Invalid).hasMore).toBe(true);
  expect((throughGrpc(new Invalid([odd])) as Invalid).hasMore).toBe(false);
});
