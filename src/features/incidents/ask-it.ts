// IT support learns what it has to do and nothing else (decision S7): device, account, address, time.

import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { giveTask } from '../tasks/index.ts'
import type { Incident } from './incident.ts'
import { findSlip, finishSlip, insertSlip, type Slip } from './slip-store.ts'
import { findIncidentToChange } from './store.ts'
import { addToTimeline } from './timeline-store.ts'

export const asked = {
  lookAtDevice: 'Look at the device',
  changePassword: 'Change the password',
  suspendAccount: 'Suspend the account',
  checkFilter: 'Check what the filter did',
  keepLogs: 'Keep the logs of that time',
  other: 'Ring whoever asks: this cannot be written down',
} as const
type Asked = keyof typeof asked

const short = (what: string) =>
  z
    .string()
    .trim()
    .max(200, `Keep the ${what} under 200 characters`)
    .transform((text) => text || null)

export const askItForm = z
  .object({
    asked: z.enum(Object.keys(asked) as [Asked, ...Asked[]], 'Choose what IT support should do'),
    device: short('device'),
    account: short('account'),
    address: short('address'),
  })
  .refine(({ device, account, address }) => device || account || address, {
    path: ['device'],
    message: 'Name a device, an account or an address: IT support gets nothing else',
  })
export type AskIt = z.infer<typeof askItForm>

/** Sends IT support a slip. The page warns against names; the slip holds no field for what happened. */
export function askIt(context: Context, actor: Actor, incidentId: string, request: AskIt): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const incident = await findIncidentToChange(tx, actor, incidentId)
    allow(context, actor, 'incidents.askIt')
    return slipInside(context, tx, actor, incident, request)
  })
}

/** The same inside another command's transaction, which has allowed the act. */
export async function slipInside(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  request: AskIt,
): Promise<string> {
  const at = context.clock()
  const id = newId()
  await insertSlip(tx, actor.schoolId, {
    ...request,
    id,
    incidentId: incident.id,
    seenAt: incident.happenedAt,
    askedBy: personOf(actor),
    askedAt: at,
  })
  await giveTask(context, tx, actor, {
    to: [{ role: 'technician' }, { role: 'networkManager' }],
    kind: 'incidents.doSlip',
    title: 'Do what a technical slip asks',
    about: { kind: 'incident', id: incident.id },
    path: `/technical-slips/${id}`,
    urgency: 'soon',
    mergeKey: `slip:${id}`,
  })
  const title = `IT support asked: ${asked[request.asked].toLowerCase()}`
  await addToTimeline(tx, actor, { incidentId: incident.id, at, title })
  record(tx, {
    did: 'incidents.itAsked',
    about: { kind: 'incident', id: incident.id },
    detail: { slipId: id },
  })
  return id
}

export const doSlipForm = z.object({
  doneWords: z.string().trim().min(1, 'Write what you did').max(2000, 'Keep this under 2,000 characters'),
})

/** Marks the slip as done. Refused when it was done before. */
export function doSlip(
  context: Context,
  actor: Actor,
  slipId: string,
  request: z.infer<typeof doSlipForm>,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const slip: Slip = await findSlip(tx, actor.schoolId, slipId)
    allow(context, actor, 'incidents.doSlip')
    const at = context.clock()
    const done = await finishSlip(tx, actor.schoolId, slipId, {
      at,
      by: personOf(actor),
      words: request.doneWords,
    })
    if (!done) throw new Refused('Somebody has done this already.')
    await addToTimeline(tx, actor, {
      incidentId: slip.incidentId,
      at,
      title: 'IT support is done',
      says: request.doneWords,
    })
    record(tx, { did: 'incidents.slipDone', about: { kind: 'slip', id: slipId } })
  })
}
