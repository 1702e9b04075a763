import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { addDays, londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
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
    const today = londonDate(context.clock())
    const name = fullName(visitor)
    if (!agreementRow('visitor').kinds.includes(visitor.kind)) throw new Refused(`${name} is not a visitor.`)
    if (visitor.leftOn !== null && visitor.leftOn < today) throw new Refused(`${name} has left.`)
    if (!(await publishedVersion(tx, schoolId, 'visitor'))) {
      throw new Refused('The agreement for visitors has no approved text yet. Have one approved first.')
    }
    const now = context.clock()
    const running = (await openRounds(tx, schoolId, 'visitor'))[0]
    const round: Round = running ?? {
      id: newId(),
      schoolId,
      agreement: 'visitor',
      reason: 'standing',
      phases: null,
      classIds: null,
      withJoiners: true,
      openedAt: now,
      openedBy: hostId,
      dueOn: addDays(today, await readSetting(tx, schoolId, daysToSign)),
      closedAt: null,
      chasedOn: null,
    }
    if (!running) await insertRound(tx, round)
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
      },
    ])
    if (added.size === 0) throw new Refused(`${name} was asked already.`)
    await settleAccess(context, tx, actor, [visitorId])
    record(tx, { did: 'agreements.hosted', about: { kind: 'agreementAsk', id }, detail: { visitorId } })
    return id
  })
}
