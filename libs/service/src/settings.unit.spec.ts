import { expect, test } from '@jest/globals';
import { settingsOf } from './settings.ts';

const environment = {
  PATH: '/bin',
  WAYSTATION_KAFKA_BROKERS: 'a:9092',
  WAYSTATION_DATABASE_ADMIN_URL: 'postgres://shared',
  WAYSTATION_WORKSHOP_DATABASE_APP_URL: 'postgres://workshop',
  WAYSTATION_WORKSHOP_DATABASE_ADMIN_URL: '',
  WAYSTATION_PARTS_DATABASE_APP_URL: 'postgres://parts',
  WAYSTATION_PARTS_KAFKA_BROKERS: 'b:9092',
  WAYSTATION_PARTS_ADDRESS: 'parts:50052',
};

test('a service reads the settings with its name under their plain names', () => {
  expect(settingsOf('workshop', environment)['WAYSTATION_DATABASE_APP_URL']).toBe('postgres://workshop');
  expect(settingsOf('parts', environment)['WAYSTATION_DATABASE_APP_URL']).toBe('postgres://parts');
});

test('settings without a name are shared, and a service may have another value', () => {
  expect(settingsOf('workshop', environment)).toMatchObject({ PATH: '/bin', WAYSTATION_KAFKA_BROKERS: 'a:9092' });
  expect(settingsOf('parts', environment)['WAYSTATION_KAFKA_BROKERS']).toBe('b:9092');
});

test('an empty value removes a shared setting for the service', () => {
  expect(settingsOf('workshop', environment)['WAYSTATION_DATABASE_ADMIN_URL']).toBe('');
  expect(settingsOf('parts', environment)['WAYSTATION_DATABASE_ADMIN_URL']).toBe('postgres://shared');
});

test('addresses of other services stay as they are', () => {
  expect(settingsOf('workshop', environment)['WAYSTATION_PARTS_ADDRESS']).toBe('parts:50052');
});

test('a service in a separate process needs no prefixed settings', () => {
  const alone = { WAYSTATION_DATABASE_APP_URL: 'postgres://workshop' };
  expect(settingsOf('workshop', alone)).toEqual(alone);
});
