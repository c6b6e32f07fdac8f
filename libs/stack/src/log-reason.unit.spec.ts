import { reasonFromLog } from './log-reason.ts';

test('reasonFromLog returns the lines with errors, without stack frames', () => {
  const log = [
    'LOG:  starting PostgreSQL 18',
    'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use',
    'FATAL:  could not create any TCP/IP sockets',
    'LOG:  database system is shut down',
    'java.lang.RuntimeException: no way',
    '\tat kafka.Kafka.main(Kafka.scala:1)',
    'Caused by: java.net.BindException: Address already in use',
    '\t... 4 more',
    '',
  ].join('\n');
  expect(reasonFromLog(log)).toEqual([
    'FATAL:  could not create any TCP/IP sockets',
    'java.lang.RuntimeException: no way',
    'Caused by: java.net.BindException: Address already in use',
  ]);
});

test('reasonFromLog returns the last lines of a log without errors', () => {
  expect(reasonFromLog('one\ntwo\nthree\n', 2)).toEqual(['two', 'three']);
  expect(reasonFromLog('')).toEqual([]);
});
