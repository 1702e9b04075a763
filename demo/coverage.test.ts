import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catchUpDemonstration, coverageOfSchool } from '#/app/coverage-of.ts'
import type { Context } from '#/platform/context.ts'
import { clauses as allClauses } from '../src/features/coverage/clauses.ts'
import { allSchoolIds } from '../src/features/schools/index.ts'
import { aDemonstration } from '../test/a-demonstration.ts'

/** What is built whole: each clause of these runs at the school whose policy says it. */
const whole: ReadonlySet<string> = new Set([
  'policies',
  'agreements',
  'people',
  'passwords',
  'access-control',
  'social-media',
  'induction',
  'contractors',
  'incidents',
  'triage-flow',
  'evidence',
  'sanctions',
  'safeguarding-referral',
  'takedown',
  'complaints',
  'audit',
  'safe-sites',
  'approved-services',
  'filtering',
])

/** What runs every day or week of a term, and rightly asks for attention when it has not for the length of a holiday. */
const inTerm: ReadonlySet<string> = new Set(['filter-changes'])

/** Whenever the demonstration is loaded: after a weekend, and in the middle of holidays. */
const mornings: readonly [at: string, runs: ReadonlySet<string>][] = [
  ['2026-11-29T16:00:00Z', new Set([...whole, ...inTerm])],
  ['2026-12-29T10:00:00Z', whole],
]

const daysOfIncidents = 10

for (const [at, runs] of mornings) {
  test(`loaded at ${at}, every clause of what is built whole runs in the demonstration`, async () => {
    const firstDay = new Date(Date.parse(at) - daysOfIncidents * 86_400_000).toISOString().slice(0, 10)
    const { context, jobs } = await aDemonstration({ firstDay }, at)
    await catchUpDemonstration(context, jobs)
    // Whether a control’s test has passed is what the run of all tests says; here is asked what the records say.
    const proved = { ...context, controls: context.controls.map((one) => ({ ...one, proved: true })) }
    const stopped = await clausesThatStopped(proved, runs)
    assert.equal(stopped.asked > 250, true, `${stopped.asked} clauses were asked for`)
    assert.deepEqual(stopped.clauses, [])
  })
}

const systemOf = new Map(allClauses.map(({ id, system }) => [id, system]))

async function clausesThatStopped(context: Context, runs: ReadonlySet<string>) {
  const clauses: string[] = []
  let asked = 0
  for (const schoolId of await allSchoolIds(context.db)) {
    const school = await coverageOfSchool(context, schoolId)
    for (const { id, state, controls, evidence } of school.clauses) {
      if (!runs.has(systemOf.get(id) ?? '')) continue
      asked += 1
      if (state === 'running') continue
      clauses.push(
        `${id} ${state}: ${controls.map((one, i) => `${one}: ${evidence[i]?.sentence}`).join(' ')}`,
      )
    }
  }
  return { clauses, asked }
}
