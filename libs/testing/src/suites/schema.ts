import { jestGlobals } from '../jest-globals.ts';
import type { TestService } from '../test-service.ts';

/**
 * Adds a test that the migrated tables have the columns of the mappings. PostgreSQL creates the schema that MikroORM
 * expects beside the migrated one, and both are compared by name, type and nullability. Generated columns are ignored.
 */
export function describeSchema(service: TestService): void {
  const { describe, it, expect } = jestGlobals();

  describe('The schema', () => {
    it('has the columns of the mappings with the same types', async () => {
      const { rows } = service.database;
      const sql = await service.database.database.rows.createSql();
      await rows(`begin; create schema mapped; set local search_path to mapped; ${sql}`);
      try {
        const { length } = await rows(`select from pg_tables where schemaname = 'mapped'`);
        expect(length).toBe(service.database.database.mappings.length);
        expect(await rows(differences)).toEqual([]);
      } finally {
        await rows('rollback');
      }
    });
  });
}

const columnsIn = (schema: string) => `
  select table_name, column_name, concat_ws(' ', data_type, character_maximum_length, numeric_precision, datetime_precision,
    case is_nullable when 'NO' then 'not null' end) as type
  from information_schema.columns where table_schema = '${schema}' and is_generated = 'NEVER'`;

const differences = `
  select table_name || '.' || column_name as column, mapped.type as mapped, migrated.type as migrated
  from (${columnsIn('mapped')}) as mapped full join (${columnsIn('public')}) as migrated using (table_name, column_name)
  where mapped.type is distinct from migrated.type
    and table_name in (select tablename from pg_tables where schemaname = 'mapped')
  order by 1`;
