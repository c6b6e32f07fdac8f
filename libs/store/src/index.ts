export { selectOf, type Json, type RowOf, type SelectList } from './column-values.ts';
export { crashPoint, crashPoints, type CrashPoint } from './crash-point.ts';
export { currentReads, type Reads } from './current-reads.ts';
export { DataKeys, Undecryptable, withDataKeys } from './data-keys.ts';
export { Database, setStation, type DatabaseOptions } from './database.ts';
export {
  databaseFault,
  isConnectionDoubtful,
  isConnectionLost,
  isDemoted,
  isTransient,
  sqlState,
  type DatabaseFault,
} from './database-fault.ts';
export { blindIndex, decrypted, encrypted, type EncryptedBytes, type EncryptedProperty } from './encrypted.ts';
export { currentStation, networkColumns, networkTable, stationColumns, stationTable, walls } from './foundation.ts';
export { mapping, type Mapping, type MappingOptions } from './mapping.ts';
export { measurePools } from './metrics.ts';
export { commonMigrations, databaseUrl, migrate, type Migration } from './migrate.ts';
export { nextPageToken, pageOf, pageToken, type PageKey, type PageRequest } from './page-token.ts';
export { sendBatch, type Row, type Statement } from './pipeline.ts';
export { Reader, reading } from './reader.ts';
export { SchemaCheck } from './schema-check.ts';
export { Store, type AnyStoreClass, type StoreClass } from './store.ts';
export { Transaction, type Asker, type PiggybackQuery, type Part } from './transaction.ts';
export { currentScope, guarded, inScope, CommandScope, type LoadOptions } from './command-scope.ts';
