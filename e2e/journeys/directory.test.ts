import assert from 'node:assert/strict'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { giveMissing } from '../../src/features/accounts/give-accounts.ts'
import { schoolIdBySlug } from '../../src/features/schools/index.ts'
import { base, manager, type Slapd, startSlapd } from '../../test/slapd.ts'
import { journey } from '../journey.ts'
import { openStage, type Stage } from '../stage.ts'
import type { Visitor } from '../visitor.ts'

journey('a directory is connected in three steps, a plan is agreed to, and it follows', async (t) => {
  const slapd = await startSlapd(t)
  const stage = await openStage(t)
  await giveLogons(stage)
  const head = await stage.signedIn('head.alder')
  await head.open('/s/alder/directories')
  assert.match(await head.reads(), /No directory is connected/)
  await head.press('Connect a directory')
  await head.press('Save and go on')
  assert.match(await head.reads(), /There is a problem/)
  await setUp(head, slapd)
  await head.press('Make a plan')
  assert.match(await head.reads(), /Nothing has been written/)
  await head.press('Agree')
  await head.page
    .getByText(/^Written /)
    .first()
    .waitFor({ timeout: 30_000 })
  await head.open('/s/alder/directories')
  assert.match(await head.reads(), /Nothing waits/)
  await head.follow('Curriculum network')
  assert.match(await head.reads(), /: New/)

  const phone = await stage.signedIn('head.alder', { phone: true })
  await phone.open('/s/alder/directories')
  await phone.follow('Curriculum network')
  await phone.press('Plan')
})

/** The first people of the school who should have a logon get one. */
async function giveLogons({ app: { context } }: Stage): Promise<void> {
  const system = systemActor((await schoolIdBySlug(context.db, 'alder')) ?? '')
  await inTransaction(context, system, (tx) => giveMissing(context, tx, system, null))
}

async function setUp(head: Visitor, slapd: Slapd): Promise<void> {
  await head.fill('What do your colleagues call it?', 'Curriculum network')
  await head.choose(/OpenLDAP/)
  await head.fill('Its name or address', slapd.host)
  await head.fill('Port', String(slapd.port))
  await head.choose(/this very machine/)
  await head.press('Save and go on')
  await head.fill('Its name in the directory', manager.name)
  await head.fill('Its password', 'a-wrong-password')
  await head.press('Try it and save')
  assert.match(await head.reads(), /does not take our name and password/)
  await head.fill('Its password', manager.password)
  await head.press('Try it and save')
  await head.fill('The place below which everything stands', base)
  await head.choose(/by phase and class/)
  await head.press('Save and look at the plan')
}
