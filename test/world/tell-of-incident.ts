import { Sensitive } from '#/kernel/sensitive.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import { findIncident } from '../../src/features/incidents/index.ts'
import { receiveReport } from '../../src/features/reports/index.ts'
import { aReport } from '../a-report.ts'
import { lookInto } from '../ground.ts'
import type { Params } from './places.ts'
import type { MatrixSchool } from './staff-school.ts'

/** `notApproachable`: people the teller cannot turn to. It is kept from them as from the subject. */
export type About = { subject: PersonActor; teller: PersonActor; notApproachable?: readonly string[] }

/** A word that stands in every text about this person's records, and nowhere else. */
export const wordAbout = ({ personId }: PersonActor): string => `zq${personId.replaceAll('-', '').slice(-12)}`

/** Tells the school of something that happened. */
export async function tell(context: Context, about: About, kind: string) {
  const { subject, teller, notApproachable = [] } = about
  const answer = `Unkind messages in a chat, ${wordAbout(subject)} said.`
  const { incidentId, reportId } = await receiveReport(
    context,
    teller,
    aReport({
      said: [{ ask: 'What happened?', answer: new Sensitive(answer) }],
      incident: { kind, notApproachable },
    }),
  )
  const { reference } = await lookInto(context, teller.schoolId, (tx) =>
    findIncident(tx, systemActor(teller.schoolId), incidentId),
  )
  return { incidentId, reportId, reference }
}

const kindOfRegister = {
  safeguarding: 'harmfulContact',
  technical: 'virus',
  staffVictim: 'staffTargeted',
} as const

/** One incident more for each register, and one that may harm a child. */
export async function makeRegisterIncidents(
  context: Context,
  school: MatrixSchool,
): Promise<Readonly<Record<string, Params>>> {
  const { accused, child, teller } = school.people
  const made: Record<string, Params> = {}
  for (const [name, kind] of Object.entries(kindOfRegister)) {
    const { incidentId } = await tell(context, { subject: child, teller }, kind)
    made[name] = { id: incidentId }
  }
  const aboutAdult = await receiveReport(
    context,
    teller,
    aReport({
      saysAdult: true,
      incident: { kind: 'bullying', people: [{ part: 'allegedInstigator', personId: accused.personId }] },
    }),
  )
  made.adult = { id: aboutAdult.incidentId }
  return made
}
