import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { verifyAudit } from '#/platform/audit/verify-audit.ts'
import { signInSettings } from '#/platform/sign-in/settings.ts'
import { signInByPassword } from '#/platform/sign-in/sign-in-by-password.ts'
import { schoolIdBySlug } from '../src/features/schools/index.ts'
import { aDemonstration } from '../test/a-demonstration.ts'
import { loadDemonstration } from './load.ts'
import { demoSchools } from './schools.ts'
import { demoPassword } from './sign-ins.ts'

const hazel = demoSchools.filter(({ slug }) => slug === 'hazel')
const ofThisWeek = { schools: hazel, lastDay: '2026-11-20', firstDay: '2026-11-10' }

/** One for all tests, because playing a school takes seconds: none of them changes what a later one looks at. */
const demonstration = await aDemonstration(ofThisWeek)

/** Everything that the seed decides: not the ids and references that are drawn when a command runs. */
const decidedBySeed = [
  'select kind, given_name, family_name, date_of_birth::text, job_title from people.person order by id',
  'select kind, state, told_at, description, online_service from incidents.incident order by told_at, description',
  'select at, did, actor_kind from audit.entry order by number',
]

test('the same seed and day give the same records', async () => {
  const fingerprints: string[] = []
  for (const { query } of [demonstration, await aDemonstration(ofThisWeek)]) {
    const rows = []
    for (const sql of decidedBySeed) rows.push(await query(sql))
    assert.ok(rows.every((some) => some.length > 5))
    fingerprints.push(createHash('sha256').update(JSON.stringify(rows)).digest('hex'))
  }
  assert.equal(fingerprints[0], fingerprints[1])
})

test('the trail of the demonstration is whole, in the order of time, and of the past', async (t) => {
  const { database, query } = demonstration
  const anchors = await mkdtemp(join(tmpdir(), 'anchors-'))
  t.after(() => rm(anchors, { recursive: true }))
  const [verdict] = await verifyAudit(database.backupUrl, anchors)
  assert.ok(verdict && verdict.entries > 100)
  assert.deepEqual(verdict.findings, [])
  const times = (await query('select at from audit.entry order by number')).map(([at]) => at as Date)
  const played = times.filter((at) => at < new Date('2026-11-21'))
  assert.deepEqual(
    played,
    [...played].sort((a, b) => a.getTime() - b.getTime()),
  )
})

test('a second start finds the demonstration and adds nothing', async () => {
  const { context, parts, query } = demonstration
  const before = await query('select count(*) from audit.entry')
  await loadDemonstration(context, parts, ofThisWeek)
  assert.deepEqual(await query('select count(*) from audit.entry'), before)
})

test('the printed password opens the way to the second factor', async () => {
  const { context, parts } = demonstration
  const schoolId = (await schoolIdBySlug(context.db, 'hazel')) ?? ''
  const signedIn = await signInByPassword(
    { ...parts, settings: signInSettings(parts.roles) },
    context,
    schoolId,
    { name: 'dsl.hazel', password: demoPassword, deviceToken: null, userAgent: '' },
  )
  assert.equal(signedIn?.stage, 'secondFactor')
})
