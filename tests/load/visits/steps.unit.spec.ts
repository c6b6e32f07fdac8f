import { isCommand, kindOf, stepName } from './steps.ts';

const station = 'http://127.0.0.1:8080/v1/stations/00000000-0000-4000-9000-000000000001';
const id = '00000000-0000-4000-8000-000000000002';

describe('the name of a request', () => {
  it.each([
    ['POST', `${station}/visits/${id}/order:present`, 'POST visit/order:present'],
    ['POST', `${station}/visits/${id}:greet`, 'POST visit:greet'],
    ['POST', `${station}/visits/${id}/order:promise?validateOnly=true`, 'POST visit/order:promise (dry run)'],
    ['GET', `${station}/jobs?visit_id=${id}`, 'GET jobs'],
    ['GET', 'http://127.0.0.1:8080/v1/network/forms?kind=consent', 'GET network/forms'],
  ])('is the same for all visits: %s %s', (method, url, name) => expect(stepName(method, url)).toBe(name));
});

describe('the kind of a request', () => {
  it.each([
    ['POST visit/order:present', 'document'],
    ['POST visit:issueInvoice', 'document'],
    ['POST visit/statement:close', 'document'],
    ['POST visit/inspection:pass', 'document'],
    ['POST visit/order:sign', 'step'],
    ['POST jobs/*:start', 'step'],
    ['POST vehicles:find', 'list'],
    ['GET jobs', 'list'],
    ['GET workshop/slots', 'list'],
    ['GET workshop/work', 'list'],
    ['GET network/forms', 'list'],
    ['GET follow-ups', 'list'],
    ['GET jobs/*', 'read'],
    ['GET visits/*', 'read'],
    ['GET visit/delivery', 'read'],
    ['GET visit/parts', 'read'],
  ])('of %s is %s', (name, kind) => expect(kindOf(name)).toBe(kind));

  it('is a command only if it changes something', () => {
    const names = ['POST visit/order:promise (dry run)', 'POST vehicles:find', 'GET jobs', 'POST jobs/*:start'];
    expect(names.filter(isCommand)).toEqual(['POST jobs/*:start']);
  });
});
