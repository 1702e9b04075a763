import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { filesAbout } from '#/platform/files/files.ts'
import {
  anAnsweredIncident,
  type EvidenceWorld,
  evidenceWorld,
  incoming,
} from '../../../test/evidence-world.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { screenshot } from '../../../test/keeping-files.ts'
import { findIncident } from '../incidents/index.ts'
import { answerIllegality } from './answer-illegality.ts'
import { custodyOf, viewsOf } from './custody-store.ts'
import { keepEntry } from './keep-entry.ts'
import { keepFile } from './keep-file.ts'
import { openFile } from './open-file.ts'
import { findItem, itemsOf } from './store.ts'

const file = { description: 'Screenshot of the class chat', fromWhom: 'A parent', noPicture: 'yes' } as const
const entry = {
  description: 'White phone in a blue case',
  fromWhom: 'The child',
  place: 'Safe in the head’s office',
  sealNumber: 'B-204',
  policeReference: null,
  on: '2026-11-24',
  time: '09:30',
}

async function bytesOf(opened: { bytes: AsyncIterable<Buffer> }): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of opened.bytes) parts.push(part)
  return Buffer.concat(parts)
}

async function filesIn({ context, school }: EvidenceWorld, incidentId: string): Promise<number> {
  return (await lookInto(context, school.id, (tx) => filesAbout(tx, school.id, incidentId))).length
}

test('a file is kept byte for byte, as number one of the incident, and the trail says so', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school } = world
  const { lead } = school.people
  const { id } = await anAnsweredIncident(world, 'notIllegal')
  const bytes = await screenshot()
  const itemId = await keepFile(context, lead, id, file, incoming(bytes))
  const item = await reading(context, lead, (tx) => findItem(tx, lead, itemId))
  assert.deepEqual([item.number, item.kind, item.state], [1, 'file', 'held'])
  const original = await openFile(context, lead, itemId, { copy: 'original', why: 'For the governors' })
  assert.ok((await bytesOf(original)).equals(bytes))
  assert.deepEqual(await trailAbout(context, school.id, itemId), ['evidence.fileKept', 'evidence.viewed'])
})

test('a look is written down before the first byte is read, and the page shows who looked', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school } = world
  const { lead, head } = school.people
  const { id } = await anAnsweredIncident(world, 'notIllegal')
  const itemId = await keepFile(context, lead, id, file, incoming(await screenshot()))
  await openFile(context, head, itemId, { copy: 'shown' })
  const views = await lookInto(context, school.id, (tx) => viewsOf(tx, school.id, itemId))
  assert.deepEqual(
    views.map(({ viewedBy, copy }) => [viewedBy, copy]),
    [[head.personId, 'shown']],
  )
})

for (const [answer, because] of [
  [null, 'before the question is answered'],
  ['childImage', 'where a picture of a child may be involved'],
  ['terroristMaterial', 'where it may be terrorist material'],
] as const) {
  test(`no file is kept ${because}, and nothing is left on the disk`, async (t) => {
    const world = await evidenceWorld(t)
    const { context, school } = world
    const { id } = await anAnsweredIncident(world, answer)
    let read = false
    const content = (async function* () {
      read = true
      yield await screenshot()
    })()
    const sent = { content, fileName: 'a.png', declaredType: 'image/png' }
    await assert.rejects(keepFile(context, school.people.lead, id, file, sent), Refused)
    assert.equal(read, false, 'not a byte was read')
    assert.equal(await filesIn(world, id), 0)
  })
}

test('a file that is on its way when the incident turns out to be illegal leaves nothing behind', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school } = world
  const { lead } = school.people
  const { id } = await anAnsweredIncident(world, 'notIllegal')
  const bytes = await screenshot()
  const content = (async function* () {
    yield bytes.subarray(0, 100)
    await answerIllegality(context, lead, id, { answer: 'childImage', why: 'A second child told us.' })
    yield bytes.subarray(100)
  })()
  const sent = { content, fileName: 'a.png', declaredType: 'image/png' }
  await assert.rejects(keepFile(context, lead, id, file, sent), Refused)
  assert.equal(await filesIn(world, id), 0)
})

test('of another crime the leads may keep a screenshot of words, and nobody else keeps or opens it', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school } = world
  const { lead, head, coordinator } = school.people
  const { id } = await anAnsweredIncident(world, 'otherCrime')
  await assert.rejects(keepFile(context, coordinator, id, file, incoming(await screenshot())), NotAllowed)
  const itemId = await keepFile(context, lead, id, file, incoming(await screenshot()))
  await openFile(context, head, itemId, { copy: 'shown' })
  await assert.rejects(openFile(context, coordinator, itemId, { copy: 'shown' }), NotAllowed)
  const film = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42'), Buffer.alloc(400)])
  await assert.rejects(keepFile(context, lead, id, file, incoming(film, 'film.mp4')), Refused)
  assert.equal(await filesIn(world, id), 1)
})

test('a subject, another school, a governor and a class session find no file', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, otherSchool } = world
  const { lead, deputy, teacher } = school.people
  const { id } = await anAnsweredIncident(world, 'notIllegal', {
    people: [{ personId: deputy.personId, part: 'other' }],
  })
  const itemId = await keepFile(context, lead, id, file, incoming(await screenshot()))
  for (const actor of [deputy, teacher, otherSchool.people.lead, otherSchool.people.head]) {
    await assert.rejects(openFile(context, actor, itemId, { copy: 'shown' }), NotFound)
    assert.deepEqual(await reading(context, actor, (tx) => itemsOf(tx, actor, id)), [])
  }
  const session = {
    kind: 'classSession',
    schoolId: school.id,
    classSessionId: itemId,
    className: '3B',
  } as const
  await assert.rejects(openFile(context, session, itemId, { copy: 'shown' }), NotAllowed)
  await assert.rejects(keepFile(context, session, id, file, incoming(await screenshot())), NotFound)
})

test('what lies at the school is entered in words, with the first link of its chain of custody', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school } = world
  const { lead } = school.people
  const { id } = await anAnsweredIncident(world, 'childImage')
  const itemId = await keepEntry(context, lead, id, entry)
  const custody = await reading(context, lead, (tx) => custodyOf(tx, school.id, itemId))
  assert.deepEqual(
    custody.map(({ act, at, fromWhom, sealNumber }) => [act, at.toISOString(), fromWhom, sealNumber]),
    [['takenIn', '2026-11-24T09:30:00.000Z', 'The child', 'B-204']],
  )
  assert.deepEqual(await trailAbout(context, school.id, itemId), ['evidence.entered'])
})

test('an entry is refused before the question is answered, and for a time that has not come', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, otherSchool } = world
  const { lead } = school.people
  const open = await anAnsweredIncident(world, null)
  await assert.rejects(keepEntry(context, lead, open.id, entry), Refused)
  const { id } = await anAnsweredIncident(world, 'notIllegal')
  await assert.rejects(keepEntry(context, lead, id, { ...entry, on: '2026-11-25' }), Refused)
  await assert.rejects(keepEntry(context, otherSchool.people.lead, id, entry), NotFound)
  const supply = { ...school.people.lead, roles: new Set(['dsl-of-nothing']) }
  await assert.rejects(keepEntry(context, supply, id, entry), NotFound)
})

test('the answer marks the incident as a possible picture; a lighter one is for the safeguarding lead', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, otherSchool } = world
  const { lead, head, coordinator, teacher } = school.people
  const { id } = await anAnsweredIncident(world, null)
  const crime = { answer: 'otherCrime', why: 'Threats were made.' } as const
  const light = { answer: 'notIllegal', why: 'A joke between friends.' } as const
  await assert.rejects(answerIllegality(context, otherSchool.people.lead, id, crime), NotFound)
  await assert.rejects(answerIllegality(context, teacher, id, crime), NotFound)
  await answerIllegality(context, coordinator, id, crime)
  await assert.rejects(answerIllegality(context, head, id, light), NotAllowed)
  await answerIllegality(context, lead, id, light)
  await answerIllegality(context, head, id, { answer: 'childImage', why: 'Not sure.' })
  const incident = await reading(context, lead, (tx) => findIncident(tx, lead, id))
  assert.deepEqual([incident.possibleChildImage, incident.safeguarding], [true, true])
  await assert.rejects(answerIllegality(context, lead, id, light), Refused)
  const said = (await trailAbout(context, school.id, id)).filter((did) => did === 'evidence.answered')
  assert.equal(said.length, 3)
})
