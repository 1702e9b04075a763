import type { Context } from '#/platform/context.ts'
import { addPerson } from '../../src/features/incidents/add-person.ts'
import { makeReferral } from '../../src/features/referrals/make-referral.ts'
import { proposeSanction } from '../../src/features/sanctions/propose-sanction.ts'
import { askForRemoval } from '../../src/features/takedowns/ask-for-removal.ts'
import type { MatrixSchool } from './staff-school.ts'

/** A sanction, a referral and a request to take something down, because of an incident that is being worked on. */
export async function makeRegisterRecords(
  context: Context,
  { people }: MatrixSchool,
  { incidentId, word }: { incidentId: string; word: string },
) {
  const { worker, child } = people
  await addPerson(context, worker, incidentId, { part: 'other', personId: child.personId, described: '' })
  const sanctionId = await proposeSanction(context, worker, incidentId, {
    personId: child.personId,
    level: 'pupil:behaviour-policy',
    why: `Unkind messages ${word}`,
    stops: 'nothing',
    tool: null,
    endsOn: null,
    needsTalk: false,
    ladoAdvice: null,
  })
  const referralId = await makeReferral(context, worker, incidentId, {
    made: 'no',
    route: 'social-care',
    why: `A child may come to harm ${word}`,
  })
  const takedownId = await askForRemoval(context, worker, incidentId, {
    whom: 'user',
    wants: 'remove',
    network: 'instagram',
    place: `A group of the class ${word}`,
    what: 'An unkind film',
    personId: child.personId,
    underAge: 'yes',
    mayDiscuss: '',
    follows: null,
    on: '2026-11-24',
    time: '09:30',
  })
  return { sanction: { id: sanctionId }, referral: { id: referralId }, takedown: { id: takedownId } }
}
