import { DataKeys } from '@waystation/store';

/** As `WAYSTATION_DATA_KEYS` has them: for tests, so anyone may know them. */
export const testDataKeysText = `1:${Buffer.alloc(32, 'a key for tests').toString('base64')}`;

export const testDataKeys = DataKeys.parse(testDataKeysText)!;
