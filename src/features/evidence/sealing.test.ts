import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { type Actor, systemActor } from '#/platform/access/actor.ts'
import { inTransaction, reading } from '#/platform/context.ts'
import { destroyOldBytes, filesAbout, readFile as readStored } from '#/platform/files/files.ts'
import { anIncident } from '../../../test/an-incident.ts'
import {
  anAnsweredIncident,
  type EvidenceWorld,
  evidenceWorld,
  incoming,
  makeSealKey,
  openDoor,
} from '../../../test/evidence-world.ts'
import { aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import { screenshot } from '../../../test/keeping-files.ts'
import { findIncident, findIncidentToChange, reclassifyInside } from '../incidents/index.ts'
import { tasksOf } from '../tasks/index.ts'
import { answerIllegality } from './answer-illegality.ts'
import { confirmBackups } from './confirm-backups.ts'
import { custodyOf } from './custody-store.ts'
import { heedReclassified } from './heed-reclassified.ts'
import { keepFile } from './keep-file.ts'
import { openFile } from './open-file.ts'
import { sealIncident } from './seal-incident.ts'
import { sealWaiting } from './seal-waiting.ts'
import { answersTo, oldBackupsOf } from './sealing-store.ts'
import { findItem } from './store.ts'

const file = { description: 'Screenshot of the class chat', fromWhom: 'A parent', noPicture: 'yes' } as const

async function withFile(world: EvidenceWorld) {
  const { context, school } = world
  const { id } = await anAnsweredIncident(world, 'notIllegal')
  const bytes = await screenshot()
  const itemId = await keepFile(context, school.people.lead, id, file, incoming(bytes))
  const about = { kind: 'incident', id }
  const [stored] = await lookInto(context, school.id, (tx) => filesAbout(tx, school.id, id))
  assert.ok(stored)
  return { id, itemId, about, bytes, fileId: stored.fileId }
}

function reclassify(world: EvidenceWorld, incidentId: string, kind: string, possibleChildImage: boolean) {
  const { context, school } = world
  const { lead } = school.people
  return inTransaction(context, lead, async (tx) => {
    const incident = await findIncidentToChange(tx, lead, incidentId)
    const request = { kind, safeguarding: true, possibleChildImage, why: 'A second child told us.' }
    return reclassifyInside(context, tx, lead, incident, request)
  })
}

test('reclassified as a possible picture of a child, every file is sealed and nobody can open it', async (t) => {
  const world = await evidenceWorld(t)
  const { context, vault, school, query } = world
  const { lead, head } = school.people
  const door = await openDoor(t, world)
  const { id, itemId, about, bytes, fileId } = await withFile(world)
  assert.equal((await door.get(lead, `/evidence/${itemId}/shown`)).statusCode, 200)
  const answered = await door.post(head, `/incidents/${id}/evidence/answer`, {
    answer: 'childImage',
    why: 'A second child told us.',
  })
  assert.equal(answered.statusCode, 303)
  await destroyOldBytes(context, vault, systemActor(school.id))

  for (const actor of [lead, head]) {
    for (const path of ['shown', 'picture']) {
      assert.equal((await door.get(actor, `/evidence/${itemId}/${path}`)).statusCode, 409, path)
    }
    const original = await door.post(actor, `/evidence/${itemId}/original`, { why: 'To see' })
    assert.equal(original.statusCode, 409)
    await assert.rejects(openFile(context, actor, itemId, { copy: 'original', why: 'To see' }), Refused)
  }
  // The files below, past every permission of ours.
  const system = systemActor(school.id)
  for (const copy of ['original', 'shown'] as const) {
    await assert.rejects(readStored(context, vault, system, { fileId, about, copy }))
  }
  const [row] = await query<{ wrapped_key: Buffer | null }>(
    'select wrapped_key from files.file where id = $1',
    [fileId],
  )
  assert.equal(row?.wrapped_key, null, 'the key that the master key opens is gone')
  assert.deepEqual(await query('select from files.shown_copy'), [], 'so is the stripped copy')
  assert.deepEqual(await query('select from files.to_destroy'), [], 'and the old bytes')
  const folder = join(vault.dataFolder, 'files', school.id)
  for (const name of await readdir(folder)) {
    assert.ok(!(await readFile(join(folder, name))).includes(bytes.subarray(0, 64)))
  }
})

test('sealing lists old backups with a task for the head, and the notices name nothing', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, otherSchool, query } = world
  const { lead, head, deputy } = school.people
  const { id, itemId } = await withFile(world)
  await reclassify(world, id, 'childImage', true)
  const old = await lookInto(context, school.id, (tx) => oldBackupsOf(tx, school.id, id))
  assert.equal(old.length, 1)
  const custody = await lookInto(context, school.id, (tx) => custodyOf(tx, school.id, itemId))
  assert.deepEqual(
    custody.map(({ act }) => act),
    ['takenIn', 'sealed'],
  )
  const titles = () =>
    reading(context, head, async (tx) => (await tasksOf(tx, head)).map(({ title }) => title))
  assert.ok((await titles()).includes('Have old backups destroyed'))
  const queued = JSON.stringify(await query('select payload from graphile_worker._private_jobs'))
  assert.ok(!/Screenshot|Brook|chat/.test(queued), queued)

  const says = { says: 'The office destroyed the tapes of the week.' }
  await assert.rejects(confirmBackups(context, otherSchool.people.head, id, says), NotFound)
  await assert.rejects(confirmBackups(context, deputy, id, says), NotAllowed)
  await confirmBackups(context, head, id, says)
  assert.ok(!(await titles()).includes('Have old backups destroyed'))
  await assert.rejects(confirmBackups(context, head, id, says), Refused)
  assert.ok((await trailAbout(context, school.id, id)).includes('evidence.backupsDestroyed'))
  assert.equal((await reading(context, lead, (tx) => findItem(tx, lead, itemId))).state, 'sealed')
})

test('a kind that says it may be a crime seals too, and answers the question', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school } = world
  const { lead } = school.people
  const { id, itemId } = await withFile(world)
  await reclassify(world, id, 'illegalMaterial', false)
  const [latest] = await lookInto(context, school.id, (tx) => answersTo(tx, school.id, id))
  assert.equal(latest?.answer, 'otherCrime')
  assert.equal((await reading(context, lead, (tx) => findItem(tx, lead, itemId))).state, 'sealed')
  await inTransaction(context, lead, (tx) =>
    heedReclassified(context, tx, lead, { incidentId: id, kind: 'bullying', possibleChildImage: false }),
  )
  assert.equal((await lookInto(context, school.id, (tx) => answersTo(tx, school.id, id))).length, 2)
})

test('another crime seals what was there; what the leads keep afterwards is theirs', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school } = world
  const { lead, head } = school.people
  const { id, itemId } = await withFile(world)
  await answerIllegality(context, head, id, { answer: 'otherCrime', why: 'Threats were made.' })
  await assert.rejects(openFile(context, lead, itemId, { copy: 'shown' }), Refused)
  const words = await keepFile(context, lead, id, file, incoming(await screenshot()))
  await openFile(context, head, words, { copy: 'shown' })
})

test('without a seal key the incident is marked all the same, nobody can open the file, and the key seals it', async (t) => {
  const world = await evidenceWorld(t, { sealKey: false })
  const { context, school, otherSchool } = world
  const { lead, head, teacher } = school.people
  const { id, itemId } = await withFile(world)
  await reclassify(world, id, 'childImage', true)
  assert.ok((await reading(context, lead, (tx) => findIncident(tx, lead, id))).possibleChildImage)
  await assert.rejects(openFile(context, lead, itemId, { copy: 'shown' }), /waits to be sealed/)
  await assert.rejects(sealWaiting(context, head, id), /no seal key yet/)
  await makeSealKey(world)
  await assert.rejects(sealWaiting(context, otherSchool.people.head, id), NotFound)
  await assert.rejects(sealWaiting(context, teacher, id), NotFound)
  await sealWaiting(context, head, id)
  await assert.rejects(sealWaiting(context, head, id), /sealed already/)
  assert.equal((await reading(context, lead, (tx) => findItem(tx, lead, itemId))).state, 'sealed')
})

test('a seal is never taken back: not by a lighter answer, not by the database', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, query } = world
  const { lead } = school.people
  const { id, itemId } = await withFile(world)
  await answerIllegality(context, lead, id, { answer: 'otherCrime', why: 'Threats were made.' })
  await answerIllegality(context, lead, id, { answer: 'notIllegal', why: 'A joke.' })
  await assert.rejects(openFile(context, lead, itemId, { copy: 'shown' }), Refused)
  await assert.rejects(
    query(`update evidence.item set state = 'held' where id = $1`, [itemId]),
    /stays decided/,
  )
  for (const table of ['answer', 'custody']) {
    await assert.rejects(query(`delete from evidence.${table}`), /What was written down stays/)
    await assert.rejects(
      query(`update evidence.${table} set incident_id = null`),
      /What was written down stays/,
    )
  }
})

test('nothing to seal is no error, and somebody kept from the incident does not stop a seal', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school } = world
  const empty = await anAnsweredIncident(world, 'notIllegal')
  const seal = (incidentId: string, actor: Actor = systemActor(school.id)) =>
    inTransaction(context, actor, (tx) => sealIncident(context, tx, actor, incidentId, 'Not sure'))
  assert.deepEqual(await seal(empty.id), { sealed: 0, waiting: 0 })
  const { id } = await withFile(world)
  const stranger = await aPerson(context, school.id)
  assert.deepEqual(await seal(id, stranger), { sealed: 1, waiting: 0 })
})

test('an allegation that was told under a kind for pupils is sealed too, and stays in its register', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, query } = world
  const { head } = school.people
  const { id } = await anIncident(world, school.people.teacher, { aboutAdult: true })
  const [row] = await query<{ kind: string; register: string }>(
    'select kind, register from incidents.incident where id = $1',
    [id],
  )
  assert.deepEqual(row, { kind: 'bullying', register: 'adult' })
  await answerIllegality(context, head, id, { answer: 'childImage', why: 'A child told us.' })
  const after = await reading(context, head, (tx) => findIncident(tx, head, id))
  assert.deepEqual([after.register, after.possibleChildImage], ['adult', true])
})
