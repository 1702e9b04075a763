import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { addDays, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { findPerson, fullName } from '../people/index.ts'
import { settleAccess } from './access.ts'
import { agreementRow } from './agreement.ts'
import { insertAsks, insertRound, openRounds, type Round } from './round-store.ts'
import { daysToSign } from './settings.ts'
import { publishedVersion } from './version-store.ts'

export const hostForm = z.object({ visitorId: z.uuid('Choose the visitor') })
export type HostVisitor = z.infer<typeof hostForm>

/**
 * A member of staff brings a visitor who needs the network and answers for them: the visitor is asked to sign, and has no
 * access before. Refused for anybody who is no visitor or contractor, and for one who was asked already. Returns the ask.
 */
export function hostVisitor(context: Context, actor: Actor, { visitorId }: HostVisitor): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId, personId: hostId } = requirePerson(actor)
    const visitor = await findPerson(tx, schoolId, visitorId)
    allow(context, actor, 'agreements.hostVisitors')
    const now = context.clock()
    const today = londonDate(now)
    const name = fullName(visitor)
    if (!agreementRow('visitor').kinds.includes(visitor.kind)) throw new Refused(`${name} is not a visitor.`)
    if (visitor.leftOn !== null && visitor.leftOn < today) throw new Refused(`${name} has left.`)
    if (!(await publishedVersion(tx, schoolId, 'visitor'))) {
      throw new Refused('The agreement for visitors has no approved text yet. Have one approved first.')
    }
    const round = await standingRound(tx, { schoolId, hostId, now })
    const id = newId()
    const added = await insertAsks(tx, [
      {
        school_id: schoolId,
        id,
        round_id: round.id,
        agreement: 'visitor',
        signer_id: visitorId,
        about_id: visitorId,
        class_id: null,
        phase: null,
        host_id: hostId,
        asked_at: now,
        due_on: today,
        holds_from: today,
        state: 'open',
        answered_at: null,
        edition: null,
        reminded_on: null,
        mail_of: null,
        mail_trouble: null,
      },
    ])
    if (added.size === 0) throw new Refused(`${name} was asked already.`)
    await settleAccess(context, tx, actor, [visitorId])
    record(tx, { did: 'agreements.hosted', about: { kind: 'agreementAsk', id }, detail: { visitorId } })
    return id
  })
}

/** Visitors are asked in one round that stays open; the first of them opens it. */
async function standingRound(
  tx: Tx,
  { schoolId, hostId, now }: { schoolId: string; hostId: string; now: Date },
): Promise<Round> {
  const [running] = await openRounds(tx, schoolId, 'visitor')
  if (running) return running
  const round: Round = {
    id: newId(),
    schoolId,
    agreement: 'visitor',
    reason: 'standing',
    phases: null,
    classIds: null,
    withJoiners: true,
    openedAt: now,
    openedBy: hostId,
    dueOn: addDays(londonDate(now), await readSetting(tx, schoolId, daysToSign)),
    closedAt: null,
    chasedOn: null,
  }
  await insertRound(tx, round)
  return round
}
