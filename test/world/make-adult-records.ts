import { sql } from 'kysely'
import { sensitive } from '#/kernel/sensitive.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import { askAdviser } from '../../src/features/allegations/ask-adviser.ts'
import { receiveComplaint } from '../../src/features/complaints/receive-complaint.ts'
import { aConcern } from '../a-concern.ts'
import { lookInto } from '../ground.ts'
import type { Params, Places } from './places.ts'
import type { MatrixSchool } from './staff-school.ts'
import { wordAbout } from './tell-of-incident.ts'

/** A confidential matter and a complaint about an adult of the school. */
export async function tellOfAdult(
  context: Context,
  school: MatrixSchool,
  adult: PersonActor,
  aroundHead: 'yes' | 'no' = 'no',
): Promise<Places> {
  const { teller } = school.people
  const word = wordAbout(adult)
  const told = await aConcern({ context }, teller, adult, {
    account: `Late messages to a child: ${word}.`,
    aroundHead,
  })
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
    at: {
      allegation: { id: allegationId, person: school.people.hrAdviser.personId },
      accused: { id: adult.personId },
      complaint: { id: complaintId },
    },
    secrets: [word, allegationId, complaintId, ...references],
  }
}

/** The head asks the HR adviser about a matter: they may read this one, and no other of the world. */
export async function letAdviserIn(
  context: Context,
  { people }: MatrixSchool,
  matter: Params | undefined,
): Promise<void> {
  await askAdviser(context, people.head, matter?.id ?? '', {
    personId: people.hrAdviser.personId,
    why: 'What may we say to the team?',
    lastDay: '2026-12-18',
  })
}
