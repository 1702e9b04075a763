import { deadline } from '#/kernel/deadline.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { filesAbout, sealFiles } from '#/platform/files/files.ts'
import { sealKeyFor } from '#/platform/keys/keys.ts'
import { addToTimeline } from '../incidents/index.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask } from '../tasks/index.ts'
import { addLink } from './custody-store.ts'
import { insertOldBackup, openFileItems } from './sealing-store.ts'
import { saveItem } from './store.ts'

const backupsDestroyedWithin = { count: 2, clock: 'workingDays' } as const

/**
 * Seals every file of the incident, at once and for good: afterwards nobody can open it, whoever runs the server
 * included. The caller holds the incident until the commit. A school without a seal key is not held up: its files
 * cannot be opened by the rule, and the head gets a task to make the key, which seals them.
 */
export async function sealIncident(
  context: Context,
  tx: Tx,
  actor: Actor,
  incidentId: string,
  why: string,
): Promise<{ sealed: number; waiting: number }> {
  return asSchool(tx, async () => {
    const { schoolId } = actor
    const files = (await filesAbout(tx, schoolId, incidentId)).filter(({ seal }) => seal === 'open')
    if (files.length === 0) return { sealed: 0, waiting: 0 }
    if (!(await hasSealKey(tx, schoolId))) {
      await askForSealKey(context, tx, actor, incidentId)
      return { sealed: 0, waiting: files.length }
    }
    const at = context.clock()
    const items = await openFileItems(tx, schoolId, incidentId)
    const fileIds = files.map(({ fileId }) => fileId)
    await sealFiles(tx, context.vault, schoolId, fileIds, at)
    for (const item of items) {
      await saveItem(tx, schoolId, { ...item, state: 'sealed', sealNumber: null, policeReference: null })
      await addLink(tx, actor, item, { act: 'sealed', at, says: why, recordedAt: at })
    }
    for (const { fileId, firstStoredAt } of files) {
      await insertOldBackup(tx, schoolId, { fileId, incidentId, storedAt: firstStoredAt, sealedAt: at })
    }
    await tell(context, tx, actor, { incidentId, at, files: files.length, why })
    return { sealed: files.length, waiting: 0 }
  })
}

type Sealed = { incidentId: string; at: Date; files: number; why: string }

async function tell(context: Context, tx: Tx, actor: Actor, sealed: Sealed): Promise<void> {
  const { incidentId, at, files, why } = sealed
  const about = { kind: 'incident', id: incidentId }
  await addToTimeline(tx, actor, {
    incidentId,
    at,
    title: files === 1 ? 'One file was sealed' : `${files} files were sealed`,
    says: why,
    path: `/incidents/${incidentId}/evidence`,
  })
  record(tx, { did: 'evidence.sealed', about, detail: { files, why } })
  const calendar = await readCalendar(tx, actor.schoolId)
  const { count, clock } = backupsDestroyedWithin
  await giveTask(context, tx, actor, {
    to: { role: 'head' },
    kind: 'evidence.destroyOldBackups',
    title: 'Have old backups destroyed',
    about,
    path: `/incidents/${incidentId}/backups`,
    urgency: 'soon',
    due: { at: deadline(at, { count, clock }, calendar), clock },
    mergeKey: 'evidence.oldBackups',
  })
}

async function askForSealKey(context: Context, tx: Tx, actor: Actor, incidentId: string): Promise<void> {
  await giveTask(context, tx, actor, {
    to: { role: 'head' },
    kind: 'evidence.makeSealKey',
    title: 'Make the school’s seal key, then seal what waits',
    about: { kind: 'incident', id: incidentId },
    path: `/incidents/${incidentId}/evidence`,
    urgency: 'now',
    mergeKey: 'evidence.sealKey',
  })
}

/** `sealKeyFor` refuses in words meant for a page; here a missing key is a task, not the end of a reclassification. */
async function hasSealKey(tx: Tx, schoolId: string): Promise<boolean> {
  try {
    await sealKeyFor(tx, schoolId)
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}
