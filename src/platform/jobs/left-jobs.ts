// Jobs that a worker held when it was killed or lost the database.

import { Logger, makeWorkerUtils } from 'graphile-worker'
import pg from 'pg'

/** Any number will do, as long as every worker asks for the same one. */
const workersLock = 5_304_215

type LeftJob = { name: string; payload: unknown }

/**
 * Gives back the jobs that a worker held when it was killed or lost the database; the queue itself would wait four
 * hours. Every worker holds a shared lock while it lives: whoever can take it alone knows that all held jobs are left over.
 * Returns the connection that holds the lock, and the jobs whose last try it was: the queue does not run those again.
 */
export async function giveBackLeft(
  jobsUrl: string,
  pgPool: pg.Pool,
): Promise<{ alive: pg.Client; over: readonly LeftJob[] }> {
  const alive = new pg.Client({ connectionString: jobsUrl })
  alive.on('error', () => undefined)
  await alive.connect()
  const { rows } = await alive.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [
    workersLock,
  ])
  const isAlone = rows[0]?.alone === true
  const over = isAlone ? await giveBack(alive, pgPool) : []
  await alive.query('select pg_advisory_lock_shared($1)', [workersLock])
  if (isAlone) await alive.query('select pg_advisory_unlock($1)', [workersLock])
  return { alive, over }
}

type Held = LeftJob & { locked_by: string; is_over: boolean }

async function giveBack(client: pg.Client, pgPool: pg.Pool): Promise<readonly LeftJob[]> {
  const { rows: held } = await client.query<Held>(
    `select j.locked_by, t.identifier as name, j.payload, j.attempts >= j.max_attempts as is_over
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where j.locked_by is not null`,
  )
  const workers = await makeWorkerUtils({ pgPool, logger: new Logger(() => () => {}) })
  await workers.forceUnlockWorkers([...new Set(held.map((row) => row.locked_by))])
  await workers.release()
  return held.filter(({ is_over }) => is_over)
}
