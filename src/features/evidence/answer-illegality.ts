import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, systemActor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import {
  addToTimeline,
  findIncident,
  findIncidentToChange,
  type Incident,
  reclassifyInside,
  sameMatterAs,
} from '../incidents/index.ts'
import { type Answer, addsProtection, answerNames, answers, takesProtectionBack } from './illegality.ts'
import { readKeeping } from './keeping.ts'
import { sealIncident } from './seal-incident.ts'
import { insertAnswer } from './sealing-store.ts'

export const answerForm = z.object({
  answer: z.enum(answerNames, 'Choose one. If you are not sure, choose the first that may be true'),
  why: said('Say in a few words how you know, without describing any picture', 2000),
})
export type AnswerIllegality = z.infer<typeof answerForm>

/** Answers "could it be illegal?". A lighter answer than the one that stands is for the safeguarding lead alone. */
export function answerIllegality(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: AnswerIllegality,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'evidence.answer')
    const { answer: before } = await readKeeping(tx, incident)
    if (takesProtectionBack(before, request.answer)) {
      allow(context, actor, 'evidence.takeBack')
      if (incident.possibleChildImage) throw new Refused(markedAsPicture)
    }
    await answerInside(context, tx, actor, incident, request)
  })
}

/**
 * The same inside another command's transaction, which holds the incident and has allowed the answer. What it protects
 * is protected in every incident of the same matter.
 */
export async function answerInside(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  request: { answer: Answer; why: string },
): Promise<void> {
  const at = context.clock()
  await insertAnswer(tx, actor, incident.id, { ...request, at })
  await addToTimeline(tx, actor, {
    incidentId: incident.id,
    at,
    title: `Could it be illegal? ${answers[request.answer].words}`,
    says: request.why,
    path: `/incidents/${incident.id}/evidence`,
  })
  record(tx, {
    did: 'evidence.answered',
    about: { kind: 'incident', id: incident.id },
    detail: { answer: request.answer },
  })
  if (request.answer === 'childImage' && !incident.possibleChildImage) {
    const { kind } = incident
    const marked = { kind, safeguarding: true, possibleChildImage: true, why: request.why }
    await reclassifyInside(context, tx, actor, incident, marked)
  } else if (request.answer !== 'notIllegal') {
    await sealIncident(context, tx, actor, incident.id, answers[request.answer].words)
    await protectSameMatter(context, tx, actor, incident.id)
  }
}

/**
 * Told twice, it must not be protected less than told once (decision S11): what may be illegal in one incident may be so in
 * all that repeat it and in what it repeats, whoever may see them. A lighter answer is passed on to none.
 */
export function protectSameMatter(context: Context, tx: Tx, actor: Actor, incidentId: string): Promise<void> {
  const { schoolId } = actor
  const system = systemActor(schoolId)
  return asSchool(tx, async () => {
    const { answer } = await readKeeping(tx, await findIncident(tx, system, incidentId))
    if (answer === null || answer === 'notIllegal') return
    for (const id of await sameMatterAs(tx, schoolId, incidentId)) {
      const other = await findIncidentToChange(tx, system, id)
      const { answer: before } = await readKeeping(tx, other)
      if (!addsProtection(before, answer)) continue
      await answerInside(context, tx, actor, other, { answer, why: sameMatter })
    }
  })
}

/** The same for other questions that establish it. A lighter answer than the one that stands changes nothing. */
export async function answerUnlessLighter(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  request: { answer: Answer; why: string },
): Promise<void> {
  const { answer: before } = await readKeeping(tx, incident)
  if (takesProtectionBack(before, request.answer)) return
  await answerInside(context, tx, actor, incident, request)
}

// Nothing of the other incident: who reads this one may not know of it.
const sameMatter = 'It was answered so for the same matter, told another time.'

const markedAsPicture =
  'This incident is marked as a possible picture of a child. If there is none after all, change the kind of incident first and say why; then answer here again. Files that were sealed stay sealed.'
