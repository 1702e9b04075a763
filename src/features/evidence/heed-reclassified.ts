import type { Actor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { kindWords } from '../incidents/index.ts'
import { protectSameMatter } from './answer-illegality.ts'
import { takesProtectionBack } from './illegality.ts'
import { sealIncident } from './seal-incident.ts'
import { answersTo, insertAnswer } from './sealing-store.ts'

/** Kinds that say by their name that it may be a crime. */
const mayBeCrime: readonly string[] = ['illegalMaterial', 'adultIllegal']

type Changed = { incidentId: string; kind: string; possibleChildImage: boolean }

/** Seals what an incident, and all of the same matter, hold when its kind says that nobody may look, and answers the question as the kind does. */
export async function heedReclassified(
  context: Context,
  tx: Tx,
  actor: Actor,
  { incidentId, kind, possibleChildImage }: Changed,
): Promise<void> {
  const crime = mayBeCrime.includes(kind)
  if (!possibleChildImage && !crime) return
  const why = possibleChildImage ? 'Possible picture of a child' : kindWords(kind)
  if (crime) await asSchool(tx, () => answerAsKind(context, tx, actor, incidentId, why))
  await sealIncident(context, tx, actor, incidentId, why)
  await protectSameMatter(context, tx, actor, incidentId)
}

async function answerAsKind(
  context: Context,
  tx: Tx,
  actor: Actor,
  incidentId: string,
  why: string,
): Promise<void> {
  const [latest] = await answersTo(tx, actor.schoolId, incidentId)
  if (latest && (latest.answer === 'otherCrime' || takesProtectionBack(latest.answer, 'otherCrime'))) return
  await insertAnswer(tx, actor, incidentId, { answer: 'otherCrime', why, at: context.clock() })
}
