import type pg from 'pg';

/**
 * Lends a connection to `work` for so many milliseconds. One that has not answered by then is cut off, which rolls
 * back whatever it had not committed: a server that falls silent must not keep its borrower waiting for ever.
 */
export async function borrow<T>(
  pool: pg.Pool,
  forMs: number,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const until = Date.now() + forMs;
  const client = await pool.connect();
  let isCut = false;
  const cut = () => {
    isCut = true;
    client.release(true);
  };
  const timer = setTimeout(cut, Math.max(0, until - Date.now()));
  try {
    const answer = await work(client);
    if (!isCut) client.release();
    return answer;
  } catch (error) {
    // The connection may be in any state; a fresh one costs less than a doubt.
    if (!isCut) client.release(true);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
