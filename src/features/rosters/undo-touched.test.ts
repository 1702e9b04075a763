import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  aSchoolThatImports,
  type Files,
  type ImportingSchool,
  listed,
  named,
  oneRosterFiles,
} from '../../../test/a-roster.ts'
import { guardianshipsOf, membershipsOf } from '../people/belonging-store.ts'
import { findPerson } from '../people/index.ts'
import { keepGuardian } from '../people/keep-guardian.ts'
import { leaveSchool } from '../people/leave-school.ts'
import { classesOfSchool } from '../schools/index.ts'
import { undoImport } from './confirm-import.ts'
import { makeDueMoves, planMove } from './plan-move.ts'
import { takeBackImport } from './take-back-import.ts'

const withElm = (change: (files: Record<string, string>) => void = () => undefined): Files =>
  oneRosterFiles(20, (files) => {
    files['classes.csv'] += 'C3,,,3 Elm,03,,,homeroom,,S1\r\n'
    change(files)
  })

async function undo({ context, office, system }: ImportingSchool, importId: string): Promise<void> {
  await undoImport(context, office, importId)
  await takeBackImport(context, system, importId)
}

const classesNow = async ({ look, schoolId }: ImportingSchool, personId: string) =>
  (await look((tx) => membershipsOf(tx, schoolId, personId)))
    .filter(({ endsOn }) => endsOn === null)
    .map(({ className }) => className)

const states = async (world: ImportingSchool, importId: string, what: Parameters<typeof listed>[2]) =>
  (await listed(world, importId, what)).map(({ name, state }) => `${name} ${state}`)

test('who left by mistake is back in the classes that ended with the leaving, and in no other', async (t) => {
  const world = await aSchoolThatImports(t)
  const { schoolId, look } = world
  const sourceId = await world.source()
  await world.make((await world.read(sourceId, oneRosterFiles(20))).id)
  world.setTime('2026-12-01T10:00:00Z')
  const moved = oneRosterFiles(20, (files) => {
    files['enrollments.csv'] = (files['enrollments.csv'] ?? '').replace('C2,S1,P20,', 'C1,S1,P20,')
  })
  await world.make((await world.read(sourceId, moved)).id)
  const without = oneRosterFiles(19, (files) => {
    files['users.csv'] = (files['users.csv'] ?? '').replace(/T1,[^\r]*\r\n/, '')
    files['enrollments.csv'] = (files['enrollments.csv'] ?? '').replace(/E0,[^\r]*\r\n/, '')
  })
  const third = await world.make((await world.read(sourceId, without)).id)
  const [pupil, teacher] = [(await named(world, 'Pupil Number20')).id, (await named(world, 'Tara Teach')).id]
  assert.deepEqual([await classesNow(world, pupil), await classesNow(world, teacher)], [[], []])
  world.setTime('2026-12-03T10:00:00Z')
  await undo(world, third.id)
  assert.deepEqual([await classesNow(world, pupil), await classesNow(world, teacher)], [['3 Oak'], ['3 Oak']])
  const stays = await look((tx) => membershipsOf(tx, schoolId, pupil))
  assert.deepEqual(
    stays.map(({ className, startsOn }) => [className, startsOn]),
    [
      ['3 Oak', '2026-12-01'],
      ['3 Ash', '2026-11-24'],
    ],
  )
})

test('a child whom somebody has put elsewhere since is not put back, and is listed', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, office, schoolId, look, system } = world
  const sourceId = await world.source()
  await world.make((await world.read(sourceId, withElm())).id)
  world.setTime('2026-12-01T10:00:00Z')
  const second = await world.make(
    (
      await world.read(
        sourceId,
        withElm((files) => {
          files['enrollments.csv'] = (files['enrollments.csv'] ?? '')
            .replace('C1,S1,P3,', 'C2,S1,P3,')
            .replace('C1,S1,P5,', 'C2,S1,P5,')
            .replace('C1,S1,P9,', 'C2,S1,P9,')
            .replace(/E7,[^\r]*\r\n/, '')
        }),
      )
    ).id,
  )
  const elm = (await look((tx) => classesOfSchool(tx, schoolId))).find(({ name }) => name === '3 Elm')
  const id = async (number: number) => (await named(world, `Pupil Number${number}`)).id
  const why = 'Kept apart from a child in both'
  const toClassId = elm?.id ?? ''
  for (const personId of [await id(3), await id(7)])
    await planMove(context, office, { personId, toClassId, toKind: null, onDay: '2026-12-02', why })
  world.setTime('2026-12-02T00:10:00Z')
  await makeDueMoves(context, system)
  await leaveSchool(context, office, { personId: await id(9), lastDay: '2026-12-02', accessEnds: 'now' })
  world.setTime('2026-12-03T10:00:00Z')
  await undo(world, second.id)
  assert.deepEqual(await states(world, second.id, 'moves'), [
    'Pupil Number3 notUndone',
    'Pupil Number5 undone',
    'Pupil Number7 notUndone',
    'Pupil Number9 notUndone',
  ])
  assert.deepEqual(await classesNow(world, await id(3)), ['3 Elm'])
  assert.deepEqual(await classesNow(world, await id(5)), ['3 Oak'])
  assert.deepEqual(await classesNow(world, await id(7)), ['3 Elm'])
  assert.deepEqual(await classesNow(world, await id(9)), [])
})

test('a guardian about whom the office has answered stays one, and stays here', async (t) => {
  const world = await aSchoolThatImports(t)
  const { context, office, schoolId, look } = world
  const made = await world.make((await world.read(await world.source(), oneRosterFiles(4))).id)
  const pair = async (number: number) => ({
    pupilId: (await named(world, `Pupil Number${number}`)).id,
    guardianId: (await named(world, `Parent Number${number}`)).id,
  })
  const asAFileSays = {
    relation: 'Mother',
    parentalResponsibility: 'unknown',
    mayBeContacted: false,
    maySign: false,
    maySee: false,
    addressWithheld: true,
  } as const
  await keepGuardian(context, office, { ...(await pair(2)), ...asAFileSays, mayBeContacted: true })
  await keepGuardian(context, office, { ...(await pair(3)), ...asAFileSays, restriction: 'No contact' })
  world.setTime('2026-11-26T10:00:00Z')
  await undo(world, made.id)
  assert.deepEqual(await states(world, made.id, 'gainsGuardian'), [
    'Pupil Number1 undone',
    'Pupil Number2 notUndone',
    'Pupil Number3 notUndone',
    'Pupil Number4 undone',
  ])
  const endOf = async (number: number) => {
    const { pupilId } = await pair(number)
    return (await look((tx) => guardianshipsOf(tx, schoolId, pupilId, 'guardiansOfPupil')))[0]?.endsOn
  }
  assert.deepEqual([await endOf(1), await endOf(2), await endOf(3)], ['2026-11-25', null, null])
  const left = async (number: number) => {
    const { pupilId, guardianId } = await pair(number)
    const leftOn = async (one: string) => (await look((tx) => findPerson(tx, schoolId, one))).leftOn
    return [await leftOn(pupilId), await leftOn(guardianId)]
  }
  assert.deepEqual(await left(1), ['2026-11-23', '2026-11-23'])
  assert.deepEqual(await left(2), [null, null])
})
