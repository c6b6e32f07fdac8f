import { Injectable } from '@nestjs/common';
import { Database } from '@waystation/store';

/** A row of `session`. */
export interface SessionRow {
  idHash: Buffer;
  issuer: string;
  subject: string;
  staffId: string | null;
  createdAt: Date;
  expiresAt: Date;
  lastSeenAt: Date;
  /** Encrypted by the Sealer. */
  tokens: Buffer;
  /** Expiry of the issuer's access token; null without a refresh token. */
  accessExpiresAt: Date | null;
}

const columns = `id_hash as "idHash", issuer, subject, staff_id as "staffId", created_at as "createdAt", expires_at as "expiresAt",
  last_seen_at as "lastSeenAt", tokens, access_expires_at as "accessExpiresAt"`;

/** Sessions shared by the gateway's replicas. */
@Injectable()
export class SessionRows {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async add(row: SessionRow): Promise<void> {
    await this.#database.app.query(
      `insert into session (id_hash, issuer, subject, staff_id, created_at, expires_at, last_seen_at, tokens, access_expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        row.idHash,
        row.issuer,
        row.subject,
        row.staffId,
        row.createdAt,
        row.expiresAt,
        row.lastSeenAt,
        row.tokens,
        row.accessExpiresAt,
      ],
    );
  }

  async find(idHash: Buffer, now: Date): Promise<SessionRow | undefined> {
    const { rows } = await this.#database.app.query<SessionRow>({
      name: 'session-find',
      text: `select ${columns} from session where id_hash = $1 and expires_at > $2`,
      values: [idHash, now],
    });
    return rows[0];
  }

  async touch(idHash: Buffer, now: Date): Promise<void> {
    await this.#database.app.query(`update session set last_seen_at = $2 where id_hash = $1`, [idHash, now]);
  }

  /** Removes a session and returns its row, if there was one. */
  async remove(idHash: Buffer): Promise<SessionRow | undefined> {
    const { rows } = await this.#database.app.query<SessionRow>(
      `delete from session where id_hash = $1 returning ${columns}`,
      [idHash],
    );
    return rows[0];
  }

  /**
   * Claims the refresh of a session for this replica: a refresh token can be used only once, and a second use ends the
   * session.
   *
   * @returns the current encrypted tokens; undefined if another replica has the claim or the session has ended
   */
  async claimRefresh(idHash: Buffer, now: Date, until: Date): Promise<Buffer | undefined> {
    const { rows } = await this.#database.app.query<{ tokens: Buffer }>(
      `update session set refresh_claimed_until = $3
       where id_hash = $1 and access_expires_at <= $2 and (refresh_claimed_until is null or refresh_claimed_until <= $2)
       returning tokens`,
      [idHash, now, until],
    );
    return rows[0]?.tokens;
  }

  async keepTokens(idHash: Buffer, tokens: Buffer, accessExpiresAt: Date | null): Promise<void> {
    await this.#database.app.query(
      `update session set tokens = $2, access_expires_at = $3, refresh_claimed_until = null where id_hash = $1`,
      [idHash, tokens, accessExpiresAt],
    );
  }

  /** Removes expired sessions. @returns their number */
  async prune(now: Date): Promise<number> {
    const { rowCount } = await this.#database.app.query(`delete from session where expires_at <= $1`, [now]);
    return rowCount ?? 0;
  }
}
