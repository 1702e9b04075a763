import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotFound } from '#/kernel/refusal.ts'
import { aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import type { StaffedSchools } from '../../../test/staffed-school.ts'
import { answerUntil, openIn } from '../../../test/triage/answer-until.ts'
import { anIncidentOf, schoolsWithTriage } from '../../../test/triage/led-incident.ts'
import { confiscateDevice, confiscateForm } from '../evidence/confiscate-device.ts'
import { entryForm, keepEntry } from '../evidence/keep-entry.ts'
import { decideTelling, informParents } from '../incidents/index.ts'
import { type MakeReferral, makeReferral, type SendReferral } from '../referrals/make-referral.ts'
import { sendReferral } from '../referrals/send-referral.ts'
import { tellOwn, tellOwnForm } from '../referrals/tell-own.ts'
import { decideSanction } from '../sanctions/decide-sanction.ts'
import { proposeSanction, proposeSanctionForm } from '../sanctions/propose-sanction.ts'
import { askForRemoval, askForRemovalForm } from '../takedowns/ask-for-removal.ts'
import { repliesOf } from './reply-store.ts'
import { stepsOf } from './store.ts'

const when = { on: '2026-11-24', time: '09:10' }
const sent: SendReferral = {
  method: 'phone',
  namedPerson: null,
  reference: '4471',
  consent: 'given',
  consentWhy: null,
  says: null,
  ...when,
}
const referral = (route: string): MakeReferral => ({
  made: 'yes',
  route,
  why: 'A child may be hurt.',
  ...sent,
})

async function stateOf({ context, school }: StaffedSchools, id: string, name: string) {
  const steps = await lookInto(context, school.id, (tx) => stepsOf(tx, school.id, id))
  return steps.find((step) => step.name === name)?.state
}

async function lastReply({ context, school }: StaffedSchools, id: string) {
  return (await lookInto(context, school.id, (tx) => repliesOf(tx, school.id, id))).at(-1)
}

const isOpen = async (world: StaffedSchools, id: string, nodeId: string) =>
  (await openIn(world, id)).some(({ node }) => node.id === nodeId)

test('a referral that is made ends the step that asks for it, with who, when and which; one that is due does not', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { lead } = school.people
  const { id } = await anIncidentOf(world)
  const other = await anIncidentOf(world)
  for (const one of [id, other.id]) await answerUntil(world, one, ['same-day-referral'], { child: 'yes' })
  await makeReferral(context, lead, id, referral('police-999'))
  const due = await makeReferral(context, lead, id, { made: 'no', route: 'social-care', why: 'At risk.' })
  assert.equal(await stateOf(world, id, 'refer-child'), 'open')
  await sendReferral(context, lead, due, sent)
  assert.equal(await stateOf(world, id, 'refer-child'), 'done')
  assert.equal(await stateOf(world, other.id, 'refer-child'), 'open')
  const reply = await lastReply(world, id)
  assert.deepEqual(reply?.endedBy, { kind: 'referral', id: due })
  assert.deepEqual([reply?.by, reply?.at], [lead.personId, context.clock()])
  assert.ok((await trailAbout(context, school.id, id)).includes('triage.stepEnded'))
})

test('a referral made directly, by somebody who wrote down only that they did, ends nothing', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { id } = await anIncidentOf(world)
  await answerUntil(world, id, ['same-day-referral'], { child: 'yes' })
  const own = tellOwnForm.parse({
    ...{ route: 'social-care', why: 'As I saw it.', whoMayKnow: 'leads' },
    ...{ ...sent, says: '', namedPerson: '', consentWhy: '' },
  })
  await tellOwn(context, school.people.teacher, own)
  assert.equal(await stateOf(world, id, 'refer-child'), 'open')
})

test('what is put away under a seal number ends the step to seal; without a number, nobody knows that it is sealed', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { lead } = school.people
  const { id } = await anIncidentOf(world)
  await answerUntil(world, id, ['seal'], { image: 'image' })
  const entry = { description: 'White phone', fromWhom: 'A pupil', place: 'Safe', ...when }
  await keepEntry(context, lead, id, entryForm.parse(entry))
  assert.equal(await stateOf(world, id, 'seal'), 'open')
  const itemId = await keepEntry(context, lead, id, entryForm.parse({ ...entry, sealNumber: 'B-204' }))
  assert.equal(await stateOf(world, id, 'seal'), 'done')
  assert.deepEqual((await lastReply(world, id))?.endedBy, { kind: 'evidence', id: itemId })
})

test('evidence and a pupil’s device that is taken in end their steps; a thing of an adult ends none', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { lead } = school.people
  const pupil = await aPerson(context, school.id, { name: 'Tia Brook', kind: 'pupil' })
  const { id } = await anIncidentOf(world, { people: [{ personId: pupil.personId, part: 'victim' }] })
  await answerUntil(world, id, ['victim-take-device'], { evidence: 'waiting', 'victim-device': 'yes' })
  assert.equal(await stateOf(world, id, 'keep-evidence'), 'waiting')
  const phone = { description: 'Phone', suspicion: 'Seen.', takenBy: 'The head', place: 'Safe', ...when }
  const adults = confiscateForm.parse({ ...phone, ownerKind: 'staff', ownerName: 'Mr Vale', agreed: 'yes' })
  await confiscateDevice(context, lead, id, adults)
  assert.ok(await isOpen(world, id, 'victim-take-device'))
  const childs = confiscateForm.parse({ ...phone, ownerKind: 'pupil', ownerName: 'Tia Brook' })
  await confiscateDevice(context, lead, id, childs)
  assert.ok(!(await isOpen(world, id, 'victim-take-device')))
  const entry = entryForm.parse({ description: 'Print', fromWhom: 'A parent', place: 'Safe', ...when })
  await keepEntry(context, lead, id, entry)
  assert.equal(await stateOf(world, id, 'keep-evidence'), 'done')
})

test('a sanction ends its step once everybody has agreed, not when it is proposed or refused', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { lead, head } = school.people
  const pupil = await aPerson(context, school.id, { name: 'Ben Reed', kind: 'pupil' })
  const { id } = await anIncidentOf(world, {
    people: [{ personId: pupil.personId, part: 'allegedInstigator' }],
  })
  await answerUntil(world, id, ['sanction'], { serious: 'neither', evidence: 'not-needed' })
  const form = { personId: pupil.personId, level: 'pupil:behaviour-policy', why: 'The second time.' }
  const propose = () => proposeSanction(context, lead, id, proposeSanctionForm.parse(form))
  await decideSanction(context, head, await propose(), { decision: 'refused', says: 'A talk first.' })
  const second = await propose()
  assert.ok(await isOpen(world, id, 'sanction'))
  await decideSanction(context, head, second, { decision: 'approved', says: '' })
  assert.ok(!(await isOpen(world, id, 'sanction')))
  assert.deepEqual((await lastReply(world, id))?.endedBy, { kind: 'sanction', id: second })
})

test('a request to the network ends the step that asks the network, not the one that asks a person', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school } = world
  const { head, teacher } = school.people
  const { id } = await anIncidentOf(world, {
    kind: 'staffTargeted',
    people: [{ personId: teacher.personId, part: 'victim' }],
  })
  await answerUntil(world, id, ['abuse'])
  const form = { wants: 'remove', network: 'other', place: 'A page', what: 'Unkind words', ...when }
  await askForRemoval(context, head, id, askForRemovalForm.parse({ ...form, whom: 'parent' }))
  assert.ok(await isOpen(world, id, 'abuse'))
  const asked = await askForRemoval(context, head, id, askForRemovalForm.parse({ ...form, whom: 'provider' }))
  assert.ok(!(await isOpen(world, id, 'abuse')))
  assert.deepEqual((await lastReply(world, id))?.endedBy, { kind: 'takedown', id: asked })
})

test('an incident that is over takes entries, and nothing of its steps moves', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school, query } = world
  const { lead } = school.people
  const { id } = await anIncidentOf(world)
  await answerUntil(world, id, ['same-day-referral'], { child: 'yes' })
  await query(`update incidents.incident set state = 'closed', closed_at = now() where id = $1`, [id])
  await makeReferral(context, lead, id, referral('social-care'))
  assert.equal(await stateOf(world, id, 'refer-child'), 'open')
})

test('the step to tell parents ends when every child’s family of that part was told', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school, query } = world
  const { lead, head } = school.people
  const families = []
  for (const name of ['Tia Brook', 'Sam Lane']) {
    const child = await aPerson(context, school.id, { name, kind: 'pupil' })
    const guardian = await aPerson(context, school.id, { name: `Parent of ${name}`, kind: 'guardian' })
    await query(
      `insert into people.guardianship (school_id, guardian_id, pupil_id, relation, parental_responsibility,
         may_be_contacted, starts_on)
       values ($1, $2, $3, 'mother', 'yes', true, '2020-09-01')`,
      [school.id, guardian.personId, child.personId],
    )
    families.push({ pupilId: child.personId, guardianId: guardian.personId })
  }
  const people = families.map(({ pupilId }) => ({ personId: pupilId, part: 'victim' as const }))
  const { id } = await anIncidentOf(world, { people })
  await answerUntil(world, id, ['victim-parents'], { 'victim-parents-safe': 'yes' })
  const stands: boolean[] = []
  for (const family of families) {
    const decision = { pupilId: family.pupilId, decision: 'mayBeTold', why: 'No risk seen.' } as const
    await decideTelling(context, lead, id, decision)
    await informParents(context, head, id, { ...family, how: 'phone', said: 'Told her what happened.' })
    stands.push(await isOpen(world, id, 'victim-parents'))
  }
  assert.deepEqual(stands, [true, false])
  assert.equal((await lastReply(world, id))?.endedBy?.kind, 'parentsInformed')
})

test('whoever an incident is kept from makes no entry in it, and ends none of its steps', async (t) => {
  const world = await schoolsWithTriage(t)
  const { context, school, otherSchool } = world
  const { deputy } = school.people
  const { id } = await anIncidentOf(world, { people: [{ personId: deputy.personId, part: 'witness' }] })
  const about = await anIncidentOf(world, { people: [{ personId: deputy.personId, part: 'other' }] })
  for (const one of [id, about.id]) await answerUntil(world, one, ['same-day-referral'], { child: 'yes' })
  await assert.rejects(makeReferral(context, deputy, about.id, referral('social-care')), NotFound)
  await assert.rejects(
    makeReferral(context, otherSchool.people.lead, about.id, referral('social-care')),
    NotFound,
  )
  assert.equal(await stateOf(world, about.id, 'refer-child'), 'open')
  await makeReferral(context, deputy, id, referral('social-care'))
  assert.deepEqual(
    [await stateOf(world, id, 'refer-child'), await stateOf(world, about.id, 'refer-child')],
    ['done', 'open'],
  )
})
