import { documentTable } from '@waystation/documents';
import { stationColumns, stationTable, type Migration } from '@waystation/store';

export const migration: Migration = {
  name: '0001-billing',
  sql: [
    // Every invoice and payment of a visit changes this row; its id is the visit's.
    `create table statement (
       ${stationColumns({ visit: true })}, since timestamptz not null, revision int not null, order_revision int not null,
       work_round int not null, currency text not null, lines jsonb not null, taxes jsonb not null, totals jsonb not null,
       differences jsonb not null, courtesies jsonb not null, bills jsonb not null, known_returns jsonb not null,
       approved_minor bigint not null, ceiling_minor bigint not null, work_done boolean not null,
       customer_id uuid, vehicle_id uuid, advisor_id uuid, addressee bytea not null,
       payment_terms_days int not null, credit_limit_minor bigint not null, drawn_at timestamptz not null,
       closed_at timestamptz, document_id uuid, document_hash text, stale_reason text, primary key (station_id, id))`,
    'create index statement_status on statement (station_id, status, since)',
    stationTable('statement'),

    `create table invoice (
       ${stationColumns({ visit: true })}, year int not null, sequence int not null, number text not null, payer text not null,
       currency text not null, net_minor bigint not null, tax_minor bigint not null, amount_minor bigint not null,
       open_minor bigint not null, customer_id uuid, purchase_order_number text not null, issued_at timestamptz not null,
       due_at timestamptz, document_id uuid not null, document_hash text not null, payments jsonb not null,
       primary key (station_id, id),
       constraint invoice_number unique (station_id, year, sequence))`,
    'create index invoice_visit on invoice (station_id, visit_id, id)',
    'create index invoice_status on invoice (station_id, status, id)',
    `create index invoice_account on invoice (station_id, customer_id) where status = 'on_account'`,
    stationTable('invoice'),

    // Last number of each station and year, incremented in the transaction that stores the invoice, so that every number
    // has an invoice.
    `create table invoice_counter (
       station_id uuid not null, year int not null, last_sequence int not null, primary key (station_id, year))`,
    stationTable('invoice_counter'),

    `create table delivery (
       ${stationColumns({ visit: true })}, documents jsonb not null, handover_accepted_at timestamptz, advisor_id uuid, notified_at timestamptz,
       walk_around_at timestamptz, invoice_explained_at timestamptz, customer_advised_at timestamptz, next_service_at timestamptz,
       next_service_km int not null, wear_explained boolean not null, handed_over jsonb not null, handed_over_at timestamptz,
       gate_pass jsonb, gate_pass_issued_at timestamptz, delivered_at timestamptz, primary key (station_id, id))`,
    `create index delivery_open on delivery (station_id, handover_accepted_at) where status = 'open'`,
    stationTable('delivery'),

    ...documentTable(),
  ],
};
