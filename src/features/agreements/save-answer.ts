// What every way of answering comes to: an answer bound to the text that was read, and what follows from it.

import { Refused, Stale } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import { settleAccess } from './access.ts'
import { agreementRow, type Version } from './agreement.ts'
import { type Answer, type Ask, isNotMailed, stateAfter, type Way } from './ask.ts'
import { saveAskState, wasAskedSince } from './ask-store.ts'
import { openInClass } from './missing-store.ts'
import { endWhereReached } from './not-mailed.ts'
import { insertSignature } from './signature-store.ts'
import { classNames } from './store.ts'
import { publishedVersion, versionsOf } from './version-store.ts'

export type Given = {
  answer: Answer
  way: Way
  /** The hash, in hex, of the text that stood on the page. */
  readHash: string
  nameWritten?: string | null
  jobTitle?: string | null
  remark?: string | null
  fileId?: string | null
}

/**
 * Saves an answer to an ask that is held by the transaction, and returns its id. Refused where the state allows no such
 * answer, and stale when another text came into force since it was read: nobody signs what they have not seen.
 */
export async function saveAnswer(
  context: Context,
  tx: Tx,
  actor: Actor,
  ask: Ask,
  given: Given,
): Promise<string> {
  const version = await versionRead(tx, ask, given)
  const next = stateAfter(ask.state, given.answer)
  // Where a newer request asks the same, an older one whose answer was a mistake asks nothing.
  const state = next === 'open' && (await wasAskedSince(tx, ask)) ? 'ended' : next
  const at = context.clock()
  const names = ask.classId === null ? null : await classNames(tx, ask.schoolId, [ask.classId])
  const id = await insertSignature(tx, actor, {
    askId: ask.id,
    versionId: version.id,
    sha256: version.sha256,
    signerId: ask.signerId,
    aboutId: ask.aboutId,
    answer: given.answer,
    way: given.way,
    nameWritten: given.nameWritten ?? null,
    jobTitle: given.jobTitle ?? null,
    className: names?.get(ask.classId ?? '') ?? null,
    remark: given.remark ?? null,
    at,
    fileId: given.fileId ?? null,
  })
  const answered = next === 'open' ? null : at
  await saveAskState(tx, ask, { state, answeredAt: answered, edition: answered && version.edition })
  record(tx, {
    did: events[given.answer],
    about: { kind: 'agreementAsk', id: ask.id },
    detail: {
      signatureId: id,
      agreement: ask.agreement,
      way: given.way,
      sha256: version.sha256.toString('hex'),
    },
  })
  await follow(context, tx, actor, { ...ask, state }, given.answer)
  if (isNotMailed(ask)) await endWhereReached(context, tx, actor, [ask.roundId])
  await settleAccess(context, tx, actor, [ask.aboutId])
  return id
}

const events = {
  signed: 'agreements.signed',
  refused: 'agreements.refused',
  withdrawn: 'agreements.withdrawn',
  voided: 'agreements.voided',
} as const satisfies Record<Answer, string>

async function versionRead(tx: Tx, ask: Ask, { readHash, way }: Given): Promise<Version> {
  const version = await publishedVersion(tx, ask.schoolId, ask.agreement)
  if (!version) throw new Refused('This agreement is not asked for now. Reload the page.')
  if (way === 'paper') return versionOnPaper(tx, ask, version, readHash)
  if (version.sha256.toString('hex') !== readHash) {
    throw new Stale('The text has changed since you opened this page. Read it again, then answer.', {})
  }
  return version
}

/** Paper lies about for weeks: an earlier wording of the same edition is as good, an earlier edition is not. */
async function versionOnPaper(tx: Tx, ask: Ask, current: Version, printed: string): Promise<Version> {
  const borne = (await versionsOf(tx, ask.schoolId, ask.agreement)).find(
    ({ sha256, publishedAt }) => publishedAt !== null && sha256.toString('hex') === printed,
  )
  if (!borne) throw new Refused('No text of this agreement has that fingerprint. Choose the version anew.')
  if (borne.edition !== current.edition) {
    throw new Refused(
      `Version ${borne.number} asked for something else, so its signatures no longer stand. Give them version ${current.number} to sign.`,
    )
  }
  return borne
}

/** Tasks that an answer ends or makes: a no is somebody's to talk about, and never a punishment by itself. */
async function follow(context: Context, tx: Tx, actor: Actor, ask: Ask, answer: Answer): Promise<void> {
  const ended = { aboutId: ask.id, state: 'done', reason: 'It was answered.' } as const
  await endTasksAbout(context, tx, actor, { ...ended, mergeKey: 'sign' })
  if (answer === 'signed' || answer === 'voided') {
    await endTasksAbout(context, tx, actor, { ...ended, mergeKey: 'talk' })
  }
  if (answer === 'refused' || answer === 'withdrawn') {
    await giveTask(context, tx, actor, {
      to: { role: agreementRow(ask.agreement).signer === 'adult' ? 'head' : 'coordinator' },
      kind: 'agreements.talk',
      title: 'Talk with somebody who does not agree',
      about: { kind: 'agreementAsk', id: ask.id },
      path: `/agreements/asks/${ask.id}`,
      urgency: 'soon',
      mergeKey: 'talk',
    })
  }
  if (ask.classId === null || ask.signerId !== ask.aboutId) return
  if ((await openInClass(tx, ask.schoolId, ask.roundId, ask.classId)) > 0) return
  await endTasksAbout(context, tx, actor, {
    aboutId: ask.roundId,
    mergeKey: `class ${ask.classId}`,
    state: 'done',
    reason: 'Everybody in the class has answered.',
  })
}
