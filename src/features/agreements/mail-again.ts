import { londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Ask, isNotMailed } from './ask.ts'
import { asksOfRound, findAskToChange } from './ask-store.ts'
import { queueLinks } from './mail-link.ts'
import { findRound } from './round-store.ts'

/** One parent; or of a round, or one class of it, all whom the actor may see. */
type Whose = { askId: string } | { roundId: string; classId?: string }

/** Sends links whose e-mail did not go out again. Refused where nobody is left, or none may be written to by e-mail. */
export function mailAgain(context: Context, actor: Actor, whose: Whose): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const asks = await asksOf(context, tx, actor, whose)
    allow(context, actor, 'agreements.makeLinks')
    const left = asks.filter(isNotMailed)
    if (left.length === 0)
      throw new Refused('Nobody is left here whose e-mail did not go out. Reload the page to see who is.')
    const people = await queueLinks(context, tx, actor, left)
    if (people === 0)
      throw new Refused(
        'None of them has an e-mail address to which the school may write now. Look on their own pages whether they may be rung.',
      )
    const about =
      'askId' in whose
        ? { kind: 'agreementAsk', id: whose.askId }
        : { kind: 'agreementRound', id: whose.roundId }
    record(tx, { did: 'agreements.mailedAgain', about, detail: { people } })
  })
}

async function asksOf(context: Context, tx: Tx, actor: Actor, whose: Whose): Promise<readonly Ask[]> {
  const today = londonDate(context.clock())
  if ('askId' in whose) return [await findAskToChange(tx, actor, whose.askId, today)]
  const { id } = await findRound(tx, actor.schoolId, whose.roundId)
  const asks = await asksOfRound(tx, actor, id, today, whose.classId)
  // A class that is not the teacher's own, and one that nobody asked, look the same.
  if (whose.classId !== undefined && asks.length === 0) throw new NotFound('class')
  return asks
}
