import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { findSchool } from '../schools/index.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import { type Step, stepRow } from './approval.ts'
import { commentsOn } from './comment-store.ts'
import { paragraphsOf, savePrinted } from './paragraph-store.ts'
import { fillIn, placeholderProblem, settingsIn } from './placeholder.ts'
import { approvedBy, chairSigns } from './settings.ts'
import { fingerprint, hashOf, type Paragraph, stateAfter, type Version } from './version.ts'
import { findVersionToChange, saveVersion } from './version-store.ts'

/**
 * Fixes the text with the school's own values in it, ties it to a hash, and asks for the first step of approval. Refuses
 * while a comment waits for an answer: whoever was asked for an opinion is told what came of it.
 */
export function sendForApproval(context: Context, actor: Actor, versionId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const version = await findVersionToChange(tx, actor, versionId)
    allow(context, actor, 'policies.write')
    const state = stateAfter(version.state, 'sendForApproval')
    const paragraphs = await paragraphsOf(tx, schoolId, versionId)
    await requireComplete(context, tx, actor, version, paragraphs)
    const printed = await printedParagraphs(context, tx, schoolId, paragraphs)
    const hash = hashOf(version, printed)
    const route: Step[] = [...(await readSetting(tx, schoolId, approvedBy))]
    if (await readSetting(tx, schoolId, chairSigns)) route.push('signature')
    const attempt = version.attempt + 1
    await saveVersion(tx, schoolId, versionId, { state, hash, route, attempt })
    await savePrinted(tx, schoolId, versionId, printed)
    record(tx, {
      did: 'policies.sentForApproval',
      about: { kind: 'policy', id: version.policyId },
      detail: { route, fingerprint: fingerprint(hash) },
    })
    await askNext(context, tx, actor, { ...version, route, attempt }, route[0] ?? null)
  })
}

async function requireComplete(
  context: Context,
  tx: Tx,
  actor: Actor,
  version: Version,
  paragraphs: readonly Paragraph[],
): Promise<void> {
  if (paragraphs.length === 0) throw new Refused('There is no text to approve yet. Write it first.')
  for (const { number, text } of paragraphs) {
    const problem = placeholderProblem(text, context.settings)
    if (problem !== null) throw new Refused(`Paragraph ${number}: ${problem}`)
  }
  const comments = await commentsOn(tx, actor, version.id)
  const waiting = comments.filter(({ answeredAt, meeting }) => answeredAt === null && meeting === null).length
  if (waiting === 0) return
  throw new Refused(
    waiting === 1
      ? 'A comment waits for its answer. Answer it first, so that whoever wrote it learns what came of it.'
      : `${waiting} comments wait for an answer. Answer them first, so that people learn what came of them.`,
  )
}

/** The paragraphs with the school's name and settings in their places. */
export async function printedParagraphs(
  context: Context,
  tx: Tx,
  schoolId: string,
  paragraphs: readonly Paragraph[],
): Promise<(Paragraph & { printed: string })[]> {
  const { name } = await findSchool(tx, schoolId)
  const values = new Map<string, unknown>()
  for (const key of new Set(paragraphs.flatMap(({ text }) => settingsIn(text)))) {
    const setting = context.settings.get(key)
    if (setting) values.set(key, await readSetting(tx, schoolId, setting))
  }
  const quoted = { schoolName: name, settings: context.settings, values }
  return paragraphs.map((one) => ({ ...one, printed: fillIn(one.text, quoted) }))
}

const stepTask = 'policies.step'

/** Gives whoever takes the next step their task; the task of the step before is done. */
export async function askNext(
  context: Context,
  tx: Tx,
  actor: Actor,
  version: Version,
  step: Step | null,
): Promise<void> {
  await endTasksAbout(context, tx, actor, {
    aboutId: version.policyId,
    mergeKey: stepTask,
    state: 'done',
    reason: 'It is on record what was decided.',
  })
  if (step === null) return
  const { decidedBy, asks } = stepRow(step)
  await giveTask(context, tx, actor, {
    to: { role: decidedBy[0] },
    kind: 'policies.decide',
    title: asks,
    about: { kind: 'policy', id: version.policyId },
    path:
      step === 'signature'
        ? `/policy-register/versions/${version.id}/sign`
        : `/policy-register/versions/${version.id}/decide`,
    urgency: 'normal',
    mergeKey: stepTask,
  })
}
