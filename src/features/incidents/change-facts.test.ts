import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused, Stale } from '#/kernel/refusal.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { reading } from '#/platform/context.ts'
import { anIncident, incidentOffers } from '../../../test/an-incident.ts'
import { aPerson, lookInto, trailAbout } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { addAddendum } from './add-addendum.ts'
import { listAddenda } from './addendum-store.ts'
import { askIt, doSlip } from './ask-it.ts'
import { changeFacts, changeFactsForm } from './change-facts.ts'
import { misuseCatalogue } from './misuse-catalogue.ts'
import { recordNobody } from './nobody-involved.ts'
import { reclassifyIncident } from './reclassify-incident.ts'
import { endAccess, shareIncident } from './share-incident.ts'
import { findSlip } from './slip-store.ts'
import { findIncident, seesIncident } from './store.ts'
import { readTimeline } from './timeline-store.ts'

const facts = (revision: number, serious = 'yes') =>
  changeFactsForm.parse({
    happenedPrecision: 'about',
    happenedWhere: 'both',
    onlineService: 'a game',
    serious,
    persistent: 'notDecided',
    revision: String(revision),
  })

test('of two people who change an incident at once, the second is told what stands and loses nothing', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school, otherSchool } = world
  const { lead, head } = school.people
  const { id, revision } = await anIncident(world, school.people.teacher)
  const sent = await Promise.allSettled([
    changeFacts(context, lead, id, facts(revision)),
    changeFacts(context, head, id, facts(revision, 'no')),
  ])
  const [failed] = sent.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  assert.ok(failed instanceof Stale)
  assert.equal(failed.theirs.onlineService, 'a game')
  const now = await reading(context, lead, (tx) => findIncident(tx, lead, id))
  assert.equal(now.revision, revision + 1)
  assert.equal(failed.theirs.serious, now.serious ? 'Yes' : 'No')
  await assert.rejects(changeFacts(context, otherSchool.people.lead, id, facts(2)), NotFound)
})

test('an account is never edited, not even by SQL: what is added stands beside it', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school, query } = world
  const { lead } = school.people
  const { id } = await anIncident(world, school.people.teacher)
  await assert.rejects(query(`update incidents.incident set description = 'x'`), /never edited/)
  const note = await addAddendum(context, lead, id, {
    kind: 'note',
    text: sensitive('It was on Monday.'),
    supersedes: '',
  })
  await addAddendum(context, lead, id, {
    kind: 'correction',
    text: sensitive('It was on Tuesday.'),
    supersedes: note,
  })
  const added = await reading(context, lead, (tx) => listAddenda(tx, school.id, id))
  assert.deepEqual(
    added.map(({ text, supersedes }) => [text.reveal(), supersedes]),
    [
      ['It was on Monday.', null],
      ['It was on Tuesday.', note],
    ],
  )
  await assert.rejects(query(`update incidents.addendum set text = 'x'`), /stays/)
  await assert.rejects(
    addAddendum(context, school.people.chair, id, { kind: 'note', text: sensitive('x'), supersedes: '' }),
    NotFound,
  )
})

test('a change of kind is recorded with its reason; only the safeguarding lead takes safety back', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { lead, head, teacher } = school.people
  const { id } = await anIncident(world, teacher)
  const image = { kind: 'childImage', safeguarding: true, possibleChildImage: true, why: 'A child said so.' }
  const after = await reclassifyIncident(context, head, id, image)
  assert.deepEqual([after.possibleChildImage, after.safeguarding], [true, true])
  const back = { kind: 'bullying', safeguarding: false, possibleChildImage: false, why: 'It was a drawing.' }
  await assert.rejects(reclassifyIncident(context, head, id, back), NotAllowed)
  const cleared = await reclassifyIncident(context, lead, id, back)
  assert.deepEqual([cleared.possibleChildImage, cleared.safeguarding], [false, false])
  await assert.rejects(reclassifyIncident(context, lead, id, { ...back, kind: 'nonsense' }), Refused)
  assert.ok((await trailAbout(context, school.id, id)).includes('incidents.reclassified'))
})

test('what turns out to be about an adult is its case manager’s alone from then on, and never comes back', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { lead, head } = school.people
  const { id } = await anIncident(world, school.people.teacher)
  const adult = {
    kind: 'adultMessages',
    safeguarding: false,
    possibleChildImage: false,
    why: 'A teacher wrote.',
  }
  await reclassifyIncident(context, lead, id, adult)
  await assert.rejects(
    reading(context, lead, (tx) => findIncident(tx, lead, id)),
    NotFound,
  )
  assert.equal((await reading(context, head, (tx) => findIncident(tx, head, id))).register, 'adult')
  await assert.rejects(reclassifyIncident(context, head, id, { ...adult, kind: 'bullying' }), Refused)
})

test('whoever was let in by name sees nothing of it once it is about an adult, until the case manager lets them in again', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { lead, head, teacher } = school.people
  const { id } = await anIncident(world, lead)
  const sharing = { personId: teacher.personId, why: 'Teaches the child.' }
  const sees = (actor: typeof lead) => reading(context, actor, (tx) => seesIncident(tx, actor, id))
  await shareIncident(context, lead, id, sharing)
  await reclassifyIncident(context, lead, id, {
    kind: 'adultMessages',
    safeguarding: false,
    possibleChildImage: false,
    why: 'A teacher wrote.',
  })
  assert.deepEqual([await sees(teacher), await sees(lead), await sees(head)], [false, false, true])
  const timeline = await lookInto(context, school.id, (tx) => readTimeline(tx, school.id, id))
  assert.ok(timeline.some(({ title }) => title === 'May no longer see it: teacher alder'))
  assert.ok((await trailAbout(context, school.id, id)).includes('incidents.accessEnded'))
  await shareIncident(context, head, id, sharing)
  assert.equal(await sees(teacher), true)
})

test('whoever is let in sees that incident and no other, until it ends', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { lead, teacher, coordinator } = school.people
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
  const { id } = await anIncident(world, lead, {
    people: [{ personId: coordinator.personId, part: 'other' }],
  })
  const other = await anIncident(world, lead)
  const why = 'Teaches the child.'
  await shareIncident(context, lead, id, { personId: teacher.personId, why })
  assert.equal((await reading(context, teacher, (tx) => findIncident(tx, teacher, id))).id, id)
  await assert.rejects(
    reading(context, teacher, (tx) => findIncident(tx, teacher, other.id)),
    NotFound,
  )
  await assert.rejects(shareIncident(context, lead, id, { personId: teacher.personId, why }), Refused)
  for (const { personId } of [child, coordinator]) {
    await assert.rejects(shareIncident(context, lead, id, { personId, why }), Refused)
  }
  await assert.rejects(shareIncident(context, teacher, id, { personId: teacher.personId, why }), NotAllowed)
  await endAccess(context, lead, id, teacher.personId)
  await assert.rejects(
    reading(context, teacher, (tx) => findIncident(tx, teacher, id)),
    NotFound,
  )
})

test('IT support gets device, account, address and time, and cannot see the incident', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const technician = await aPerson(context, school.id, { name: 'Kit Reeve', roles: ['technician'] })
  const { id } = await anIncident(world, school.people.teacher, { kind: 'harmfulContact' })
  const asked = { asked: 'keepLogs', device: 'Tablet 14', account: null, address: 'chat.example' } as const
  const slipId = await askIt(context, school.people.lead, id, asked)
  const slip = await reading(context, technician, (tx) => findSlip(tx, school.id, slipId))
  assert.equal(slip.device, 'Tablet 14')
  await assert.rejects(
    reading(context, technician, (tx) => findIncident(tx, technician, id)),
    NotFound,
  )
  await doSlip(context, technician, slipId, { doneWords: 'Kept.' })
  await assert.rejects(doSlip(context, technician, slipId, { doneWords: 'Kept.' }), Refused)
  await assert.rejects(askIt(context, technician, id, asked), NotFound)
})

test('“nobody was involved” is an answer, refused while somebody stands in it', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school } = world
  const { lead } = school.people
  const { id } = await anIncident(world, lead)
  await recordNobody(context, lead, id)
  assert.equal((await reading(context, lead, (tx) => findIncident(tx, lead, id))).nobodyInvolved, true)
  const named = await anIncident(world, lead, { people: [{ described: sensitive('Rex'), part: 'other' }] })
  await assert.rejects(recordNobody(context, lead, named.id), Refused)
})

test('every kind of the catalogue has its own id, words and clauses', () => {
  assert.equal(new Set(misuseCatalogue.map(({ id }) => id)).size, misuseCatalogue.length)
  for (const { words, clauses } of misuseCatalogue) {
    assert.ok(words.length > 3 && clauses.length > 0)
    assert.doesNotMatch(words, /sexting/i)
  }
})

test('when it happened is put right with a dated line; a time to come, and one without a day, are refused', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school, query } = world
  const { lead } = school.people
  const { id, revision } = await anIncident(world, school.people.teacher)
  const when = (parts: Record<string, string>, at: number) =>
    changeFactsForm.parse({
      happenedPrecision: 'about',
      happenedWhere: 'both',
      onlineService: '',
      serious: 'notDecided',
      persistent: 'notDecided',
      revision: String(at),
      ...parts,
    })
  const moved = await changeFacts(
    context,
    lead,
    id,
    when({ happenedOn: '2026-11-20', happenedTime: '11:15am' }, revision),
  )
  assert.equal(moved.happenedAt?.toISOString(), '2026-11-20T11:15:00.000Z')
  assert.equal(moved.outOfHours, false)
  const [line] = await query<{ says: string }>(
    `select says from incidents.event where title = 'Facts changed'`,
  )
  assert.match(line?.says ?? '', /When it happened: .*23 Nov.* now .*20 Nov/)
  const next = moved.revision
  for (const wrong of [{ happenedOn: '2026-11-25' }, { happenedOn: '' }]) {
    await assert.rejects(changeFacts(context, lead, id, when(wrong, next)), Refused)
  }
  const unknown = await changeFacts(
    context,
    lead,
    id,
    when({ happenedOn: '', happenedPrecision: 'unknown' }, next),
  )
  assert.equal(unknown.happenedAt, null)
  assert.equal(unknown.outOfHours, null)
})
