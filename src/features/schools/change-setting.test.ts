import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import * as z from 'zod'
import { NotAllowed, NotFound, Refused, Stale } from '#/kernel/refusal.ts'
import { sayValue } from '#/platform/settings/floor.ts'
import { settingHistory } from '#/platform/settings/save-setting.ts'
import { defineSetting, presetOf, readSetting, type SettingDefinition } from '#/platform/settings/settings.ts'
import { aGround, aPerson, aSchool, lookInto, trailAbout } from '../../../test/ground.ts'
import { changeSetting, choosePolicy } from './change-setting.ts'
import { schoolPermissions } from './permissions.ts'
import { answerOf, fieldsOf, typedOf } from './setting-field.ts'
import { findSchool } from './store.ts'

const roles = [
  { value: 'dsl', text: 'Lead' },
  { value: 'head', text: 'Head' },
]
const minutes = defineSetting({
  key: 'test.minutes',
  title: 'Minutes',
  explain: 'For this test.',
  schema: z.number().int('Enter a whole number').min(5).max(60, 'At most 60'),
  default: 15,
  shape: { as: 'number', unit: 'minutes' },
  onlyStricter: 'lower',
})
const told = defineSetting<string[]>({
  key: 'test.told',
  title: 'Who is told',
  explain: 'For this test.',
  schema: z.array(z.enum(['dsl', 'head'])),
  default: ['dsl'],
  shape: { as: 'choices', choices: roles },
  onlyStricter: 'more',
  presets: { T: ['dsl', 'head'] },
})
const logName = defineSetting({
  key: 'test.logName',
  title: 'Name of the log',
  explain: 'For this test.',
  schema: z.string().min(3, 'Enter a name'),
  default: 'Incident log',
  shape: { as: 'text' },
  presets: { A: 'E-safety log', R: 'IT incident book' },
})

async function settled(t: TestContext) {
  const ground = await aGround({ permissions: [schoolPermissions], settings: [minutes, told, logName] })
  t.after(() => ground.close())
  const { context } = ground
  const schoolId = await aSchool(context)
  const head = await aPerson(context, schoolId, { roles: ['head'] })
  const lead = await aPerson(context, schoolId, { roles: ['dsl'] })
  const teacher = await aPerson(context, schoolId)
  const read = <T>(setting: typeof minutes | typeof told | typeof logName) =>
    lookInto(context, schoolId, (tx) => readSetting(tx, schoolId, setting as SettingDefinition)) as Promise<T>
  return { context, schoolId, head, lead, teacher, read }
}

const change = { key: 'test.minutes', value: 10, why: 'Our governors asked', seenVersion: 0 }

test('a setting is changed with a reason, and the earlier value is kept', async (t) => {
  const { context, schoolId, head, read } = await settled(t)
  await changeSetting(context, head, change)
  await changeSetting(context, head, { ...change, value: 5, seenVersion: 1 })
  assert.equal(await read(minutes), 5)
  const history = await lookInto(context, schoolId, (tx) => settingHistory(tx, schoolId, minutes.key))
  assert.deepEqual(
    history.map(({ version, value, changedBy }) => [version, value, changedBy]),
    [
      [2, 5, head.personId],
      [1, 10, head.personId],
    ],
  )
  assert.deepEqual(await trailAbout(context, schoolId, schoolId), ['settings.changed', 'settings.changed'])
})

test('a change made from an old page is stale, and so is the second of two at once', async (t) => {
  const { context, head, lead, read } = await settled(t)
  await changeSetting(context, head, change)
  const late = changeSetting(context, lead, { ...change, value: 12 })
  await assert.rejects(
    late,
    (error: unknown) => error instanceof Stale && error.theirs.value === '10 minutes',
  )
  const both = await Promise.allSettled([
    changeSetting(context, head, { ...change, value: 7, seenVersion: 1 }),
    changeSetting(context, lead, { ...change, value: 8, seenVersion: 1 }),
  ])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.ok([7, 8].includes(await read<number>(minutes)))
})

test('a safety floor may be raised and never lowered', async (t) => {
  const { context, head } = await settled(t)
  await assert.rejects(changeSetting(context, head, { ...change, value: 16 }), /choose 15 minutes or less/)
  await assert.rejects(
    changeSetting(context, head, { ...change, key: told.key, value: ['head'] }),
    /keep Lead/,
  )
  await changeSetting(context, head, { ...change, key: told.key, value: ['head', 'dsl'] })
})

test('a setting is refused in words, to those who may not, and when there is none of that name', async (t) => {
  const { context, head, teacher } = await settled(t)
  await assert.rejects(changeSetting(context, head, { ...change, value: 61 }), Refused)
  await assert.rejects(changeSetting(context, head, { ...change, value: 'ten' }), Refused)
  await assert.rejects(changeSetting(context, teacher, change), NotAllowed)
  await assert.rejects(changeSetting(context, head, { ...change, key: 'test.nothing' }), NotFound)
})

test('a policy sets all that the five differ on, in one entry, and leaves the rest alone', async (t) => {
  const { context, schoolId, head, lead, read } = await settled(t)
  await changeSetting(context, head, change)
  await changeSetting(context, head, { ...change, key: logName.key, value: 'Our log' })
  assert.deepEqual(await choosePolicy(context, head, { policy: 'T', why: 'Nearest to ours' }), [
    told.key,
    logName.key,
  ])
  assert.deepEqual(await read(told), ['dsl', 'head'])
  assert.equal(await read(logName), 'Incident log')
  assert.equal(await read(minutes), 10)
  assert.deepEqual(await choosePolicy(context, head, { policy: 'R', why: 'After all' }), [
    told.key,
    logName.key,
  ])
  assert.equal(await read(logName), 'IT incident book')
  assert.deepEqual(await choosePolicy(context, head, { policy: 'R', why: 'Once more' }), [])
  const school = await lookInto(context, schoolId, (tx) => findSchool(tx, schoolId))
  assert.equal(school.policyCode, 'R')
  const trail = await trailAbout(context, schoolId, schoolId)
  assert.equal(trail.filter((did) => did === 'settings.presetApplied').length, 3)
  await assert.rejects(choosePolicy(context, lead, { policy: 'A', why: 'I would like' }), NotAllowed)
})

test('one school’s setting is not another’s', async (t) => {
  const { context, head } = await settled(t)
  const other = await aSchool(context)
  await changeSetting(context, head, change)
  assert.equal(await lookInto(context, other, (tx) => readSetting(tx, other, minutes)), 15)
})

test('what a form asks for comes back as the value it was drawn from, for every shape', () => {
  const choices = roles
  const samples: readonly [SettingDefinition['shape'], unknown][] = [
    [{ as: 'yesNo' }, true],
    [{ as: 'yesNo' }, false],
    [{ as: 'number', unit: 'hours' }, 0.25],
    [{ as: 'text' }, 'E-safety log'],
    [{ as: 'choice', choices }, 'head'],
    [{ as: 'choices', choices }, ['dsl', 'head']],
    [{ as: 'choices', choices }, []],
    [{ as: 'order', choices }, ['head', 'dsl']],
  ]
  for (const [shape, value] of samples) {
    const setting = { ...logName, shape } as SettingDefinition
    assert.deepEqual(answerOf(setting, typedOf(setting, value)), value, shape.as)
    assert.ok(fieldsOf(setting).length > 0)
    assert.ok(sayValue(setting, value).length > 0)
  }
  assert.equal(presetOf(logName, 'H'), 'Incident log')
})
