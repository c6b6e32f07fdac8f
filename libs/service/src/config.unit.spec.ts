import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { readConfig } from './config.ts';
import { ConfigError } from './start-fault.ts';

const keyFile = join(mkdtempSync(join(tmpdir(), 'waystation-config-')), 'public.pem');
writeFileSync(keyFile, '-----BEGIN PUBLIC KEY-----\n');

const whole = {
  WAYSTATION_DATABASE_APP_URL: 'postgres://workshop_app@127.0.0.1:5432/workshop',
  WAYSTATION_DATABASE_RELAY_URL: 'postgres://workshop_relay@127.0.0.1:5432/workshop',
  WAYSTATION_KAFKA_BROKERS: 'a:9092, b:9092',
  WAYSTATION_GRPC_PORT: '50051',
  WAYSTATION_TOKEN_PUBLIC_KEY: keyFile,
};

it('the required settings are sufficient', () => {
  expect(readConfig(whole)).toEqual({
    appUrl: whole.WAYSTATION_DATABASE_APP_URL,
    relayUrl: whole.WAYSTATION_DATABASE_RELAY_URL,
    adminUrl: undefined,
    brokers: ['a:9092', 'b:9092'],
    grpc: { host: '127.0.0.1', port: 50051 },
    tokenPublicKey: '-----BEGIN PUBLIC KEY-----\n',
    addresses: new Map(),
    dataKeys: undefined,
    clock: undefined,
    tracing: false,
    logLevel: 'info',
    documentThreads: undefined,
  });
});

it('a service without brokers must be configured with none, not with an empty setting', () => {
  expect(readConfig({ ...whole, WAYSTATION_KAFKA_BROKERS: 'none' }).brokers).toBeUndefined();
  expect(() => readConfig({ ...whole, WAYSTATION_KAFKA_BROKERS: '' })).toThrow('WAYSTATION_KAFKA_BROKERS is missing');
});

it('the error names all missing settings at once', () => {
  expect(() => readConfig({})).toThrow(ConfigError);
  for (const name of Object.keys(whole)) expect(() => readConfig({})).toThrow(`${name} is missing`);
});

it('a service that calls others requires their addresses', () => {
  const complete = {
    ...whole,
    WAYSTATION_WORKSHOP_ADDRESS: '127.0.0.1:50051',
    WAYSTATION_PARTS_ADDRESS: 'parts:50052',
  };
  expect(readConfig(complete, ['workshop', 'parts']).addresses).toEqual(
    new Map([
      ['workshop', '127.0.0.1:50051'],
      ['parts', 'parts:50052'],
    ]),
  );
  expect(() => readConfig({ ...whole, WAYSTATION_PARTS_ADDRESS: 'parts' }, ['workshop', 'parts'])).toThrow(
    'WAYSTATION_WORKSHOP_ADDRESS is missing (host:port); WAYSTATION_PARTS_ADDRESS is not host:port',
  );
});

it('the error names all invalid settings at once, without their values', () => {
  const wrong = {
    WAYSTATION_DATABASE_APP_URL: 'mysql://root:hush@h/x',
    WAYSTATION_DATABASE_RELAY_URL: 'postgres://h',
    WAYSTATION_DATABASE_ADMIN_URL: 'hush',
    WAYSTATION_KAFKA_BROKERS: 'kafka',
    WAYSTATION_GRPC_PORT: '70000',
    WAYSTATION_TOKEN_PUBLIC_KEY: '/nowhere/key.pem',
    WAYSTATION_DATA_KEYS: '1:hush',
    WAYSTATION_LOG_LEVEL: 'loud',
    WAYSTATION_DOCUMENT_THREADS: '9',
  };
  let message = '';
  try {
    readConfig(wrong);
  } catch (error) {
    ({ message } = error as Error);
  }
  for (const name of Object.keys(wrong)) expect(message).toContain(`${name} is not`);
  expect(message).not.toContain('hush');
  expect(message).not.toContain('\n');
});

it('traces are enabled if OpenTelemetry has a destination', () => {
  expect(readConfig({ ...whole, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }).tracing).toBe(true);
  expect(
    readConfig({ ...whole, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_SDK_DISABLED: 'true' }).tracing,
  ).toBe(false);
});
