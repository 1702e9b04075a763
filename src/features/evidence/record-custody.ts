import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { moment, pastMoment, perhapsSaid } from '#/platform/forms/answers.ts'
import { addToTimeline, findIncidentToChange } from '../incidents/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { returnTask } from './confiscate-device.ts'
import { addLink } from './custody-store.ts'
import { type Asked, asksOf, type CustodyAct, custodyActs, itemStates, stateAfter } from './item.ts'
import { readKeeping } from './keeping.ts'
import { findItem, saveItem } from './store.ts'

/** What is asked for each part of a link, for whoever left it out. */
const missing: Readonly<Record<Asked, string>> = {
  fromWhom: 'Say who handed it over',
  toWhom: 'Say who received it',
  place: 'Say where it lies now: which safe, bag or cupboard',
  sealNumber: 'Give the number on the seal or the bag',
  policeReference: 'Give the reference of the police, or of their agreement',
  says: 'Say how the return was acknowledged: signature, initials, e-mail',
}

const parts = {
  fromWhom: perhapsSaid(200),
  toWhom: perhapsSaid(200),
  place: perhapsSaid(300),
  sealNumber: perhapsSaid(100),
  policeReference: perhapsSaid(100),
  says: perhapsSaid(2000),
  ...moment,
}

/** The form of an act: what the table asks for has to be there. */
export function custodyForm(asks: readonly Asked[]) {
  return z.object(parts).superRefine((link, checked) => {
    for (const part of asks) {
      if (link[part] === null) checked.addIssue({ code: 'custom', path: [part], message: missing[part] })
    }
  })
}
export type RecordCustody = z.infer<ReturnType<typeof custodyForm>>

/**
 * Adds a link to the chain of custody: handed on, to the police, back from them, given back. Refused where the table
 * has no such move, when something that must be said is missing, and for a return before anybody knows of a crime.
 */
export function recordCustody(
  context: Context,
  actor: Actor,
  itemId: string,
  act: CustodyAct,
  request: RecordCustody,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { incidentId } = await findItem(tx, actor, itemId)
    const incident = await findIncidentToChange(tx, actor, incidentId)
    const item = await findItem(tx, actor, itemId)
    allow(context, actor, 'evidence.keep')
    const { keeps, possibleCrime } = await readKeeping(tx, incident)
    if (act === 'givenBack' && keeps === 'unanswered') {
      throw new Refused('First answer whether it could be illegal: then nothing is given back too early.')
    }
    const state = stateAfter(item, act)
    const left = asksOf(act, possibleCrime).find((part) => request[part] === null)
    if (left) throw new Refused(`${missing[left]}.`)
    const recordedAt = context.clock()
    const at = pastMoment(request, recordedAt)
    const { on: _on, time: _time, ...link } = request
    await saveItem(tx, actor.schoolId, {
      id: item.id,
      state,
      place: state === 'held' ? (link.place ?? item.place) : null,
      sealNumber: state === 'held' ? (link.sealNumber ?? item.sealNumber) : null,
      policeReference: link.policeReference ?? item.policeReference,
    })
    await addLink(tx, actor, item, { ...link, act, at, recordedAt })
    await addToTimeline(tx, actor, {
      incidentId,
      at: recordedAt,
      title: `Evidence ${item.number}: ${custodyActs[act].words.toLowerCase()}`,
      path: `/evidence/${item.id}`,
    })
    record(tx, {
      did: 'evidence.custodyRecorded',
      about: { kind: 'evidence', id: item.id },
      detail: { act, incidentId },
    })
    if (state !== 'held') {
      const reason = itemStates[state].text
      await endTasksAbout(context, tx, actor, {
        aboutId: incidentId,
        mergeKey: returnTask(item.id),
        state: 'done',
        reason,
      })
    }
  })
}
