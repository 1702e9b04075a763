import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { record } from '#/platform/audit/trail.ts'
import { inTransaction } from '#/platform/context.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { aPerson } from '../../../test/ground.ts'
import { overseenSchools } from '../../../test/oversight-world.ts'
import { routes } from './routes.ts'
import { countedKinds, monthsBefore, printMonths } from './trail-counts.ts'

const counted = (event: string, count: number) => ({ event, month: '2026-10', count })
const figures = (rows: Parameters<typeof printMonths>[1]) => {
  const [month] = printMonths(['2026-10'], rows)
  return { all: month?.all, kinds: month?.kinds.map(({ figure }) => figure) ?? [] }
}

test('a number of 1 to 4 is not printed, nor another that would give it away', () => {
  const { all, kinds } = figures([counted('signIn', 40), counted('tasks', 30), counted('incidents', 3)])
  assert.equal(all, 73)
  assert.deepEqual(kinds.slice(0, 3), [40, { words: 'not shown' }, { words: 'fewer than 5' }])
  assert.deepEqual(kinds[3], { words: 'none' })
})

test('features that add to one kind are counted together; what is on no list is not counted', () => {
  const { all, kinds } = figures([
    counted('incidents', 6),
    counted('triage', 6),
    counted('allegations', 50),
    counted('complaints', 50),
  ])
  assert.deepEqual([all, kinds[2]], [12, 12])
  const events = countedKinds.flatMap((kind) => kind.events)
  assert.equal(new Set(events).size, events.length)
})

test('only whole months are counted', () => {
  assert.deepEqual(monthsBefore('2026-02-14', 3), ['2025-11', '2025-12', '2026-01'])
})

test('a governor reads numbers: no record, nothing about allegations, another school or what is kept from them', async (t) => {
  const { context, school, otherSchool, setTime } = await overseenSchools(t)
  const governor = await aPerson(context, school.id, { name: 'Guy Vernor', kind: 'governor' })
  const system = systemActor(school.id)
  const [seen, kept] = [newId(), newId()]
  const tasksAbout = (kind: string, id: string, many: number, schoolId = school.id) =>
    inTransaction(context, systemActor(schoolId), async (tx) => {
      for (let count = 0; count < many; count += 1) record(tx, { did: 'tasks.given', about: { kind, id } })
    })
  await tasksAbout('incident', seen, 11)
  await tasksAbout('incident', kept, 20)
  await tasksAbout('allegation', newId(), 40)
  await tasksAbout('incident', newId(), 80, otherSchool.id)
  await inTransaction(context, system, (tx) =>
    keepFrom(tx, { schoolId: school.id, recordId: kept, at: context.clock() }, [
      { personId: governor.personId, why: 'relative' },
    ]),
  )
  setTime('2026-12-01T10:00:00Z')
  const page = await askRoute(context, governor, routes, 'GET /trail-counts')
  const rows = [...page.matchAll(/<th[^>]*>\s*Tasks\s*<\/th>\s*<td[^>]*>\s*([^<]*?)\s*<\/td>/g)]
  assert.deepEqual(
    rows.map(([, figure]) => figure),
    ['11'],
  )
  assert.doesNotMatch(page, new RegExp(`${seen}|${kept}`))
  await assert.rejects(askRoute(context, school.people.teacher, routes, 'GET /trail-counts'), /may not/)
})
