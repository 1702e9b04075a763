import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import {
  anAnsweredIncident,
  type EvidenceWorld,
  evidenceWorld,
  incoming,
  openDoor,
} from '../../../test/evidence-world.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { screenshot } from '../../../test/keeping-files.ts'
import { tasksOf } from '../tasks/index.ts'
import { answerIllegality } from './answer-illegality.ts'
import { askForHandOver } from './ask-for-hand-over.ts'
import { custodyOf } from './custody-store.ts'
import { keepFile } from './keep-file.ts'
import { openSealedFile } from './open-for-police.ts'

const police = { officer: 'PC 4411', policeForce: 'West Midlands Police', policeReference: 'WM/77/26' }
const form = { description: 'Screenshot', fromWhom: 'A parent', noPicture: 'yes' } as const

async function aSealedFile(world: EvidenceWorld) {
  const { context, school } = world
  const { lead } = school.people
  const { id } = await anAnsweredIncident(world, 'notIllegal')
  const bytes = await screenshot()
  const itemId = await keepFile(context, lead, id, form, incoming(bytes))
  await answerIllegality(context, lead, id, { answer: 'childImage', why: 'Not sure.' })
  return { id, itemId, bytes }
}

test('head and chair together hand a sealed file to the police, once, and every step is on record', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, halves } = world
  const { head, chair } = school.people
  const { itemId, bytes } = await aSealedFile(world)
  const handOverId = await askForHandOver(context, head, itemId, police)
  const tasks = await reading(context, chair, (tx) => tasksOf(tx, chair))
  assert.ok(tasks.some(({ path }) => path === `/hand-overs/${handOverId}`))

  const door = await openDoor(t, world)
  const shown = await door.get(chair, `/hand-overs/${handOverId}`)
  assert.equal(shown.statusCode, 200)
  assert.ok(!/Screenshot|Brook|AL-2026/.test(shown.body), 'the chair learns nothing of the case')
  assert.equal((await door.get(chair, `/evidence/${itemId}`)).statusCode, 404)
  const wrong = await door.post(chair, `/hand-overs/${handOverId}/open`, { ...halves, head: halves.chair })
  assert.equal(wrong.statusCode, 409)
  assert.ok(!wrong.body.includes(halves.chair), 'no half comes back in a page')
  const sent = await door.post(chair, `/hand-overs/${handOverId}/open`, halves)
  assert.equal(sent.statusCode, 200)
  assert.ok(sent.rawPayload.equals(bytes))
  await assert.rejects(openSealedFile(context, chair, handOverId, halves), /opened before/)
  const custody = await lookInto(context, school.id, (tx) => custodyOf(tx, school.id, itemId))
  assert.deepEqual(
    custody.map(({ act }) => act),
    ['takenIn', 'sealed', 'copyToPolice'],
  )
  assert.equal(custody.at(-1)?.policeReference, 'WM/77/26')
  const trail = await trailAbout(context, school.id, itemId)
  assert.deepEqual(trail.slice(-2), ['evidence.handOverAsked', 'evidence.handedToPolice'])
})

test('whoever asked cannot open it, nobody else may, and it ends after 72 hours', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, otherSchool, halves, query, setTime } = world
  const { head, chair, lead } = school.people
  const { itemId } = await aSealedFile(world)
  const id = await askForHandOver(context, head, itemId, police)
  await assert.rejects(openSealedFile(context, head, id, halves), /You asked for this hand-over/)
  await assert.rejects(openSealedFile(context, lead, id, halves), NotAllowed)
  await assert.rejects(openSealedFile(context, otherSchool.people.chair, id, halves), NotFound)
  await assert.rejects(
    query('update evidence.hand_over set opened_by = asked_by, opened_at = now() where id = $1', [id]),
    /hand_over_check/,
  )
  setTime('2026-11-27T10:00:01Z')
  await assert.rejects(openSealedFile(context, chair, id, halves), /run out/)
})

test('a hand-over is asked for a sealed file alone, by head or chair of this school', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, otherSchool } = world
  const { head, lead, chair } = school.people
  const { itemId } = await aSealedFile(world)
  await assert.rejects(askForHandOver(context, lead, itemId, police), NotAllowed)
  await assert.rejects(askForHandOver(context, otherSchool.people.head, itemId, police), NotFound)
  await assert.rejects(askForHandOver(context, chair, itemId, police), NotFound)
  const open = await anAnsweredIncident(world, 'notIllegal')
  const file = await keepFile(context, lead, open.id, form, incoming(await screenshot()))
  await assert.rejects(askForHandOver(context, head, file, police), Refused)
})

test('a head who is a subject of the incident does not find its hand-over', async (t) => {
  const world = await evidenceWorld(t)
  const { context, school, query } = world
  const { head } = school.people
  const { id, itemId } = await aSealedFile(world)
  const handOverId = await askForHandOver(context, head, itemId, police)
  await query(
    `insert into access.kept_from (school_id, record_id, person_id, why, since) values ($1, $2, $3, 'subject', now())`,
    [school.id, id, head.personId],
  )
  const door = await openDoor(t, world)
  assert.equal((await door.get(head, `/hand-overs/${handOverId}`)).statusCode, 404)
})
