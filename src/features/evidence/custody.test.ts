import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { anAnsweredIncident, evidenceWorld, incoming, openDoor } from '../../../test/evidence-world.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { screenshot } from '../../../test/keeping-files.ts'
import { tasksOf } from '../tasks/index.ts'
import { type ConfiscateDevice, confiscateDevice } from './confiscate-device.ts'
import { controls } from './controls.ts'
import { custodyOf } from './custody-store.ts'
import { exportItem } from './export-item.ts'
import { evidence } from './feature.ts'
import { holds } from './holds.ts'
import { keepEntry } from './keep-entry.ts'
import { keepFile } from './keep-file.ts'
import { type RecordCustody, recordCustody } from './record-custody.ts'
import { findConfiscation, findItem, listItems } from './store.ts'

const phone: ConfiscateDevice = {
  ownerKind: 'pupil',
  ownerId: '',
  ownerName: 'Tia Brook',
  description: 'White phone in a blue case',
  suspicion: 'Seen filming in the changing room.',
  takenBy: 'Mr Hill',
  agreed: '',
  place: 'Safe in the head’s office',
  sealNumber: 'B-204',
  on: '2026-11-24',
  time: '09:10',
}
const link: RecordCustody = {
  fromWhom: 'The head',
  toWhom: 'The safeguarding lead',
  place: 'Cupboard 3',
  sealNumber: null,
  policeReference: null,
  says: null,
  on: '2026-11-24',
  time: '09:40',
}

test('a pupil’s phone is confiscated, moved, handed to the police, comes back and is given back', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school } = world
  const { lead } = school.people
  const { id, pupilId } = await anAnsweredIncident(world, 'otherCrime')
  const itemId = await confiscateDevice(context, lead, id, { ...phone, ownerId: pupilId })
  const titles = () =>
    reading(context, lead, async (tx) => (await tasksOf(tx, lead)).map(({ title }) => title))
  assert.ok((await titles()).includes('Decide what happens to a thing that was taken in'))
  const police = { ...link, toWhom: 'PC 4411', policeReference: 'WM/77/26', place: null }
  const back = { ...link, says: 'Signed on the sheet', place: null, policeReference: 'WM/77/26' }
  await recordCustody(context, lead, itemId, 'handedOn', link)
  await recordCustody(context, lead, itemId, 'toPolice', police)
  const away = await reading(context, lead, (tx) => findItem(tx, lead, itemId))
  assert.deepEqual([away.state, away.place, away.policeReference], ['withPolice', null, 'WM/77/26'])
  assert.ok(!(await titles()).includes('Decide what happens to a thing that was taken in'))
  await recordCustody(context, lead, itemId, 'cameBack', link)
  await recordCustody(context, lead, itemId, 'givenBack', back)
  const custody = await lookInto(context, school.id, (tx) => custodyOf(tx, school.id, itemId))
  assert.deepEqual(
    custody.map(({ act }) => act),
    ['takenIn', 'handedOn', 'toPolice', 'cameBack', 'givenBack'],
  )
  assert.deepEqual(await trailAbout(context, school.id, itemId), [
    'evidence.takenIn',
    ...Array(4).fill('evidence.custodyRecorded'),
  ])
  await assert.rejects(recordCustody(context, lead, itemId, 'handedOn', link), Refused)
  const held = await reading(context, lead, (tx) => holds[0]?.read(tx, lead, pupilId) ?? Promise.resolve([]))
  assert.deepEqual(
    held.map(({ path }) => path),
    [`/confiscations/${itemId}`],
  )
})

test('a member of staff is asked, may say no, and may hand it over after all', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school } = world
  const { head } = school.people
  const { id } = await anAnsweredIncident(world, 'notIllegal')
  const asked = { ...phone, ownerKind: 'staff', ownerName: 'Mr Vale', agreed: 'no', place: null } as const
  const itemId = await confiscateDevice(context, head, id, asked)
  const item = await reading(context, head, (tx) => findItem(tx, head, itemId))
  assert.equal(item.state, 'notHandedOver')
  const taken = await lookInto(context, school.id, (tx) => findConfiscation(tx, school.id, itemId))
  assert.equal(taken?.agreed, false)
  assert.deepEqual(await trailAbout(context, school.id, itemId), ['evidence.askedFor'])
  await recordCustody(context, head, itemId, 'handedIn', link)
  assert.equal((await reading(context, head, (tx) => findItem(tx, head, itemId))).state, 'held')
})

test('nothing is confiscated from an adult, in the future, by somebody else’s school or out of sight', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, otherSchool } = world
  const { lead, head, teacher } = school.people
  const { id } = await anAnsweredIncident(world, 'notIllegal')
  const fromHead = { ...phone, ownerId: head.personId }
  await assert.rejects(confiscateDevice(context, lead, id, fromHead), /is not a pupil/)
  await assert.rejects(confiscateDevice(context, lead, id, { ...phone, on: '2026-11-30' }), Refused)
  await assert.rejects(confiscateDevice(context, otherSchool.people.lead, id, phone), NotFound)
  await assert.rejects(confiscateDevice(context, teacher, id, phone), NotFound)
  const noRole = { ...lead, roles: new Set(['staff']) }
  await assert.rejects(confiscateDevice(context, noRole, id, phone), NotFound)
})

test('what may be evidence of a crime is not given back before the police agree, nor before anybody has asked', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, otherSchool } = world
  const { lead } = school.people
  const back = { ...link, says: 'Signed' }
  const open = await anAnsweredIncident(world, null)
  const first = await confiscateDevice(context, lead, open.id, phone)
  await assert.rejects(recordCustody(context, lead, first, 'givenBack', back), /First answer/)
  const { id } = await anAnsweredIncident(world, 'childImage')
  const itemId = await confiscateDevice(context, lead, id, phone)
  await assert.rejects(recordCustody(context, lead, itemId, 'givenBack', back), /reference of the police/)
  await assert.rejects(recordCustody(context, otherSchool.people.lead, itemId, 'handedOn', link), NotFound)
})

test('the register shows what one may see; a subject finds nothing in it, on a page or in an export', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, otherSchool } = world
  const { lead, deputy, head, coordinator } = school.people
  const { id } = await anAnsweredIncident(world, 'notIllegal', {
    people: [{ personId: deputy.personId, part: 'other' }],
  })
  const itemId = await confiscateDevice(context, lead, id, phone)
  const wanted = { sort: 'added', direction: 'descending', offset: 0, most: 25 } as const
  const totals: number[] = []
  for (const actor of [lead, head, coordinator, deputy, otherSchool.people.lead]) {
    totals.push((await reading(context, actor, (tx) => listItems(tx, actor, wanted))).total)
  }
  assert.deepEqual(totals, [1, 1, 1, 0, 0])
  const filtered = { ...wanted, kind: 'device', state: 'returned' } as const
  assert.equal((await reading(context, lead, (tx) => listItems(tx, lead, filtered))).total, 0)
  await assert.rejects(exportItem(context, deputy, itemId), NotFound)
  await assert.rejects(exportItem(context, otherSchool.people.lead, itemId), NotFound)
  const door = await openDoor(t, world)
  for (const path of [
    `/evidence/${itemId}`,
    `/confiscations/${itemId}/`,
    `/evidence/${itemId}/sheet`,
    `/evidence/${itemId}/custody/handedOn`,
    `/incidents/${id}/evidence`,
  ]) {
    assert.equal((await door.get(deputy, path)).statusCode, 404, path)
  }
  assert.equal((await door.get(lead, '/evidence')).statusCode, 200)
})

test('the termly report counts what was uploaded, put away and taken in, of what the reader may see', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, otherSchool } = world
  const { lead, deputy } = school.people
  const { id } = await anAnsweredIncident(world, 'notIllegal', {
    people: [{ personId: deputy.personId, part: 'other' }],
  })
  const file = { description: 'Chat', fromWhom: 'A parent', noPicture: 'yes' } as const
  await keepFile(context, lead, id, file, incoming(await screenshot()))
  await confiscateDevice(context, lead, id, phone)
  await keepEntry(context, lead, id, { ...link, fromWhom: 'A pupil', place: 'Safe', description: 'A note' })
  const span = [new Date('2026-11-01'), new Date('2026-12-01')] as const
  const counts = async (actor: typeof lead) =>
    reading(context, actor, async (tx) => {
      const figures = await evidence.figures?.[0]?.read(tx, actor, ...span)
      return figures?.map(({ count }) => count)
    })
  assert.deepEqual(await counts(lead), [1, 0, 1, 1, 0])
  assert.deepEqual(await counts(deputy), [0, 0, 0, 0, 0])
  assert.deepEqual(await counts(otherSchool.people.lead), [0, 0, 0, 0, 0])
})

test('the manifest holds the fingerprint of the bytes, the chain of custody and who looked', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school } = world
  const { lead, head, coordinator } = school.people
  const { id } = await anAnsweredIncident(world, 'otherCrime')
  const form = { description: 'Threats in a chat', fromWhom: 'A parent', noPicture: 'yes' } as const
  const itemId = await keepFile(context, lead, id, form, incoming(await screenshot()))
  const { text } = await exportItem(context, head, itemId)
  const manifest = JSON.parse(text)
  assert.match(manifest.file.sha256, /^[0-9a-f]{64}$/)
  assert.equal(manifest.chainOfCustody[0].says.replaceAll(' ', ''), `SHA-256${manifest.file.sha256}`)
  await assert.rejects(
    exportItem(context, { ...coordinator, roles: new Set(['coordinator']) }, itemId),
    NotAllowed,
  )
  assert.ok((await trailAbout(context, school.id, itemId)).includes('evidence.exported'))
})

test('every control has evidence, also in a school where nothing happened', async (t) => {
  const { context, school } = await evidenceWorld(t)
  for (const { id, evidence } of controls) {
    const { sentence, inDate } = await lookInto(context, school.id, (tx) =>
      evidence(tx, school.id, context.clock()),
    )
    assert.ok(sentence.length > 10 && inDate, id)
  }
})
