import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { isCalendarDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { findPerson, fullName } from '../people/index.ts'
import { insertTransfer, saveReceipt } from './leaver-store.ts'

const said = (sentence: string, most: number) =>
  z.string().trim().min(3, sentence).max(most, `Keep this under ${most} characters`)

export const transferForm = z.object({
  toSchool: said('Enter the name of the new school', 200),
  onDay: z.string('Enter the day').refine(isCalendarDate, 'Enter the day, like 31 8 2027'),
  what: said('Say what goes with them, like “Google account with its files”', 2000),
  agreedWith: said('Say who at the new school agreed', 200),
})
export type TransferRights = z.infer<typeof transferForm> & { personId: string }

/** Records that accounts and rights go to another school instead of ending. Refuses somebody who does not leave. */
export function transferRights(context: Context, actor: Actor, request: TransferRights): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { personId, toSchool, onDay, what, agreedWith } = request
    const person = await findPerson(tx, actor.schoolId, personId)
    allow(context, actor, 'rosters.import')
    if (person.leftOn === null) throw new Refused(`Note first on which day ${fullName(person)} leaves.`)
    await insertTransfer(tx, {
      school_id: actor.schoolId,
      id: newId(),
      person_id: personId,
      to_school: toSchool,
      on_day: onDay,
      what,
      agreed_with: agreedWith,
      recorded_at: context.clock(),
      recorded_by: requirePerson(actor).personId,
      received_at: null,
      received_by_whom: null,
      noted_by: null,
    })
    record(tx, {
      did: 'rosters.rightsTransferred',
      about: { kind: 'person', id: personId },
      detail: { toSchool, onDay },
    })
  })
}

export const receiptForm = z.object({ byWhom: said('Say who at the new school confirmed it', 200) })

/** Notes that the new school has what was transferred. Returns whose it was. */
export function noteReceipt(
  context: Context,
  actor: Actor,
  request: { transferId: string; byWhom: string },
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'rosters.import')
    const receipt = { byWhom: request.byWhom, at: context.clock(), notedBy: personOf(actor) }
    const personId = await saveReceipt(tx, actor.schoolId, request.transferId, receipt)
    record(tx, { did: 'rosters.transferReceived', about: { kind: 'person', id: personId } })
    return personId
  })
}
