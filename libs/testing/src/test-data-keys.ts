import { DataKeys } from '@waystation/store';

/** Public keys for tests, in the format of `WAYSTATION_DATA_KEYS`. */
export const testDataKeysText = `1:${Buffer.alloc(32, 'a key for tests').toString('base64')}`;

export const testDataKeys = DataKeys.parse(testDataKeysText)!;
