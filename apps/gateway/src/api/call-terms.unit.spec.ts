import { Invalid } from '@waystation/model';
import { callTerms } from './call-terms.ts';

const now = new Date('2026-03-02T08:00:00Z');

function terms(headers: Record<string, string>, query = '', isStep = true) {
  const given = {
    headers,
    query: new URLSearchParams(query),
    isStep,
    token: 't',
    now,
    signal: new AbortController().signal,
  };
  const { metadata, deadline } = callTerms(given);
  return {
    sent: metadata.getMap(),
    seconds: (deadline.getTime() - now.getTime()) / 1000,
    query: given.query.toString(),
  };
}

const key = { 'idempotency-key': 'k-1' };

it('only known headers are forwarded to the services', () => {
  const headers = {
    ...key,
    'accept-language': 'zh-CN,en;q=0.5',
    'waystation-caller': 'reception',
    authorization: 'Bearer his',
    'validate-only': 'true',
  };
  expect(terms(headers).sent).toEqual({ authorization: 'Bearer t', 'accept-language': 'zh', 'idempotency-key': 'k-1' });
});

it('a step requires an idempotency key and a query does not', () => {
  expect(() => terms({})).toThrow('IDEMPOTENCY_KEY_MISSING');
  expect(terms({}, '', false).sent).not.toHaveProperty('idempotency-key');
  expect(terms(key, '', false).sent).not.toHaveProperty('idempotency-key');
});

it('a dry run requires no key, and its parameter is not passed on as a field of the request', () => {
  expect(terms({}, 'validateOnly=true&a=1')).toMatchObject({ sent: { 'validate-only': 'true' }, query: 'a=1' });
  expect(() => terms({}, 'validateOnly=false')).toThrow('IDEMPOTENCY_KEY_MISSING');
  for (const query of ['validateOnly=yes', 'validateOnly=', 'validateOnly=true&validateOnly=true'])
    expect(() => terms(key, query)).toThrow(Invalid);
  expect(terms({}, 'validateOnly=true', false).query).toBe('validateOnly=true');
});

it.each(['', ' ', 'a b', 'ключ', 'ä', 'k'.repeat(129), 'a, b'])('refuses %j as an idempotency key', (text) => {
  expect(() => terms({ 'idempotency-key': text })).toThrow(Invalid);
});

it('the client sets the timeout within limits', () => {
  expect(terms(key).seconds).toBe(15);
  expect(terms({ ...key, 'request-timeout': '2.5' }).seconds).toBe(2.5);
  expect(terms({ ...key, 'request-timeout': '3600' }).seconds).toBe(60);
  for (const text of ['0', '-1', 'soon', '1e9', ''])
    expect(() => terms({ ...key, 'request-timeout': text })).toThrow(Invalid);
});
