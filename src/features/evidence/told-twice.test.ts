import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#/kernel/refusal.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { anIncident } from '../../../test/an-incident.ts'
import {
  anAnsweredIncident,
  type EvidenceWorld,
  evidenceWorld,
  incoming,
} from '../../../test/evidence-world.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { screenshot } from '../../../test/keeping-files.ts'
import { answerSame } from '../incidents/answer-same.ts'
import { findIncident, findIncidentToChange, reclassifyInside } from '../incidents/index.ts'
import { moveIncident } from '../incidents/move-incident.ts'
import { answerIllegality } from './answer-illegality.ts'
import { keepFile } from './keep-file.ts'
import { openFile } from './open-file.ts'
import { answersTo } from './sealing-store.ts'
import { findItem } from './store.ts'

const file = { description: 'Screenshot of the class chat', fromWhom: 'A parent', noPicture: 'yes' } as const

async function withFile(world: EvidenceWorld) {
  const { id } = await anAnsweredIncident(world, 'notIllegal')
  return { id, itemId: await keep(world, id) }
}

async function keep({ context, school }: EvidenceWorld, incidentId: string) {
  return keepFile(context, school.people.lead, incidentId, file, incoming(await screenshot()))
}

function repeats({ context, school }: EvidenceWorld, incidentId: string, duplicateOf: string) {
  const says = 'The same chat, told by somebody else.'
  return moveIncident(context, school.people.lead, incidentId, {
    action: 'markDuplicate',
    says,
    duplicateOf,
  })
}

function becomesPicture({ context, school }: EvidenceWorld, incidentId: string) {
  const { lead } = school.people
  return inTransaction(context, lead, async (tx) => {
    const incident = await findIncidentToChange(tx, lead, incidentId)
    const request = {
      kind: incident.kind,
      safeguarding: true,
      possibleChildImage: true,
      why: 'A child told us.',
    }
    return reclassifyInside(context, tx, lead, incident, request)
  })
}

async function beyondReach(world: EvidenceWorld, { id, itemId }: { id: string; itemId: string }) {
  const { context, school } = world
  const { lead } = school.people
  assert.equal((await reading(context, lead, (tx) => findItem(tx, lead, itemId))).state, 'sealed')
  await assert.rejects(openFile(context, lead, itemId, { copy: 'original', why: 'To see' }), Refused)
  await assert.rejects(keep(world, id), /No file can be kept/)
}

const seen = ({ context, school }: EvidenceWorld, id: string) =>
  reading(context, school.people.lead, (tx) => findIncident(tx, school.people.lead, id))

test('told again as a possible picture of a child, what the first account kept is sealed and nothing more is taken in', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school } = world
  const { lead, teacher } = school.people
  const marked = await withFile(world)
  const image = await anIncident(world, teacher, { possibleChildImage: true })
  await repeats(world, marked.id, image.id)
  await beyondReach(world, marked)
  assert.equal((await seen(world, marked.id)).possibleChildImage, true)
  assert.ok((await trailAbout(context, school.id, marked.id)).includes('evidence.sealed'))

  const answered = await withFile(world)
  const again = await anIncident(world, teacher, { possibleChildImage: true })
  const { staysId } = await answerSame(context, lead, answered.id, { other: again.id, answer: 'same' })
  assert.equal(staysId, again.id)
  await beyondReach(world, answered)
})

test('an incident that becomes a possible picture of a child seals what was told of it before, and what was told before that', async (t) => {
  const world = await evidenceWorld(t)
  const { teacher } = world.school.people
  const [first, second] = [await withFile(world), await withFile(world)]
  const third = await anIncident(world, teacher)
  await repeats(world, first.id, second.id)
  await repeats(world, second.id, third.id)
  await becomesPicture(world, third.id)
  await beyondReach(world, first)
  await beyondReach(world, second)
  assert.equal((await seen(world, first.id)).state, 'duplicate')
})

test('an answer that it may be a crime counts for every incident of the matter, whichever it was given for', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school } = world
  const { lead, teacher } = school.people
  const stays = await withFile(world)
  const before = await withFile(world)
  await repeats(world, before.id, stays.id)
  await answerIllegality(context, lead, stays.id, { answer: 'otherCrime', why: 'Tia was threatened.' })
  const stateOf = async (itemId: string) =>
    (await reading(context, lead, (tx) => findItem(tx, lead, itemId))).state
  assert.equal(await stateOf(before.itemId), 'sealed')
  const [latest] = await lookInto(context, school.id, (tx) => answersTo(tx, school.id, before.id))
  assert.equal(latest?.answer, 'otherCrime')
  assert.doesNotMatch(latest?.why ?? '', /Tia/, 'who reads one may not know of the other')

  const open = await withFile(world)
  const grave = await anIncident(world, teacher)
  await answerIllegality(context, lead, grave.id, { answer: 'terroristMaterial', why: 'It recruits.' })
  await repeats(world, grave.id, open.id)
  await beyondReach(world, open)
})

test('what the safeguarding lead takes back for one incident stays as it is for the others, and lighter answers are not passed on', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school } = world
  const { lead } = school.people
  const stays = await withFile(world)
  const before = await withFile(world)
  await repeats(world, before.id, stays.id)
  await answerIllegality(context, lead, stays.id, { answer: 'otherCrime', why: 'Threats were made.' })
  await answerIllegality(context, lead, stays.id, { answer: 'notIllegal', why: 'A joke.' })
  const answersOf = async (id: string) =>
    (await lookInto(context, school.id, (tx) => answersTo(tx, school.id, id))).map(({ answer }) => answer)
  assert.deepEqual(await answersOf(stays.id), ['notIllegal', 'otherCrime', 'notIllegal'])
  assert.deepEqual(await answersOf(before.id), ['otherCrime', 'notIllegal'])
  const third = await withFile(world)
  await repeats(world, third.id, stays.id)
  assert.equal((await answersOf(stays.id))[0], 'notIllegal')
  await openFile(context, lead, third.itemId, { copy: 'shown' })
})
