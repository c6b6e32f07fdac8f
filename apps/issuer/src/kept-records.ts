import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Kept {
  payload: AdapterPayload;
  /** In milliseconds since 1970; absent means never. */
  expiresAt?: number;
}

const saveAfterMs = 100;

/** Records of the provider (sessions, codes, refresh tokens) in one JSON file, for a few dozen people at most. */
export class KeptRecords {
  readonly #file: string;
  readonly #records: Map<string, Kept>;
  #saving: NodeJS.Timeout | undefined;

  constructor(file: string) {
    this.#file = file;
    const entries = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as [string, Kept][]) : [];
    this.#records = new Map(entries);
  }

  /** Writes pending changes. */
  close(): void {
    if (this.#saving) this.#save();
  }

  readonly adapter: AdapterFactory = (model: string): Adapter => {
    const keyOf = (id: string) => `${model}:${id}`;
    const findBy = (field: 'uid' | 'userCode', value: string) =>
      [...this.#living()].find(([key, { payload }]) => key.startsWith(`${model}:`) && payload[field] === value)?.[1]
        .payload;
    return {
      upsert: async (id, payload, expiresIn) => {
        this.#records.set(keyOf(id), { payload, ...(expiresIn && { expiresAt: Date.now() + expiresIn * 1000 }) });
        this.#saveSoon();
      },
      find: async (id) => {
        const kept = this.#records.get(keyOf(id));
        return kept && isLiving(kept) ? kept.payload : undefined;
      },
      findByUid: async (uid) => findBy('uid', uid),
      findByUserCode: async (code) => findBy('userCode', code),
      consume: async (id) => {
        const kept = this.#records.get(keyOf(id));
        if (kept) kept.payload.consumed = Math.floor(Date.now() / 1000);
        this.#saveSoon();
      },
      destroy: async (id) => {
        this.#records.delete(keyOf(id));
        this.#saveSoon();
      },
      revokeByGrantId: async (grantId) => {
        for (const [key, { payload }] of this.#records) if (payload.grantId === grantId) this.#records.delete(key);
        this.#saveSoon();
      },
    };
  };

  *#living(): Generator<[string, Kept]> {
    for (const entry of this.#records) if (isLiving(entry[1])) yield entry;
  }

  #saveSoon(): void {
    this.#saving ??= setTimeout(() => this.#save(), saveAfterMs);
  }

  #save(): void {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    for (const [key, kept] of this.#records) if (!isLiving(kept)) this.#records.delete(key);
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    writeFileSync(`${this.#file}.new`, JSON.stringify([...this.#records]), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function isLiving({ expiresAt }: Kept): boolean {
  return expiresAt === undefined || expiresAt > Date.now();
}
