import { networkColumns, networkTable, stationColumns, stationTable, type Migration } from '@waystation/store';

// Quantities are whole thousandths of the part's unit.
export const migration: Migration = {
  name: '0001-parts',
  sql: [
    `create table part (
       ${networkColumns()}, part_number text not null,
       part_key text not null, description_en text not null, description_zh text not null, unit text not null, core boolean not null,
       lead_days int not null, superseded_by text,
       constraint part_once unique (part_number),
       constraint part_key_once unique (part_key))`,
    networkTable('part'),

    // Stock of each bin. The constraints keep a piece from being issued or promised twice, whatever the code considers to
    // be in stock.
    `create table stock_balance (
       ${stationColumns()},
       part_number text not null, bin text not null, on_hand_milli bigint not null, reserved_milli bigint not null,
       search_count int not null,
       primary key (station_id, part_number, bin),
       constraint stock_balance_id unique (station_id, id),
       constraint stock_balance_not_negative check (on_hand_milli >= 0 and reserved_milli >= 0),
       constraint stock_balance_not_promised_twice check (reserved_milli <= on_hand_milli))`,
    stationTable('stock_balance'),

    // Ledger: the balance of a bin is the sum of its rows, which are never changed.
    `create table stock_movement (
       ${stationColumns({ status: false })}, part_number text not null, bin text not null,
       kind text not null, milli bigint not null, clerk_id uuid, visit_id uuid, reference text not null,
       moved_at timestamptz not null, primary key (station_id, id))`,
    'create index stock_movement_bin on stock_movement (station_id, part_number, bin, id)',
    `create index stock_movement_delivery on stock_movement (station_id, reference)
       where kind = 'receive' and reference <> ''`,
    stationTable('stock_movement'),
    'revoke update on stock_movement from {app}',

    `create table stock_level (
       ${stationColumns()},
       part_number text not null, min_milli bigint not null, max_milli bigint not null, set_at timestamptz not null,
       primary key (station_id, part_number), constraint stock_level_id unique (station_id, id))`,
    stationTable('stock_level'),

    // One row per visit, with the visit's id.
    `create table reservation (
       ${stationColumns({ visit: true })}, opened_at timestamptz not null, for_appointment boolean not null, needed_at timestamptz,
       order_revision int not null, ordered_item_ids jsonb not null, lines jsonb not null, shelf text, bin text,
       short_parts jsonb not null, reserved_parts jsonb not null,
       to_shelve_since timestamptz, to_issue_since timestamptz, to_return_since timestamptz,
       primary key (station_id, id))`,
    `create index reservation_short on reservation (station_id, opened_at) where short_parts <> '[]'`,
    `create index reservation_reserved on reservation (station_id, opened_at) where reserved_parts <> '[]'`,
    'create index reservation_shelve on reservation (station_id, to_shelve_since) where to_shelve_since is not null',
    'create index reservation_issue on reservation (station_id, to_issue_since) where to_issue_since is not null',
    'create index reservation_return on reservation (station_id, to_return_since) where to_return_since is not null',
    stationTable('reservation'),

    `create table supply_order (
       ${stationColumns()}, visit_id uuid, standard_version text, part_number text not null,
       milli bigint not null, received_milli bigint not null, supplier text not null,
       needed_at timestamptz not null, ordered_at timestamptz, expected_at timestamptz, primary key (station_id, id))`,
    `create index supply_order_open on supply_order (station_id, visit_id) where status in ('needed', 'ordered')`,
    'create index supply_order_status on supply_order (station_id, status, id)',
    stationTable('supply_order'),

    `create table issue_slip (
       ${stationColumns({ visit: true })}, item_id uuid not null, technician_id uuid not null, clerk_id uuid not null,
       issued_at timestamptz not null, lines jsonb not null, primary key (station_id, id))`,
    'create index issue_slip_visit on issue_slip (station_id, visit_id, id)',
    stationTable('issue_slip'),

    `create table replaced_part (
       ${stationColumns({ visit: true })}, item_id uuid not null, part_number text not null, milli bigint not null,
       technician_id uuid not null, kept_at timestamptz not null, disposition text, customer_asked boolean not null,
       primary key (station_id, id))`,
    'create index replaced_part_visit on replaced_part (station_id, visit_id, id)',
    `create index replaced_part_kept on replaced_part (station_id, kept_at) where status = 'kept'`,
    stationTable('replaced_part'),
  ],
};
