import { ConfigError } from '@waystation/service';
import { readConfig } from './config.ts';

it('the error names all missing settings at once', () => {
  const missing = () => readConfig({});
  expect(missing).toThrow(ConfigError);
  for (const name of [
    'WAYSTATION_HTTP_PORT',
    'WAYSTATION_PUBLIC_URL',
    'WAYSTATION_DATABASE_APP_URL',
    'WAYSTATION_DATABASE_RELAY_URL',
    'WAYSTATION_KAFKA_BROKERS',
    'WAYSTATION_BACKENDS',
    'WAYSTATION_ISSUER',
    'WAYSTATION_CLIENT_ID',
    'WAYSTATION_CLIENT_SECRET',
    'WAYSTATION_SESSION_KEY',
    'WAYSTATION_TOKEN_PRIVATE_KEY',
  ]) {
    expect(missing).toThrow(`${name} is missing`);
  }
  expect(missing).toThrow('WAYSTATION_BACKENDS has no address for');
});

it('the error names an invalid setting without its value', () => {
  const wrong = {
    WAYSTATION_SESSION_KEY: 'hunter2',
    WAYSTATION_PUBLIC_URL: 'https://x.example/path',
    WAYSTATION_HTTP_PORT: '70000',
  };
  const read = () => readConfig(wrong);
  expect(read).toThrow('WAYSTATION_SESSION_KEY is not 32 bytes in base64');
  expect(read).toThrow('WAYSTATION_PUBLIC_URL is not');
  expect(read).toThrow('WAYSTATION_HTTP_PORT is not');
  expect(read).not.toThrow('hunter2');
});
