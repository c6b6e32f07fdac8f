import type { Database } from './database.ts';
import { commonMigrations, type Migration } from './migrate.ts';

/**
 * Compares the migrations of a service with those that ran in its database. Migrations of newer versions are no fault, because
 * old processes continue while a new version is rolled out.
 */
export class SchemaCheck {
  readonly #database: Database;
  readonly #names: readonly string[];
  #isComplete = false;

  /** @param migrations of the service, without the common ones */
  constructor(database: Database, migrations: readonly Migration[]) {
    this.#database = database;
    this.#names = [...commonMigrations, ...migrations].map(({ name }) => name);
  }

  /**
   * Names of the migrations that are missing in the database. Asks it until none is missing.
   *
   * @throws the database error
   */
  async missing(): Promise<string[]> {
    if (this.#isComplete) return [];
    const [rows] = await this.#database.readOnce(undefined, [
      {
        text: 'select name from unnest($1::text[]) as wanted (name) except select name from migration',
        values: [this.#names],
      },
    ]);
    this.#isComplete = rows!.length === 0;
    return rows!.map(({ name }) => name as string).sort();
  }
}
