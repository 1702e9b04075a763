import { sql } from 'kysely'
import { sensitive } from '#/kernel/sensitive.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import { receiveComplaint } from '../../src/features/complaints/receive-complaint.ts'
import { aConcern } from '../a-concern.ts'
import { lookInto } from '../ground.ts'
import type { Places } from './places.ts'
import type { MatrixSchool } from './staff-school.ts'
import { wordAbout } from './tell-of-incident.ts'

/** A confidential matter and a complaint about an adult of the school. */
export async function tellOfAdult(
  context: Context,
  school: MatrixSchool,
  adult: PersonActor,
): Promise<Places> {
  const { teller } = school.people
  const word = wordAbout(adult)
  const told = await aConcern({ context }, teller, adult, { account: `Late messages to a child: ${word}.` })
  const { complaintId } = await receiveComplaint(context, teller, {
    kind: 'staffMisuse',
    complainant: `A neighbour of ${word}`,
    account: sensitive(`What was posted in the evening: ${word}.`),
    aboutId: adult.personId,
  })
  const allegationId = told.allegationId
  const references = await lookInto(context, school.id, async (tx) => {
    const { rows } = await sql<{ reference: string }>`
      select reference from allegations.allegation where id = ${allegationId}
      union all select reference from complaints.complaint where id = ${complaintId}`.execute(tx)
    return rows.map(({ reference }) => reference)
  })
  return {
    at: { allegation: { id: allegationId }, accused: { id: adult.personId }, complaint: { id: complaintId } },
    secrets: [word, allegationId, complaintId, ...references],
  }
}
