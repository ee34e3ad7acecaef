import type pg from 'pg';

/** One entry of a world, as far as it has been loaded. */
export interface Item {
  readonly key: string;
  /** What its relative dates are counted from. */
  readonly begunAt: Date;
  readonly id: string | null;
  readonly version: number;
  readonly hash: string | null;
  /** How many of its verbs have been said. */
  readonly steps: number;
}

const TABLES = `
  create schema if not exists sandbox;
  create table if not exists sandbox.world (name text primary key, hash text not null);
  create table if not exists sandbox.item (
    world text not null, key text not null, begun_at timestamptz not null default now(),
    id text, version integer not null default 0, hash text, steps integer not null default 0,
    primary key (world, key));`;

/** Remembers what has been loaded, so that loading again changes nothing and a broken-off loading goes on where it was. */
export class LoadedItems {
  private constructor(
    private readonly client: pg.Client,
    readonly world: string,
  ) {}

  /** Waits until nobody else loads; the lock ends with the connection. */
  static async open(client: pg.Client, world: string): Promise<LoadedItems> {
    await client.query(`select pg_advisory_lock(hashtext('accord sandbox'))`);
    await client.query(TABLES);
    return new LoadedItems(client, world);
  }

  async isWhole(hash: string): Promise<boolean> {
    const { rowCount } = await this.client.query('select from sandbox.world where name = $1 and hash = $2', [
      this.world,
      hash,
    ]);
    return rowCount === 1;
  }

  async finish(hash: string): Promise<void> {
    await this.client.query(
      'insert into sandbox.world values ($1, $2) on conflict (name) do update set hash = excluded.hash',
      [this.world, hash],
    );
  }

  async item(key: string): Promise<Item> {
    const { rows } = await this.client.query<Item>(
      `insert into sandbox.item (world, key) values ($1, $2)
         on conflict (world, key) do update set key = excluded.key
         returning key, begun_at as "begunAt", id, version, hash, steps`,
      [this.world, key],
    );
    return rows[0] as Item;
  }

  async keep({ key, id, version, hash, steps }: Item): Promise<void> {
    await this.client.query(
      'update sandbox.item set id = $3, version = $4, hash = $5, steps = $6 where world = $1 and key = $2',
      [this.world, key, id, version, hash, steps],
    );
  }
}
