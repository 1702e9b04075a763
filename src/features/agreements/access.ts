// No signature, no access: the network of whoever an answer is about follows it, in the transaction of the answer. It is the
// network account alone (decision S9): telling the school, help, signing and every duty in Schoolkeeper go on.

import { londonDate } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { holdMany, releaseMany, statesOf } from '../accounts/index.ts'
import type { AgreementKey } from './agreement.ts'
import { mustWait } from './ask.ts'
import { accessAsks } from './ask-store.ts'
import { whoMaySign } from './may-sign.ts'
import { waitingForSigner } from './nobody-signs.ts'
import { askedFor, unlocks, whoseForPupils } from './settings.ts'

const sentence = 'An agreement about using the school’s technology waits for a signature.'

/** Stops or gives back the network of these people, as their answers and those of their parents stand now. */
export async function settleAccess(
  context: Context,
  tx: Tx,
  actor: Actor,
  personIds: readonly string[],
): Promise<void> {
  const { schoolId } = actor
  const now = context.clock()
  const today = londonDate(now)
  const keys = await keysOfAccess(tx, schoolId)
  const needs = await readSetting(tx, schoolId, whoseForPupils)
  const people = [...new Set(personIds)]
  const maySign = await whoMaySign(tx, schoolId, people, today)
  const answered = await accessAsks(tx, schoolId, people, keys)
  const asks = Map.groupBy(
    answered.map((ask) => ({ ...ask, maySign: maySign(ask) })),
    ({ aboutId }) => aboutId,
  )
  const alone = await waitingForSigner(tx, schoolId, today)
  const states = await statesOf(tx, schoolId, people, now)
  const standing = people.map((personId) => {
    const because = { kind: 'agreement', id: personId } as const
    const holds = states.get(personId)?.holds ?? []
    return {
      personId,
      because,
      waits: alone.has(personId) || mustWait(asks.get(personId) ?? [], needs, today),
      held: holds.some((hold) => hold.because.kind === because.kind && hold.because.id === because.id),
    }
  })
  const stopped = standing.filter(({ waits, held }) => waits && !held)
  await holdMany(
    context,
    tx,
    actor,
    stopped.map(({ personId, because }) => ({ personId, because, sentence })),
  )
  const free = standing.filter(({ waits, held }) => !waits && held)
  await releaseMany(context, tx, actor, free, 'No agreement waits for a signature any more.')
}

/** What the school does not ask for holds nobody. Visitors are asked by whoever answers for them, not by the system. */
async function keysOfAccess(tx: Tx, schoolId: string): Promise<AgreementKey[]> {
  const wanted = await readSetting(tx, schoolId, askedFor)
  return (await readSetting(tx, schoolId, unlocks)).filter((key) => key === 'visitor' || wanted.includes(key))
}
