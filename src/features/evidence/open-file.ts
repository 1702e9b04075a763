import * as z from 'zod'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor, PersonActor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type OpenFile, readFile } from '#/platform/files/files.ts'
import { said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { findIncident } from '../incidents/index.ts'
import { insertView } from './custody-store.ts'
import { itemStates } from './item.ts'
import { readKeeping } from './keeping.ts'
import { whoMayOpen } from './settings.ts'
import { findItem, type ItemOfIncident } from './store.ts'

export const originalForm = z.object({
  why: said('Say what you need the original for', 500),
})

/** `shown`: the stripped copy of a picture, for a page. `original`: byte for byte, with a reason. */
export type OpenEvidence = { copy: 'shown' } | { copy: 'original'; why: string }

/** Opens a file of evidence. The view is committed before a byte is read; a sealed file, or one that should be, is refused. */
export async function openFile(
  context: Context,
  actor: Actor,
  itemId: string,
  request: OpenEvidence,
): Promise<OpenFile> {
  const who = requirePerson(actor)
  const why = request.copy === 'original' ? request.why : undefined
  const item = await inTransaction(context, actor, async (tx) => {
    const found = await findItemToOpen(context, tx, who, itemId)
    const view = { copy: request.copy, why: why ?? null, viewedAt: context.clock(), viewedBy: who.personId }
    await insertView(tx, actor.schoolId, found, view)
    record(tx, {
      did: 'evidence.viewed',
      about: { kind: 'evidence', id: found.id },
      detail: { copy: request.copy, ...(why === undefined ? {} : { why }) },
    })
    return found
  })
  return readFile(context, context.vault, actor, {
    fileId: item.fileId,
    about: { kind: 'incident', id: item.incidentId },
    copy: request.copy,
    ...(why === undefined ? {} : { why }),
  })
}

/** The item, if this person may open its file now. Refuses in words. */
export async function findItemToOpen(
  context: Context,
  tx: Tx,
  actor: PersonActor,
  itemId: string,
): Promise<ItemOfIncident & { fileId: string }> {
  const item = await findItem(tx, actor, itemId)
  allow(context, actor, 'evidence.open')
  if (item.leadsOnly) allow(context, actor, 'evidence.keepWordsOfCrime')
  const roles = await readSetting(tx, actor.schoolId, whoMayOpen)
  if (!roles.some((role) => actor.roles.has(role))) {
    throw new NotAllowed(
      'You may see that this is kept, but not open it. Your school’s settings say who may: ask the safeguarding lead.',
    )
  }
  const { fileId, incidentId } = item
  if (fileId === null) throw new NotFound('file')
  if (item.state === 'sealed') throw new Refused(itemStates.sealed.means)
  const { keeps } = await readKeeping(tx, await findIncident(tx, actor, incidentId))
  if (keeps === 'entries' || keeps === 'unanswered' || (keeps === 'words' && !item.leadsOnly)) {
    throw new Refused(
      'This file waits to be sealed, and nobody may open it. The head has a task to make the school’s seal key.',
    )
  }
  return { ...item, fileId }
}
