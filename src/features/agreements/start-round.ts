import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { classesOfSchool, isPhaseKey } from '../schools/index.ts'
import { agreementKeys, isAgreementKey } from './agreement.ts'
import { askAll } from './ask-people.ts'
import { audienceOf } from './audience.ts'
import { endRound } from './end-round.ts'
import { findRound, insertRound, type Round, standingOf } from './round-store.ts'
import { publishedVersion } from './version-store.ts'

const several = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((sent) => (typeof sent === 'string' ? sent.split(',') : sent).filter((one) => one !== ''))

export const startRoundForm = z.object({
  agreement: z.string('Choose the agreement').refine(isAgreementKey, 'Choose the agreement'),
  phases: several.refine((all) => all.every(isPhaseKey), 'Choose phases of the school'),
  classIds: several,
  dueOn: z.string('Enter the last day').refine(isCalendarDate, 'Enter the last day, like 11 12 2026'),
})
export type StartRound = { agreement: string; phases: string[]; classIds: string[]; dueOn: string }

/**
 * Asks everybody the agreement is for, of these phases and classes (none: all), to sign by the day, whether or not they
 * have signed before. Whoever has an open request keeps that one. Refuses a day that has passed, and an agreement
 * without an approved text.
 */
export function startRound(
  context: Context,
  actor: Actor,
  request: StartRound,
): Promise<{ roundId: string; asked: number }> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    allow(context, actor, 'agreements.runRounds')
    const agreement = agreementKeys.find((key) => key === request.agreement)
    if (agreement === undefined) throw new NotFound('agreement')
    if (!(await publishedVersion(tx, schoolId, agreement))) {
      throw new Refused('This agreement has no approved text yet. Have one approved first.')
    }
    const today = londonDate(context.clock())
    if (request.dueOn < today) throw new Refused('The last day has passed. Choose today or a later day.')
    const known = new Set((await classesOfSchool(tx, schoolId)).map(({ id }) => id))
    if (!request.classIds.every((id) => known.has(id))) throw new NotFound('class')
    const round: Round = {
      id: newId(),
      schoolId,
      agreement,
      reason: 'office',
      phases: request.phases.length > 0 ? request.phases : null,
      classIds: request.classIds.length > 0 ? request.classIds : null,
      withJoiners: false,
      openedAt: context.clock(),
      openedBy: personOf(actor),
      dueOn: request.dueOn,
      closedAt: null,
      chasedOn: null,
    }
    await insertRound(tx, round)
    const wanted = await audienceOf(tx, schoolId, agreement, today)
    const standing = await standingOf(tx, schoolId, agreement)
    const asked = await askAll(context, tx, actor, round, wanted, standing)
    if (asked === 0) {
      throw new Refused(
        'Nobody of these has to be asked: everybody has an open request already, or nobody is there.',
      )
    }
    record(tx, {
      did: 'agreements.roundStarted',
      about: { kind: 'agreementRound', id: round.id },
      detail: { agreement, asked, dueOn: round.dueOn, phases: round.phases, classIds: round.classIds },
    })
    return { roundId: round.id, asked }
  })
}

/** Ends a round: whoever has not answered is no longer asked in it. Refuses one that has ended. */
export function closeRound(context: Context, actor: Actor, roundId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const round = await findRound(tx, actor.schoolId, roundId)
    allow(context, actor, 'agreements.runRounds')
    if (round.closedAt !== null) throw new Refused('This round has ended already.')
    await endRound(context, tx, actor, round, 'The round was ended.')
  })
}
