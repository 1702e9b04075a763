import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { writeDocx, writePdf } from '#/platform/documents/write-document.ts'
import { anIncident } from '../../../test/an-incident.ts'
import { trailAbout } from '../../../test/ground.ts'
import { overseenSchools } from '../../../test/oversight-world.ts'
import { controls } from './controls.ts'
import { reportDocument } from './governors-report.ts'
import { makeReport } from './make-report.ts'
import { reportsPage } from './pages-report.ts'
import { findReport, listReports } from './report-store.ts'

/** The autumn term of the staffed schools. */
async function autumnOf({ context, school }: Awaited<ReturnType<typeof overseenSchools>>): Promise<string> {
  const { readCalendar } = await import('../schools/index.ts')
  const calendar = await reading(context, school.people.head, (tx) => readCalendar(tx, school.id))
  return calendar.terms.find(({ from, to }) => from <= '2026-11-24' && to >= '2026-11-24')?.from ?? ''
}

test('a report is made, kept as it went out, and read by governors', async (t) => {
  const world = await overseenSchools(t)
  const { context, school } = world
  for (let made = 0; made < 7; made += 1) await anIncident(world, school.people.teacher)
  const report = await makeReport(context, school.people.head, {
    termFrom: await autumnOf(world),
    comment: null,
  })
  assert.equal(report.edition, 1)
  assert.deepEqual(await trailAbout(context, school.id, report.id), ['oversight.reportMade'])
  const read = await reading(context, school.people.chair, (tx) => findReport(tx, school.id, report.id))
  assert.deepEqual(read?.body, report.body)
  const kinds = report.body.tables[0]
  const cells = (label: string) => kinds?.rows.find(([first]) => first === label)
  assert.equal(cells('Bullying online')?.at(-1), '7')
  assert.equal(cells('Threats or blackmail')?.at(-1), 'none')
  const evidence = await reading(context, school.people.head, async (tx) =>
    controls[0]?.evidence(tx, school.id, context.clock()),
  )
  assert.equal(evidence?.inDate, true)
})

test('a count of one is never printed, nor what would give it away', async (t) => {
  const world = await overseenSchools(t)
  const { context, school } = world
  for (let made = 0; made < 7; made += 1) await anIncident(world, school.people.teacher)
  await anIncident(world, school.people.teacher, { kind: 'blackmail', childAtRisk: true })
  const { body } = await makeReport(context, school.people.head, {
    termFrom: await autumnOf(world),
    comment: null,
  })
  const rows = body.tables[0]?.rows ?? []
  assert.ok(rows.every((row) => !row.slice(1).includes('1')))
  const shown = ['Bullying online', 'All'].map((label) => rows.find(([first]) => first === label)?.at(-1))
  assert.notDeepEqual(shown, ['7', '8'], 'seven of eight tells that one is left')
})

test('the report is a page, a PDF and a Word file of the same document', async (t) => {
  const world = await overseenSchools(t)
  const { context, school } = world
  const report = await makeReport(context, school.people.head, {
    termFrom: await autumnOf(world),
    comment: 'We taught every class how to block and report.',
  })
  const document = reportDocument({ ...report, schoolName: 'Alder', madeOn: '2026-11-24' })
  assert.match((await writePdf(document)).subarray(0, 8).toString('latin1'), /^%PDF-/)
  assert.equal((await writeDocx(document)).subarray(0, 2).toString('latin1'), 'PK')
  assert.ok(JSON.stringify(document.blocks).includes('how to block and report'))
  assert.ok(JSON.stringify(document.blocks).includes('none'), 'a nil return says none')
})

test('a second report for a term is a new edition that gives nothing hidden away', async (t) => {
  const world = await overseenSchools(t)
  const { context, school } = world
  const termFrom = await autumnOf(world)
  for (let made = 0; made < 6; made += 1) await anIncident(world, school.people.teacher)
  const first = await makeReport(context, school.people.head, { termFrom, comment: null })
  await anIncident(world, school.people.teacher)
  const second = await makeReport(context, school.people.head, { termFrom, comment: null })
  assert.deepEqual([first.edition, second.edition], [1, 2])
  const bullying = (report: typeof first) =>
    report.body.tables[0]?.rows.find(([label]) => label === 'Bullying online')
  assert.equal(bullying(first)?.at(-1), '6')
  assert.notEqual(bullying(second)?.at(-1), '7', 'the difference of one would point at one child')
})

test('a term that has not begun, or that the calendar has not, is refused in words', async (t) => {
  const world = await overseenSchools(t)
  const { context, school } = world
  await assert.rejects(
    makeReport(context, school.people.head, { termFrom: '2031-01-01', comment: null }),
    Refused,
  )
  assert.deepEqual(await reading(context, school.people.head, (tx) => listReports(tx, school.id)), [])
})

test('another school has no such report', async (t) => {
  const world = await overseenSchools(t)
  const { context, school, otherSchool } = world
  const { id } = await makeReport(context, school.people.head, {
    termFrom: await autumnOf(world),
    comment: null,
  })
  const there = otherSchool.people.head
  assert.equal(await reading(context, there, (tx) => findReport(tx, there.schoolId, id)), undefined)
})

test('a teacher may not make the report', async (t) => {
  const world = await overseenSchools(t)
  await assert.rejects(
    makeReport(world.context, world.school.people.teacher, {
      termFrom: await autumnOf(world),
      comment: null,
    }),
    NotAllowed,
  )
})

test('where no report has been made yet, the page says who makes one and when', () => {
  const empty = (mayMake: boolean) => String(reportsPage({ reports: [], mayMake, at: (path) => path }))
  assert.match(empty(true), /Make one when a term ends/)
  assert.match(empty(false), /The head or a safeguarding lead makes one when a term ends/)
})
