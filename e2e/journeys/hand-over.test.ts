import assert from 'node:assert/strict'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import type { SignInTables } from '#/platform/sign-in/tables.ts'
import { schoolIdBySlug } from '../../src/features/schools/index.ts'
import { giveTask } from '../../src/features/tasks/index.ts'
import { journey } from '../journey.ts'
import { openStage, type Stage } from '../stage.ts'

const lastDay = { Day: '18', Month: '12', Year: '2099' }

journey(
  'a teacher leaves: the office shares out what is theirs, and they pass on the rest themselves',
  async (t) => {
    const stage = await openStage(t)
    const teacher = await idOf(stage, 'teacher.alder')
    const colleague = await stage.nameOf('computing.alder')
    for (const title of ['Look at the class list', 'Look at the class list', 'Check the tablets'])
      await give(stage, teacher, title)
    const office = await stage.signedIn('office.alder')
    await office.open(`/s/alder/people/${teacher}`)
    await office.follow(/leaves the school/)
    for (const [label, text] of Object.entries(lastDay)) await office.fill(label, text)
    await office.press('Save the last day')
    await office.follow(/Pass on the tasks of/)
    assert.match(await office.reads(), /Who is to do all 3\?/)
    await office.press('Pass them on')
    assert.match(await office.reads(), /Choose who is to do them, all or one kind/)
    await office.page.getByLabel('Look at the class list (2)').selectOption({ label: colleague })
    await office.press('Pass them on')
    assert.match(await office.reads(), /2 tasks were passed on/)
    const taker = await stage.signedIn('computing.alder')
    await taker.open('/s/alder/tasks')
    assert.match(await taker.reads(), /Look at the class list/)
    const leaver = await stage.signedIn('teacher.alder', { phone: true })
    await leaver.open(`/s/alder/rosters/leavers/${teacher}`)
    assert.match(await leaver.reads(), /task waits for somebody|tasks wait for somebody/)
    await leaver.follow('Pass it on')
    await leaver.page.getByLabel('Check the tablets').selectOption({ label: colleague })
    await leaver.press('Pass it on')
    assert.match(await leaver.reads(), /You have nothing to pass on/)
  },
)

async function idOf({ app: { context } }: Stage, signInName: string): Promise<string> {
  const schoolId = (await schoolIdBySlug(context.db, 'alder')) ?? ''
  const login = await reading(context, systemActor(schoolId), (tx) =>
    tx
      .withTables<SignInTables>()
      .selectFrom('sign_in.login')
      .select('person_id')
      .where('school_id', '=', schoolId)
      .where('sign_in_name', '=', signInName)
      .executeTakeFirstOrThrow(),
  )
  return login.person_id
}

async function give({ app: { context } }: Stage, personId: string, title: string): Promise<void> {
  const system = systemActor((await schoolIdBySlug(context.db, 'alder')) ?? '')
  await inTransaction(context, system, (tx) =>
    giveTask(context, tx, system, {
      to: { personId },
      kind: 'rosters.look',
      title,
      about: { kind: 'person', id: personId },
      path: '/who-is-who',
      urgency: 'normal',
    }),
  )
}
