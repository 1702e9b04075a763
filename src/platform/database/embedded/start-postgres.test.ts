import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findPostmaster, isAlive } from './running-postmaster.ts'
import { findRunningPostgres, startPostgres } from './start-postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'schoolkeeper-start-'))
const cluster = join(folder, 'postgres', 'cluster')
const children: ChildProcess[] = []

before(() => spawnSync('chmod', ['755', folder]))
after(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

test('what was written is there after a stop and a start, and stopping leaves nothing running', async () => {
  const first = await startPostgres({ folder })
  await query(first.ownerUrl, 'create schema scratch; create table scratch.note (words text)')
  await query(first.ownerUrl, `insert into scratch.note values ('kept')`)
  await first.stop()
  assert.equal(isAlive(first.pid), false)
  assert.equal(existsSync(decodeURIComponent(new URL(first.appUrl).hostname)), false)
  assert.equal(findRunningPostgres(folder), undefined)

  const second = await startPostgres({ folder })
  try {
    assert.deepEqual(await query(second.ownerUrl, 'select words from scratch.note'), [{ words: 'kept' }])
    assert.equal(findRunningPostgres(folder)?.appUrl, second.appUrl)
  } finally {
    await second.stop()
  }
})

test('it is durable, keeps time in UTC, listens on no port and logs no statement', async () => {
  const running = await startPostgres({ folder })
  try {
    const rows = await query(
      running.appUrl,
      `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'TimeZone',
        'listen_addresses', 'server_encoding', 'log_statement', 'log_min_error_statement', 'log_parameter_max_length_on_error')
        order by name`,
    )
    assert.deepEqual(Object.fromEntries(rows.map(({ name, setting }) => [name, setting])), {
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '',
      log_min_error_statement: 'panic',
      log_parameter_max_length_on_error: '0',
      log_statement: 'none',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
      TimeZone: 'UTC',
    })
    await assert.rejects(
      query(running.ownerUrl, `select 'what a child wrote'::integer`),
      /invalid input syntax/,
    )
    assert.doesNotMatch(readFileSync(join(folder, 'postgres', 'postgres.log'), 'utf8'), /what a child wrote/)
  } finally {
    await running.stop()
  }
})

test('the roles may do what they are for and no more', async () => {
  const running = await startPostgres({ folder })
  try {
    const roles = await query(
      running.ownerUrl,
      `select rolname as name from pg_roles
        where rolname like 'schoolkeeper%' and (rolsuper or rolcreatedb or rolcreaterole or rolbypassrls)`,
    )
    assert.deepEqual(roles, [{ name: 'schoolkeeper_backup' }])
    for (const sql of [
      'create schema mine',
      'create table public.mine (id int)',
      'create temporary table mine (id int)',
    ])
      await assert.rejects(query(running.appUrl, sql), /permission denied/, sql)
    assert.deepEqual(await query(running.backupUrl, 'select words from scratch.note'), [{ words: 'kept' }])
    await assert.rejects(query(running.backupUrl, 'delete from scratch.note'), /read-only|permission denied/)
    await assert.rejects(query(running.jobsUrl, 'select words from scratch.note'), /permission denied/)
  } finally {
    await running.stop()
  }
})

test('reaching the socket is not enough to sign in, and nobody else reaches it or the passwords', async () => {
  const running = await startPostgres({ folder })
  try {
    const url = new URL(running.appUrl)
    url.password = 'guessed'
    await assert.rejects(query(url.href, 'select 1'), /password authentication failed/)
    assert.equal(statSync(decodeURIComponent(url.hostname)).mode & 0o777, 0o700)
    const passwords = statSync(join(folder, 'postgres', 'passwords.json'))
    assert.equal(passwords.mode & 0o777, 0o600)
    assert.equal(passwords.uid, process.getuid?.())
  } finally {
    await running.stop()
  }
})

test('it is found by a command whose temporary files lie elsewhere', async (t) => {
  const running = await startPostgres({ folder })
  const { TMPDIR } = process.env
  t.after(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  })
  try {
    process.env.TMPDIR = '/var/tmp'
    const found = findRunningPostgres(folder)
    assert.equal(found?.appUrl, running.appUrl)
    assert.deepEqual(await query(found.appUrl, 'select 1 as one'), [{ one: 1 }])
  } finally {
    await running.stop()
  }
})

test('a second start on the same data folder is refused, and says who holds it', async () => {
  const running = await startPostgres({ folder })
  try {
    await assert.rejects(
      startPostgres({ folder }),
      new RegExp(`already running on this data folder \\(process ${process.pid}\\)`),
    )
    assert.deepEqual(await query(running.appUrl, 'select 1 as one'), [{ one: 1 }])
  } finally {
    await running.stop()
  }
})

test('of two first starts at once one makes the database and the other is refused in words', async () => {
  const fresh = join(folder, 'fresh')
  const starts = await Promise.allSettled([
    startPostgres({ folder: fresh }),
    startPostgres({ folder: fresh }),
  ])
  const started = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []))
  const refused = starts.flatMap((start) => (start.status === 'rejected' ? [String(start.reason)] : []))
  for (const running of started) {
    assert.deepEqual(await query(running.appUrl, 'select 1 as one'), [{ one: 1 }])
    await running.stop()
  }
  assert.equal(started.length, 1)
  assert.match(refused.join(), /just starting on this data folder \(process \d+\)/)
})

test('a start that was cut off does not stop the next one', async () => {
  writeFileSync(join(folder, 'postgres', 'starting'), `${process.pid}\n1 another-boot`)
  const running = await startPostgres({ folder })
  await running.stop()
})

test('when Schoolkeeper is killed its PostgreSQL stops within seconds, and the next start has every record', async () => {
  const { child, pid } = await startInChild(folder)
  const url = findRunningPostgres(folder)?.ownerUrl ?? ''
  await query(url, `insert into scratch.note values ('acknowledged')`)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const next = await startPostgres({ folder })
  try {
    assert.equal(isAlive(pid), false)
    const rows = await query(next.ownerUrl, `select words from scratch.note where words = 'acknowledged'`)
    assert.equal(rows.length, 1)
  } finally {
    await next.stop()
  }
})

test('when Schoolkeeper and its watcher are both killed, the next start stops what is left and takes over', async () => {
  const { child, pid } = await startInChild(folder)
  process.kill(parentOf(pid), 'SIGKILL')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const next = await startPostgres({ folder })
  try {
    assert.notEqual(next.pid, pid)
    assert.equal(findPostmaster(cluster)?.pid, next.pid)
  } finally {
    await next.stop()
  }
})

test('when PostgreSQL itself is killed it is started again, at the same address', async () => {
  const said: string[] = []
  const running = await startPostgres({ folder, log: (line) => said.push(line) })
  try {
    const killed = running.pid
    process.kill(killed, 'SIGKILL')
    await waitFor(() => running.pid !== killed && findPostmaster(cluster)?.ready === true)
    assert.deepEqual(await query(running.appUrl, 'select 1 as one'), [{ one: 1 }])
    assert.match(said.join('\n'), /ended by itself; starting it again/)
  } finally {
    await running.stop()
  }
})

test('a lock file left by a power cut, whose number is another program by now, does not stop the start', async () => {
  writeFileSync(
    join(cluster, 'postmaster.pid'),
    `${process.pid}\n${cluster}\n1\n5432\n${folder}\n\n1 1\nready\n`,
  )
  const running = await startPostgres({ folder })
  await running.stop()
  assert.equal(isAlive(running.pid), false)
})

/** Starts the database in a process of its own, which holds it until it is killed. */
async function startInChild(data: string): Promise<{ child: ChildProcess; pid: number }> {
  const script = `
    const { startPostgres } = await import(${JSON.stringify(new URL('start-postgres.ts', import.meta.url).href)})
    console.log((await startPostgres({ folder: ${JSON.stringify(data)} })).pid)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, pid: Number(line.toString()) }
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

async function waitFor(isSo: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 10_000
  while (!isSo()) {
    assert.ok(Date.now() < giveUpAt, 'it did not come about within ten seconds')
    await sleep(50)
  }
}

async function query(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
