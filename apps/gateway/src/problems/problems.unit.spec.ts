import { create, toBinary } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { toGrpcAnswer, TextCatalogue } from '@waystation/call';
import { messageNamed } from '@waystation/contracts';
import {
  Conflict,
  Invalid,
  NotAllowed,
  NotFound,
  NotSignedIn,
  Refused,
  RuleBroken,
  Unavailable,
  WrongState,
} from '@waystation/model';
import { HttpRefusal } from '../http/http-refusal.ts';
import { httpStatus, problemAnswer } from './problems.ts';
import { texts } from './texts.ts';

const serviceWords = new TextCatalogue({
  en: {
    CUSTOMER_SIGNATURE_MISSING: 'The customer has not signed.',
    SLOT_TAKEN: 'The slot is taken.',
    INVALID_REQUEST: 'Some fields are wrong.',
  },
  zh: { CUSTOMER_SIGNATURE_MISSING: '客户尚未签字。' },
});

/** Error of a service as grpc-js passes it to the caller. */
function overGrpc(error: unknown, language = 'en'): ServiceError {
  const answer = toGrpcAnswer(error, serviceWords, language, 'incident-1');
  return Object.assign(new Error(answer.details), answer);
}

const problemOf = (error: unknown, language = 'en') => problemAnswer(error, language, 'incident-2').problem;

describe('The refusal of a service', () => {
  it('names the broken rule and everything missing, in the reader’s language', () => {
    const broken = new RuleBroken([
      { rule: 'REC-D12', requirement: 'CUSTOMER_SIGNATURE_MISSING' },
      { rule: 'REP-D06', requirement: 'TOOL_OUT', subject: 'torque/7' },
    ]);
    expect(problemOf(overGrpc(broken, 'zh'), 'zh')).toEqual({
      type: 'urn:waystation:problem:CUSTOMER_SIGNATURE_MISSING',
      title: '暂时不能进行',
      status: 409,
      detail: '客户尚未签字。',
      reason: 'CUSTOMER_SIGNATURE_MISSING',
      metadata: { rule: 'REC-D12' },
      missing: [
        { rule: 'REC-D12', requirement: 'CUSTOMER_SIGNATURE_MISSING', description: '客户尚未签字。' },
        { rule: 'REP-D06', requirement: 'TOOL_OUT', subject: 'torque/7', description: 'TOOL_OUT' },
      ],
    });
  });

  it('names no rule if an invariant of the platform is violated', () => {
    expect(problemOf(overGrpc(new Refused('SLOT_TAKEN', { slotId: 's' })))).toMatchObject({
      status: 409,
      detail: 'The slot is taken.',
      metadata: { slotId: 's' },
      missing: [{ requirement: 'SLOT_TAKEN', description: 'The slot is taken.' }],
    });
  });

  it('names each invalid field by its JSON path', () => {
    const invalid = new Invalid([
      { field: 'points[2].point_id', description: 'too long', reason: 'STRING_MAX_LEN', facts: { limit: '60' } },
      { field: '', description: 'one of the two', reason: 'ONE_OF' },
    ]);
    expect(problemOf(overGrpc(invalid))).toMatchObject({
      status: 400,
      reason: 'INVALID_REQUEST',
      errors: [
        {
          field: 'points[2].pointId',
          description: 'The text is too long. Maximum length: 60.',
          reason: 'STRING_MAX_LEN',
        },
        { field: '', description: 'one of the two', reason: 'ONE_OF' },
      ],
    });
  });

  it.each([
    [new NotFound('job', 'j'), 404],
    [new NotAllowed('ROLE_MISSING'), 403],
    [new NotSignedIn('TOKEN_NOT_VALID'), 401],
    [new Conflict('REVISION_CHANGED'), 409],
    [new WrongState({ subject: 'job', step: 'start', state: 'paused', allowed: ['dispatched'] }), 409],
    [new Unavailable('CRM_UNAVAILABLE'), 503],
  ])('maps %s to the HTTP status %i', (error, code) => {
    expect(problemOf(overGrpc(error))).toMatchObject({ status: code, reason: error.reason });
  });

  it('says when to retry if the service is unavailable', () => {
    expect(problemAnswer(overGrpc(new Unavailable('CRM_UNAVAILABLE')), 'en', 'i').headers).toEqual({
      'retry-after': '2',
    });
  });
});

describe('The answer to a defect', () => {
  it('contains only the incident number if a service fails', () => {
    expect(problemOf(overGrpc(new Error('password is hunter2')))).toEqual({
      type: 'urn:waystation:problem:INTERNAL',
      title: 'Something went wrong',
      status: 500,
      detail: 'Something went wrong on our side. Report incident incident-1 if it happens again.',
      reason: 'INTERNAL',
      metadata: { incident: 'incident-1' },
    });
  });

  it('contains a new incident number if the gateway fails', () => {
    expect(JSON.stringify(problemOf(new TypeError('password is hunter2')))).not.toContain('hunter2');
    expect(problemOf(new TypeError('x'))).toMatchObject({ status: 500, metadata: { incident: 'incident-2' } });
  });
});

it('messages of grpc-js are not passed on, since they contain addresses', () => {
  const away = Object.assign(new Error('x'), {
    code: status.UNAVAILABLE,
    details: 'connect ECONNREFUSED 10.0.0.7:50051',
    metadata: new Metadata(),
  });
  expect(JSON.stringify(problemOf(away))).not.toContain('10.0.0.7');
  expect(problemOf(away)).toMatchObject({ status: 503, reason: 'UNAVAILABLE' });
  expect(problemOf({ ...away, code: status.DEADLINE_EXCEEDED } as never)).toMatchObject({ status: 500 }); // no error object: a defect
});

it('a violation without a field and details of unknown types are tolerated', () => {
  const badRequest = { type: 'google.rpc.BadRequest', value: { fieldViolations: [{ description: 'x' }] } };
  const statusMessage = messageNamed('google.rpc.Status');
  const packed = anyPack(
    messageNamed(badRequest.type),
    create(messageNamed(badRequest.type), badRequest.value as never),
  );
  const unknown = {
    $typeName: 'google.protobuf.Any',
    typeUrl: 'type.googleapis.com/some.Other',
    value: new Uint8Array(),
  };
  const metadata = new Metadata();
  metadata.set(
    'grpc-status-details-bin',
    Buffer.from(toBinary(statusMessage, create(statusMessage, { details: [packed, unknown] } as never))),
  );
  const error = Object.assign(new Error('x'), { code: status.INVALID_ARGUMENT, details: 'x', metadata });
  expect(problemOf(error)).toMatchObject({ status: 400, errors: [{ field: '', description: 'x', reason: '' }] });
});

it('refusals by the gateway keep their headers', () => {
  const answer = problemAnswer(new HttpRefusal(405, 'METHOD_NOT_ALLOWED', { allow: 'GET' }), 'zh', 'i');
  expect(answer).toMatchObject({
    problem: { status: 405, detail: '此处不允许该方法，请使用 Allow 响应头中列出的方法。' },
    headers: { allow: 'GET' },
  });
});

it.each([
  [{ statusCode: 413, code: 'FST_ERR_CTP_BODY_TOO_LARGE' }, 413, 'BODY_TOO_LARGE'],
  [{ statusCode: 415, code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' }, 415, 'JSON_BODY_REQUIRED'],
  [{ statusCode: 400, code: 'FST_ERR_BAD_URL' }, 400, 'URL_NOT_VALID'],
  [{ status: 404 }, 404, 'NO_SUCH_ROUTE'],
  [{ statusCode: 400 }, 400, 'BAD_REQUEST'],
  [{ statusCode: 500 }, 500, 'INTERNAL'],
])('the framework error %j is answered as a problem document', (facts, code, reason) => {
  expect(problemOf(Object.assign(new Error('x'), facts))).toMatchObject({ status: code, reason });
});

it('every gRPC status has an HTTP status and a title in both languages', () => {
  const codes = Object.values(status).filter((code): code is status => typeof code === 'number');
  expect(codes.filter((code) => httpStatus[code] === undefined)).toEqual([]);
  const titled = codes.filter((code) => code !== status.OK).map((code) => status[code]!);
  expect(titled.filter((code) => !(code in texts.en) || !(code in texts.zh))).toEqual([]);
});

it('both languages have the same texts', () => {
  expect(Object.keys(texts.zh)).toEqual(Object.keys(texts.en));
});

it('an outage of the gateway’s database is not a defect: the request may be repeated', () => {
  const cut = Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' });
  const { problem, headers } = problemAnswer(cut, 'en', 'incident-3');
  expect(problem).toMatchObject({ status: 503, reason: 'SERVICE_UNAVAILABLE' });
  expect(headers).toMatchObject({ 'retry-after': '2' });
});
