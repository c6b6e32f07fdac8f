import { stationColumns, stationTable } from '@waystation/store';

/** SQL of the table of documents, for a migration of a service: `sql: [...documentTable(), ...]`. */
export function documentTable(): string[] {
  return [
    `create table document (
       ${stationColumns({ status: false })}, visit_id uuid,
       kind text not null, revision int not null, media_type text not null, file_name text not null,
       sha256 text not null, content bytea not null, created_at timestamptz not null, primary key (station_id, id))`,
    'create index document_visit on document (station_id, visit_id, id)',
    // Encrypted content does not compress.
    'alter table document alter column content set storage external',
    stationTable('document'),
    // A document that was shown or signed never changes.
    'revoke update on document from {app}',
  ];
}
