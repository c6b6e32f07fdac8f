import { fromBinary, toJson } from '@bufbuild/protobuf';
import { anyUnpack } from '@bufbuild/protobuf/wkt';
import { status } from '@grpc/grpc-js';
import { describe, expect, test } from '@jest/globals';
import { messageNamed, registry } from '@waystation/contracts';
import { Conflict, Invalid, NotAllowed, NotFound, Refused, RuleBroken, WrongState } from '@waystation/model';
import { toGrpcAnswer, type GrpcAnswer } from './grpc-status.ts';
import { languageOf, TextCatalogue } from './texts.ts';

const words = new TextCatalogue({
  en: { JOB_NOT_AUTHORISED: 'The customer has not agreed to this job', WRONG_STATE: 'Not from {{state}}' },
  zh: { JOB_NOT_AUTHORISED: '客户尚未同意此项作业', WRONG_STATE: '当前状态 {{state}} 不允许' },
});

/** The google.rpc details of an answer, by short type name. */
function detailsOf(answer: GrpcAnswer): Record<string, unknown> {
  const bytes = answer.metadata.get('grpc-status-details-bin')[0] as Buffer;
  const message = fromBinary(messageNamed('google.rpc.Status'), bytes) as unknown as { details: never[] };
  const unpacked = message.details.map((any) => anyUnpack(any, registry)!);
  return Object.fromEntries(
    unpacked.map((detail) => [detail.$typeName.split('.').pop(), toJson(messageNamed(detail.$typeName), detail)]),
  );
}

describe('toGrpcAnswer', () => {
  const wrong = new WrongState({ subject: 'job', step: 'start', state: 'planned', allowed: ['dispatched'] });
  const broken = new RuleBroken([{ rule: 'REP-D01', requirement: 'JOB_NOT_AUTHORISED' }], wrong);

  test('reports everything missing with its rule, together with the wrong state', () => {
    const answer = toGrpcAnswer(broken, words, 'en', 'id');
    expect(answer.code).toBe(status.FAILED_PRECONDITION);
    expect(detailsOf(answer)).toEqual({
      ErrorInfo: {
        reason: 'JOB_NOT_AUTHORISED',
        domain: 'waystation',
        metadata: { rule: 'REP-D01', step: 'start', state: 'planned', allowed: 'dispatched' },
      },
      PreconditionFailure: {
        violations: [
          { type: 'REP-D01', subject: 'JOB_NOT_AUTHORISED', description: 'The customer has not agreed to this job' },
          { type: 'WRONG_STATE', subject: 'WRONG_STATE', description: 'Not from planned' },
        ],
      },
    });
  });

  test('answers in the reader’s language', () => {
    const answer = toGrpcAnswer(broken, words, languageOf('zh-CN,zh;q=0.9'), 'id');
    expect(answer.details).toBe('客户尚未同意此项作业');
    expect(languageOf('en-GB')).toBe('en');
    expect(languageOf(undefined)).toBe('en');
  });

  test('shows names in the texts and ids in the facts', () => {
    const own = new TextCatalogue({
      en: { POINT_MISSING: 'A point has no result: {{subject}}.', SHORT: 'The stock is short of: {{parts}}.' },
      zh: { POINT_MISSING: '检查项未填写结果：{{subject}}。', SHORT: '库存不足：{{parts}}。' },
    });
    const name = { en: 'Wheels are chocked', zh: '车轮已垫止动块' };
    const broken = new RuleBroken([{ rule: 'REP-D13', requirement: 'POINT_MISSING', subject: 'wheels_chocked', name }]);
    expect(detailsOf(toGrpcAnswer(broken, own, 'zh', 'id'))).toMatchObject({
      PreconditionFailure: {
        violations: [{ subject: 'POINT_MISSING/wheels_chocked', description: '检查项未填写结果：车轮已垫止动块。' }],
      },
    });
    const parts = [
      { id: 'X-77', en: 'X-77 Brake disc', zh: 'X-77 制动盘' },
      { id: 'X-78', en: 'X-78 Oil filter', zh: 'X-78 机油滤清器' },
    ];
    const short = toGrpcAnswer(new Refused('SHORT', { parts }), own, 'zh', 'id');
    expect(short.details).toBe('库存不足：X-77 制动盘、X-78 机油滤清器。');
    expect(detailsOf(short)).toMatchObject({ ErrorInfo: { metadata: { parts: 'X-77, X-78' } } });
  });

  test('takes the text of the first missing thing, with its subject, as the text of the answer', () => {
    const own = new TextCatalogue({
      en: { PART_OVER: 'More than the order asks for: {{subject}}.' },
      zh: { PART_OVER: '超出订单：{{subject}}。' },
    });
    const over = new RuleBroken([{ rule: 'REP-D09', requirement: 'PART_OVER', subject: 'X-77' }]);
    expect(toGrpcAnswer(over, own, 'en', 'id').details).toBe('More than the order asks for: X-77.');
    expect(toGrpcAnswer(over, own, 'zh', 'id').details).toBe('超出订单：X-77。');
  });

  test('reports that there are more invalid fields than it lists', () => {
    const own = new TextCatalogue({
      en: { INVALID_REQUEST: 'Wrong.', INVALID_REQUEST_MORE: 'Wrong, and more.' },
      zh: {},
    });
    const of = (count: number, description: string) =>
      new Invalid(Array.from({ length: count }, (_, at) => ({ field: `f${at}`, description, reason: 'BAD' })));
    const told = (answer: GrpcAnswer) =>
      (detailsOf(answer)['BadRequest'] as { fieldViolations: unknown[] }).fieldViolations.length;

    const all = toGrpcAnswer(of(20, 'bad'), own, 'en', 'id');
    expect([all.details, told(all)]).toEqual(['Wrong.', 20]);
    const more = toGrpcAnswer(of(10_000, 'bad'), own, 'en', 'id');
    expect([more.details, told(more)]).toEqual(['Wrong, and more.', 20]);
    expect(detailsOf(more)['ErrorInfo']).toMatchObject({ metadata: { more: 'true' } });
    // Cut by toGrpcAnswer, because the headers of an answer are limited.
    const cut = toGrpcAnswer(of(20, 'x'.repeat(400)), own, 'en', 'id');
    expect([cut.details, told(cut)]).toEqual(['Wrong, and more.', 10]);
    expect(detailsOf(cut)['ErrorInfo']).toMatchObject({ metadata: { more: 'true' } });
  });

  test('lists all permitted roles, up to all roles of the platform', () => {
    const roles = registry.getEnum('waystation.Role')!.values.map(({ name }) => name);
    const metadata = (facts: Record<string, string>) => {
      const { ErrorInfo } = detailsOf(toGrpcAnswer(new NotAllowed('ROLE_MISSING', facts), words, 'en', 'id'));
      return (ErrorInfo as { metadata: Record<string, string> }).metadata;
    };
    expect(metadata({ roles: roles.join(',') })['roles']!.split(',')).toEqual(roles);
    // A longer list is cut after a complete name, a longer text after a complete character.
    const long = metadata({ roles: [...roles, ...roles].join(','), words: '客户'.repeat(400) });
    expect(long['roles']!.split(',').every((name) => roles.includes(name))).toBe(true);
    expect(long['words']).toMatch(/^(客户)+客?$/);
  });

  test('reports every invalid field', () => {
    const fields = ['job_id', 'items[2].quantity'].map((field) => ({ field, description: 'bad', reason: 'BAD' }));
    const answer = toGrpcAnswer(new Invalid(fields), words, 'en', 'id');
    expect(answer.code).toBe(status.INVALID_ARGUMENT);
    expect(detailsOf(answer)['BadRequest']).toEqual({ fieldViolations: fields });
  });

  test.each([
    [new NotFound('job', '1'), status.NOT_FOUND],
    [new Conflict('CHANGED_MEANWHILE'), status.ABORTED],
    [wrong, status.FAILED_PRECONDITION],
  ])('gives %s its status', (error, code) => {
    expect(toGrpcAnswer(error, words, 'en', 'id').code).toBe(code);
  });

  test('answers a defect with an incident id and without its message', () => {
    const answer = toGrpcAnswer(new TypeError('password of anna is undefined'), words, 'en', 'incident-1');
    expect(answer.code).toBe(status.INTERNAL);
    expect(JSON.stringify([answer.details, detailsOf(answer)])).not.toMatch(/anna|password/);
    expect(answer.details).toContain('incident-1');
  });

  test('keeps below the client’s header limit with very long facts and texts', () => {
    const long = '字'.repeat(20_000);
    const refused = new Refused('JOB_NOT_AUTHORISED', {
      numbers: long,
      ...Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`n${n}`, long])),
    });
    const answer = toGrpcAnswer(refused, new TextCatalogue({ en: { JOB_NOT_AUTHORISED: long }, zh: {} }), 'en', 'id');
    expect((answer.metadata.get('grpc-status-details-bin')[0] as Buffer).length).toBeLessThan(7_000);
    expect(detailsOf(answer)['ErrorInfo']).toMatchObject({ reason: 'JOB_NOT_AUTHORISED' });
  });

  test('names the subject of each missing thing', () => {
    const two = new RuleBroken(
      ['lift', 'gas'].map((subject) => ({ rule: 'REP-D13', requirement: 'SAFETY_MISSING', subject })),
    );
    const safety = new TextCatalogue({ en: { SAFETY_MISSING: 'Confirm {{subject}}' }, zh: {} });
    const { violations } = detailsOf(toGrpcAnswer(two, safety, 'en', 'id'))['PreconditionFailure'] as {
      violations: object[];
    };
    expect(violations).toMatchObject([{ description: 'Confirm lift' }, { description: 'Confirm gas' }]);
  });

  test('keeps below the client’s header limit with hundreds of missing things', () => {
    const missing = Array.from({ length: 500 }, (_, index) => ({
      rule: 'REC-D05',
      requirement: 'JOB_NOT_AUTHORISED',
      subject: `point ${index}`,
    }));
    const answer = toGrpcAnswer(new RuleBroken(missing), words, 'en', 'id');
    expect((answer.metadata.get('grpc-status-details-bin')[0] as Buffer).length).toBeLessThan(7_000);
    expect(detailsOf(answer)['ErrorInfo']).toMatchObject({ reason: 'JOB_NOT_AUTHORISED' });
    const { violations } = detailsOf(answer)['PreconditionFailure'] as { violations: { subject: string }[] };
    expect(violations.length).toBeGreaterThan(20);
    expect(violations[0]!.subject).toBe('JOB_NOT_AUTHORISED/point 0');
  });
});
