import assert from 'node:assert/strict'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import type { SignInTables } from '#/platform/sign-in/tables.ts'
import { giveAll } from '../../src/features/accounts/give-accounts.ts'
import { holdNetwork, networkStateOf } from '../../src/features/accounts/index.ts'
import { letGo } from '../../src/features/people/index.ts'
import { schoolIdBySlug } from '../../src/features/schools/index.ts'
import { journey } from '../journey.ts'
import { openStage, type Stage } from '../stage.ts'

journey(
  'a class’s tablets are bound to an adult, the head makes an exception, and a leaver is out everywhere',
  async (t) => {
    const stage = await openStage(t)
    const { context } = stage.app
    const schoolId = (await schoolIdBySlug(context.db, 'alder')) ?? ''
    await giveAll(context, systemActor(schoolId))
    await t.test('a class’s tablets are bound to an adult', () => bindTablets(stage))
    const personId = await personOf(stage, schoolId, 'teacher.alder')
    await t.test('the head makes an exception', () => makeException(stage, schoolId, personId))
    await t.test('a leaver is out everywhere', () => leave(stage, schoolId, personId))
  },
)

async function bindTablets(stage: Stage): Promise<void> {
  const teacher = await stage.signedIn('teacher.alder', { phone: true })
  await teacher.open('/s/alder/who-sat-where')
  await teacher.press(/^Start with/)
  await teacher.press('Start the lesson')
  assert.match(await teacher.reads(), /Write at least one child’s device/)
  const first = teacher.page.locator('input[name^="seat-"]').first()
  await first.fill('14')
  await teacher.press('Start the lesson')
  assert.match(await teacher.reads(), /Who sits where/)

  const lead = await stage.signedIn('dsl.alder')
  await lead.open('/s/alder/who-sat-where/ask')
  for (const [label, text] of [
    ['Device', '14'],
    ['Day', '24'],
    ['Month', '11'],
    ['Year', '2026'],
    ['Time', '10:00'],
  ] as const)
    await lead.fill(label, text)
  await lead.press('Ask')
  assert.match(await lead.reads(), new RegExp(await stage.nameOf('teacher.alder')))
}

async function makeException(stage: Stage, schoolId: string, personId: string): Promise<void> {
  const { context } = stage.app
  const system = systemActor(schoolId)
  await inTransaction(context, system, (tx) =>
    holdNetwork(context, tx, system, {
      personId,
      because: { kind: 'agreement', id: newId() },
      sentence: 'The agreement for staff is not signed.',
    }),
  )
  const head = await stage.signedIn('head.alder')
  await head.open(`/s/alder/people/${personId}/network`)
  assert.match(await head.reads(), /Agreement not signed/)
  await head.fill('Why do they need', 'Back from leave, signs on Friday')
  for (const [label, text] of [
    ['Day', '27'],
    ['Month', '11'],
    ['Year', '2026'],
  ] as const)
    await head.fill(label, text)
  await head.press('Make an exception')
  assert.match(await head.reads(), /Until the end of 27 November 2026/)
  assert.equal(await works(stage, schoolId, personId), true)
}

async function leave(stage: Stage, schoolId: string, personId: string): Promise<void> {
  const { context } = stage.app
  const teacher = await stage.signedIn('teacher.alder')
  await teacher.open('/s/alder/my-logon')
  assert.match(await teacher.heading(), /My network logon/)
  const system = systemActor(schoolId)
  await inTransaction(context, system, (tx) =>
    letGo(context, tx, system, { personId, lastDay: '2026-12-18', accessEnds: 'now' }),
  )
  assert.equal(await works(stage, schoolId, personId), false, 'the exception lifts no leaver’s hold')
  await teacher.open('/s/alder/my-logon')
  assert.match(teacher.page.url(), /sign-in/, 'Schoolkeeper itself is closed too')
}

function personOf({ app }: Stage, schoolId: string, name: string): Promise<string> {
  return reading(app.context, systemActor(schoolId), async (tx) => {
    const found = await tx
      .withTables<SignInTables>()
      .selectFrom('sign_in.login')
      .select('person_id')
      .where('sign_in_name', '=', name)
      .executeTakeFirstOrThrow()
    return found.person_id
  })
}

function works({ app }: Stage, schoolId: string, personId: string): Promise<boolean> {
  return reading(app.context, systemActor(schoolId), async (tx) => {
    const state = await networkStateOf(tx, schoolId, personId, app.context.clock())
    return state.works
  })
}
