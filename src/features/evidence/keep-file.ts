import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { NotAllowed, Refused } from '#/kernel/refusal.ts'
import { allow, may } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type IncomingFile, storeFile, type TakenIn, withUpload } from '#/platform/files/files.ts'
import { said } from '#/platform/forms/answers.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { addToTimeline, findIncident, findIncidentToChange, type Incident } from '../incidents/index.ts'
import { addLink } from './custody-store.ts'
import { entered } from './happenings.ts'
import { noFileBecause } from './illegality.ts'
import { inGroups } from './item.ts'
import { readKeeping } from './keeping.ts'
import { insertItem } from './store.ts'

export const fileForm = z.object({
  description: said('Say what the file is: “Screenshot of the class chat, sent in by a parent”', 500),
  fromWhom: said('Say who gave it to the school, or who took the screenshot', 200),
  noPicture: z.literal(
    'yes',
    'Tick the box, or leave the file out: a nude or sexual picture of a child is never kept here',
  ),
})
export type KeepFile = z.infer<typeof fileForm>

/**
 * Keeps a file as evidence, byte for byte. Refused before a byte is read, and again in the transaction, where no file
 * may exist; a file that turns out so while it is on its way leaves nothing behind.
 */
export async function keepFile(
  context: Context,
  actor: Actor,
  incidentId: string,
  request: KeepFile,
  incoming: IncomingFile,
): Promise<string> {
  await reading(context, actor, async (tx) =>
    decide(context, tx, actor, await findIncident(tx, actor, incidentId)),
  )
  return withUpload(context.vault, actor.schoolId, incoming, (taken) =>
    inTransaction(context, actor, async (tx) => {
      const incident = await findIncidentToChange(tx, actor, incidentId)
      const { wordsOnly } = await decide(context, tx, actor, incident)
      if (wordsOnly) refuseAllButWords(taken)
      return save(context, tx, actor, { incidentId, request, taken, leadsOnly: wordsOnly })
    }),
  )
}

/** Whether the actor may keep a file of this incident now. For the route, which refuses before it looks at a form. */
export async function mayKeepFile(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
): Promise<boolean> {
  const { keeps } = await readKeeping(tx, incident)
  if (!may(context, actor, 'evidence.keep')) return false
  return keeps === 'files' || (keeps === 'words' && may(context, actor, 'evidence.keepWordsOfCrime'))
}

async function decide(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
): Promise<{ wordsOnly: boolean }> {
  allow(context, actor, 'evidence.keep')
  const { keeps } = await readKeeping(tx, incident)
  if (keeps === 'unanswered' || keeps === 'entries') throw new Refused(noFileBecause[keeps])
  if (keeps === 'words') allow(context, actor, 'evidence.keepWordsOfCrime')
  return { wordsOnly: keeps === 'words' }
}

function refuseAllButWords({ detectedType }: TakenIn): void {
  if (/^(image|text)\/|^message\/rfc822$/.test(detectedType)) return
  throw new Refused(
    'Of a possible crime only a screenshot of words, a text or an e-mail may be kept. Nothing of this file was kept. Leave the rest to the police.',
  )
}

type Arrived = { incidentId: string; request: KeepFile; taken: TakenIn; leadsOnly: boolean }

async function save(context: Context, tx: Tx, actor: Actor, arrived: Arrived): Promise<string> {
  const { incidentId, request, taken, leadsOnly } = arrived
  const at = context.clock()
  const about = { kind: 'incident', id: incidentId }
  const fileId = await storeFile(tx, context.vault, actor, { taken, about, source: 'staffForm', at })
  const addedBy = personOf(actor)
  if (addedBy === null) throw new NotAllowed('Sign in as yourself to keep evidence.')
  const item = { id: newId(), incidentId, kind: 'file', description: request.description, leadsOnly } as const
  const number = await insertItem(tx, actor.schoolId, {
    ...item,
    state: 'held',
    place: null,
    sealNumber: null,
    fileId,
    addedAt: at,
    addedBy,
  })
  const sha256 = taken.sha256.toString('hex')
  await addLink(tx, actor, item, {
    act: 'takenIn',
    at,
    fromWhom: request.fromWhom,
    says: `SHA-256 ${inGroups(sha256)}`,
    recordedAt: at,
  })
  const path = `/evidence/${item.id}`
  await addToTimeline(tx, actor, { incidentId, at, title: `Evidence ${number} kept as a file`, path })
  record(tx, {
    did: 'evidence.fileKept',
    about: { kind: 'evidence', id: item.id },
    detail: { incidentId, number, sha256 },
  })
  const itemId = item.id
  await announce(context, tx, actor, entered, { incidentId, itemId, kind: 'file', of: null, sealed: false })
  return item.id
}
