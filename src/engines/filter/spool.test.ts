import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { aSnapshot, dnsPolicy } from '../../../test/dns-school.ts'
import type { Visit } from './activity.ts'
import { type Because, decision } from './decision.ts'
import { namesOnTheirOwn } from './fold-visits.ts'
import { filesIn, openSpool, type SpoolHead, type SpoolNeeds } from './spool.ts'
import type { ToldVisit } from './tell-visit.ts'

async function aSpool(t: TestContext, needs: Partial<SpoolNeeds> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'schoolkeeper-spool-'))
  const troubles: string[] = []
  const spool = openSpool({ folder, onTrouble: (sentence) => troubles.push(sentence), ...needs })
  spool.learn(aSnapshot())
  t.after(async () => {
    await spool.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const written = async () => {
    const all: { head: SpoolHead; visits: ToldVisit[] }[] = []
    for (const { name } of await filesIn(folder)) {
      const [head, ...visits] = (await readFile(join(folder, name), 'utf8')).trim().split('\n')
      all.push({ head: JSON.parse(head ?? ''), visits: visits.map((line) => JSON.parse(line)) })
    }
    return all
  }
  return { spool, folder, troubles, written }
}

const visit = (
  name: string,
  because: Because = 'otherwise',
  found = 0,
  more: Partial<Visit> = {},
): Visit => ({
  atMs: Date.UTC(2026, 10, 23, 10),
  snapshotMadeAtMs: 0,
  school: 'alder',
  who: null,
  address: '10.1.0.7',
  name,
  profile: 0,
  decision: decision(because, because === 'otherwise', found),
  ...more,
})

test('a visit is told in the words of the snapshot by which it was decided, whatever serves by then', async (t) => {
  const { spool, written } = await aSpool(t)
  spool.note(visit('games.example', 'category', 0))
  spool.note(visit('open.example', 'schoolRule', 0, { decision: decision('schoolRule', true, 0) }))
  spool.note(visit('chat.example', 'timeBand', 0, { decision: decision('timeBand', true, 0) }))
  const next = aSnapshot({ policy: { ...dnsPolicy, rules: [] } })
  spool.learn({ ...next, snapshot: { ...next.snapshot, madeAtMs: 1 } })
  await spool.flush()
  const [file] = await written()
  assert.deepEqual(
    file?.visits.map(({ site, profile, because, category, rule, allowed }) => [
      site,
      profile,
      because,
      category,
      rule,
      allowed,
    ]),
    [
      ['games.example', 'pupils', 'category', 'games', null, false],
      ['open.example', 'pupils', 'schoolRule', null, 'open.example', true],
      ['chat.example', 'pupils', 'timeBand', null, 'Lunch', true],
    ],
  )
  assert.equal(file?.head.lost, 0)
})

test('what a time of day shuts is told with its category', async (t) => {
  const { spool, written } = await aSpool(t)
  const [profile] = dnsPolicy.profiles
  const [lunch] = profile?.bands ?? []
  assert.ok(profile && lunch)
  const bands = [{ ...lunch, name: 'Lessons', blocks: ['chat'], allows: [] }]
  const shut = aSnapshot({ policy: { ...dnsPolicy, profiles: [{ ...profile, bands }] }, manners: [] })
  spool.learn({ ...shut, snapshot: { ...shut.snapshot, madeAtMs: 2 } })
  spool.note(visit('www.chat.example', 'timeBand', 0, { snapshotMadeAtMs: 2 }))
  await spool.flush()
  assert.deepEqual(
    (await written())[0]?.visits.map(({ category, rule }) => [category, rule]),
    [['chat', 'Lessons']],
  )
})

test('a million sub-domains of one name are a few lines, and none of them is forgotten', async (t) => {
  let nowMs = 0
  const { spool, written } = await aSpool(t, { steadyMs: () => nowMs, mostWaiting: 300_000 })
  for (let at = 0; at < 1_000_000; at++) {
    spool.note(visit(`a${at}.tunnel.example`))
    if (at % 250_000 === 0) await spool.flush()
    if (at === 500_000) nowMs += 61_000
  }
  await spool.flush()
  const visits = (await written()).flatMap((file) => file.visits)
  assert.ok(visits.length < 3 * namesOnTheirOwn + 10, `${visits.length} lines`)
  assert.equal(
    visits.reduce((sum, { times }) => sum + times, 0),
    1_000_000,
  )
  assert.equal(visits.at(-1)?.site, '*.tunnel.example')
})

test('attempts at sealed addresses always stand on their own', async (t) => {
  const { spool, written } = await aSpool(t)
  for (let at = 0; at < 2 * namesOnTheirOwn; at++) spool.note(visit(`a${at}.sealed.example`, 'sealed'))
  await spool.flush()
  assert.equal((await written())[0]?.visits.length, 2 * namesOnTheirOwn)
})

test('a disk that is full loses nothing at first, then counts what it loses, and tells it when there is room', async (t) => {
  const { spool, folder, troubles, written } = await aSpool(t, { mostWaiting: 100 })
  await rm(folder, { recursive: true })
  // Nothing can be written below a file, as nothing can on a disk without room.
  await writeFile(folder, '')
  for (let at = 0; at < 150; at++)
    spool.note(visit(`site${at}.example`, 'category', 0, { address: `10.1.0.${at}` }))
  await spool.flush()
  await spool.flush()
  assert.equal(spool.lost(), 50)
  assert.equal(troubles.length, 1, 'said once')
  await rm(folder)
  spool.note(visit('after.example'))
  await spool.flush()
  const [file] = await written()
  assert.equal(file?.visits.length, 100)
  assert.equal(file?.head.lost, 51, 'memory was full for the last one too')
  spool.note(visit('later.example'))
  await spool.flush()
  assert.deepEqual((await written()).at(-1)?.head, { format: 1, lost: 0 })
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.endsWith('.new')),
    [],
  )
})

test('files that nobody takes fill no more than they may', async (t) => {
  const { spool, written, troubles } = await aSpool(t, { mostBytes: 2000, mostWaiting: 5 })
  for (let at = 0; at < 30; at++) {
    spool.note(visit(`site${at}.example`))
    await spool.flush()
  }
  const files = await written()
  const kept = files.reduce((sum, file) => sum + file.visits.length, 0)
  assert.ok(kept < 30 && kept > 3, `${kept} kept`)
  assert.equal(kept + spool.lost() + 5, 30, 'kept, counted as lost, and five that wait')
  assert.match(troubles[0] ?? '', /no room left/)
})

test('a visit of a snapshot that is long gone is counted, not guessed at', async (t) => {
  const { spool, written } = await aSpool(t)
  spool.note(visit('games.example', 'category', 0, { snapshotMadeAtMs: 99 }))
  spool.note(visit('games.example', 'category', 0, { school: 'closed-down' }))
  await spool.flush()
  assert.deepEqual(await written(), [{ head: { format: 1, lost: 2 }, visits: [] }])
})
