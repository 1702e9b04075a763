import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { anIncident, incidentOffers } from '../../../test/an-incident.ts'
import { aPerson, trailAbout } from '../../../test/ground.ts'
import { staffedSchools } from '../../../test/staffed-school.ts'
import { decideTelling, informParents } from './inform-parents.ts'

test('parents are told only after the safeguarding lead has decided, and never whoever may not be contacted', async (t) => {
  const world = await staffedSchools(t, incidentOffers)
  const { context, school, otherSchool } = world
  const { lead, head } = school.people
  const child = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
  const guardians = []
  for (const mayBeContacted of [true, false]) {
    const guardian = await aPerson(context, school.id, { kind: 'guardian', name: 'Ana Brook' })
    guardians.push(guardian.personId)
    await world.query(
      `insert into people.guardianship (school_id, guardian_id, pupil_id, relation, parental_responsibility,
         may_be_contacted, starts_on)
       values ($1, $2, $3, 'mother', 'yes', $4, '2020-09-01')`,
      [school.id, guardian.personId, child.personId, mayBeContacted],
    )
  }
  const [guardianId = '', notContactable = ''] = guardians
  const { id } = await anIncident(world, lead, { people: [{ personId: child.personId, part: 'victim' }] })
  const pupilId = child.personId
  const telling = { pupilId, guardianId, how: 'phone', said: 'Told her what happened.' } as const
  await assert.rejects(informParents(context, lead, id, telling), Refused)
  await assert.rejects(
    decideTelling(context, head, id, { pupilId, decision: 'mayBeTold', why: 'x' }),
    NotAllowed,
  )
  await decideTelling(context, lead, id, {
    pupilId,
    decision: 'mustNotBeTold',
    why: 'The child asked us not to.',
  })
  await assert.rejects(informParents(context, lead, id, telling), Refused)
  await decideTelling(context, lead, id, { pupilId, decision: 'mayBeTold', why: 'Spoke with social care.' })
  await assert.rejects(informParents(context, lead, id, { ...telling, guardianId: notContactable }), Refused)
  await informParents(context, lead, id, telling)
  assert.ok((await trailAbout(context, school.id, id)).includes('incidents.parentsInformed'))
  await assert.rejects(informParents(context, otherSchool.people.lead, id, telling), NotFound)
  await assert.rejects(informParents(context, lead, id, { ...telling, pupilId: lead.personId }), NotFound)
})
