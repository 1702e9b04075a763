import * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import { type OpenFile, openForPolice } from '#/platform/files/files.ts'
import { said } from '#/platform/forms/answers.ts'
import { addToTimeline } from '../incidents/index.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { handOverTask } from './ask-for-hand-over.ts'
import { addLink } from './custody-store.ts'
import { findHandOver, type HandOver, saveOpened } from './sealing-store.ts'

export const halvesForm = z.object({
  head: said('The head types the half from the head’s paper', 200),
  chair: said('The chair of governors types the half from the chair’s paper', 200),
})
export type SealHalvesTyped = z.infer<typeof halvesForm>

/**
 * Opens a sealed file, once, for the police and nobody else. The second of head and chair does it at their own
 * sign-in, with both papers. Refused for whoever asked, when it was opened before, and after its time.
 */
export async function openSealedFile(
  context: Context,
  actor: Actor,
  handOverId: string,
  halves: SealHalvesTyped,
): Promise<OpenFile> {
  const who = requirePerson(actor)
  const asked = await reading(context, actor, async (tx) => {
    const found = await findHandOver(tx, actor.schoolId, handOverId)
    allow(context, actor, 'evidence.handOver')
    refuseUnlessOpen(found, who.personId, context.clock())
    return found
  })
  const opened = await openForPolice(context, context.vault, actor, {
    fileId: asked.fileId,
    about: { kind: 'incident', id: asked.incidentId },
    halves,
    policeReference: asked.policeReference,
  })
  await inTransaction(context, actor, async (tx) => {
    const at = context.clock()
    if (!(await saveOpened(tx, actor.schoolId, handOverId, { at, by: who.personId }))) {
      throw new Refused(openedBefore)
    }
    const { itemId, incidentId, number, officer, policeForce, policeReference } = asked
    const toWhom = `${officer}, ${policeForce}`
    await addLink(
      tx,
      actor,
      { id: itemId, incidentId },
      { act: 'copyToPolice', at, toWhom, policeReference, recordedAt: at },
    )
    await asSchool(tx, () =>
      addToTimeline(tx, actor, {
        incidentId,
        at,
        title: `Evidence ${number}: opened with both halves and handed to the police`,
        says: `${toWhom}, ${policeReference}`,
      }),
    )
    record(tx, {
      did: 'evidence.handedToPolice',
      about: { kind: 'evidence', id: itemId },
      detail: { handOverId, policeForce, policeReference, askedBy: asked.askedBy },
    })
    const reason = 'Handed to the police.'
    const mergeKey = handOverTask(handOverId)
    await endTasksAbout(context, tx, actor, { aboutId: incidentId, mergeKey, state: 'done', reason })
  })
  return opened
}

const openedBefore =
  'This was opened before. If the police need it once more, ask for another hand-over from the page of the evidence.'

function refuseUnlessOpen(asked: HandOver, personId: string, now: Date): void {
  if (asked.openedAt !== null) throw new Refused(openedBefore)
  if (asked.askedBy === personId) {
    throw new Refused(
      'You asked for this hand-over, so the other of head and chair of governors opens it, at their own sign-in. Be there with your paper.',
    )
  }
  if (now > asked.endsAt) {
    throw new Refused(
      'The time for this hand-over has run out. Ask for it again from the page of the evidence.',
    )
  }
}
