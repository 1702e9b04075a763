// A parent answers by a one-time link (decision X6). Opening it changes nothing and shows nothing, because mail scanners
// open links and strangers find them: only the child's date of birth opens the text, five tries in all.

import { londonDate } from '#/kernel/london-time.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { hashToken } from '#/platform/sign-in/sign-in.ts'
import { findPerson, fullName, markAddressWrong, type Person } from '../people/index.ts'
import type { Version } from './agreement.ts'
import type { Ask } from './ask.ts'
import { findAskBehind } from './ask-store.ts'
import { childsVersion } from './childs-version.ts'
import { findLinkToChange, type Link, linkId, saveWrongTry, useLink, withdrawLink } from './link-store.ts'
import { maySignToday } from './may-sign.ts'
import { requireOwnName } from './name-written.ts'
import { saveAnswer } from './save-answer.ts'
import type { OwnAnswer } from './sign-own.ts'
import { type Signature, signaturesOf } from './signature-store.ts'
import { classNames } from './store.ts'
import { type TextChanges, textChanges } from './text-changes.ts'
import { findVersion, publishedVersion } from './version-store.ts'

const triesOfLink = 5

/** What a parent sees after the right date of birth. */
export type Opened = {
  ask: Ask
  version: Version
  /** What has changed since the link was made; null where it still asks for the same text. */
  changes: TextChanges | null
  childs: Version | undefined
  pupilName: string
  className: string | null
}

/** Why a link does not open, so that the page can say what to do. */
export type Shut = { shut: 'wrong'; triesLeft: number } | { shut: 'used' | 'over' }

/** Refuses, as not found, a token that is none of this school's. Says nothing else about it. */
export async function knockAtLink(context: Context, schoolId: string, token: string): Promise<void> {
  const known = await reading(context, { kind: 'anonymous', schoolId }, (tx) =>
    linkId(tx, schoolId, hashToken(token)),
  )
  if (known === undefined) throw new NotFound('link')
}

/** Opens the text for whoever knows the child's date of birth. A wrong one is counted, and the fifth ends the link. */
export function openByLink(
  context: Context,
  schoolId: string,
  request: { token: string; dateOfBirth: string },
): Promise<Opened | Shut> {
  return atLink(context, schoolId, request, async (tx, { ask, link }) => {
    if (link.usedAt !== null) return { shut: 'used' }
    const version = await publishedVersion(tx, schoolId, ask.agreement)
    if (!version) return { shut: 'over' }
    const pupil = await findPerson(tx, schoolId, ask.aboutId)
    const classes = ask.classId === null ? null : await classNames(tx, schoolId, [ask.classId])
    return {
      ask,
      version,
      changes: await changesSince(tx, link, version),
      childs: await childsVersion(tx, ask),
      pupilName: fullName(pupil),
      className: classes?.get(ask.classId ?? '') ?? null,
    }
  })
}

async function changesSince(tx: Tx, link: Link, version: Version): Promise<TextChanges | null> {
  if (link.versionId === null || link.versionId === version.id) return null
  const madeFor = await findVersion(tx, version.schoolId, link.versionId)
  return madeFor.sha256.equals(version.sha256) ? null : textChanges(madeFor.text, version.text)
}

/** Saves the parent's answer and uses the link up, in one transaction: sent twice, it counts once. */
export function answerByLink(
  context: Context,
  schoolId: string,
  request: { token: string; dateOfBirth: string; form: OwnAnswer },
): Promise<{ done: true } | Shut> {
  const { form } = request
  return atLink(context, schoolId, request, async (tx, { ask, link, actor }) => {
    if (link.usedAt !== null) return { shut: 'used' }
    if (form.answer === 'withdrawn') throw new Refused('To take an agreement back, ask the school office.')
    const signer = await findPerson(tx, schoolId, ask.signerId)
    if (form.answer === 'signed') requireOwnName(form.nameWritten, signer)
    await saveAnswer(context, tx, actor, ask, {
      answer: form.answer,
      way: 'link',
      readHash: form.readHash,
      nameWritten: form.nameWritten || null,
      remark: form.remark || null,
    })
    if (!(await useLink(tx, schoolId, link.id, context.clock()))) return { shut: 'used' }
    return { done: true }
  })
}

export type ReceiptByLink = { version: Version; signature: Signature; signerName: string; aboutName: string }

/** What was answered by this link, for as long as it would have worked. */
export function receiptByLink(
  context: Context,
  schoolId: string,
  request: { token: string; dateOfBirth: string },
): Promise<ReceiptByLink | Shut> {
  return atLink(context, schoolId, request, async (tx, { ask, signer, pupil }) => {
    const [signature] = await signaturesOf(tx, schoolId, ask.id)
    if (!signature) return { shut: 'over' }
    const version = await findVersion(tx, schoolId, signature.versionId)
    return { version, signature, signerName: fullName(signer), aboutName: fullName(pupil) }
  })
}

/**
 * Whoever holds the link says that it is not for them. Whatever its state, the answer is the same and tells nothing. While
 * it works, the link and all that went there with it are dead, nothing more is sent there, and the office is asked to put
 * it right.
 */
export async function refuseLink(context: Context, schoolId: string, token: string): Promise<void> {
  const tokenHash = hashToken(token)
  const anybody: Actor = { kind: 'anonymous', schoolId }
  const linkId = await reading(context, anybody, (tx) => linkIdOf(tx, schoolId, tokenHash))
  const actor: Actor = { kind: 'guardianLink', schoolId, linkId }
  await inTransaction(context, actor, async (tx) => {
    const link = await findLinkToChange(tx, schoolId, tokenHash)
    if (!link) throw new NotFound('link')
    // Where a link went that opens nothing more is no news: last year's letter, found in a drawer, ends no new one.
    if (link.usedAt !== null || isOver(link, context.clock())) return
    const { id, signerId } = await findAskBehind(tx, schoolId, link.askId)
    await withdrawLink(tx, schoolId, link.id, context.clock())
    record(tx, { did: 'agreements.linkNotMine', about: { kind: 'agreementAsk', id } })
    const way = link.mailedTo === null ? 'letter' : 'email'
    await markAddressWrong(context, tx, actor, {
      personId: signerId,
      way,
      why: 'notMe',
      sentTo: link.mailedTo,
    })
  })
}

type Behind = { ask: Ask; link: Link; actor: Actor; signer: Person; pupil: Person }

async function atLink<T>(
  context: Context,
  schoolId: string,
  { token, dateOfBirth }: { token: string; dateOfBirth: string },
  work: (tx: Tx, behind: Behind) => Promise<T | Shut>,
): Promise<T | Shut> {
  const tokenHash = hashToken(token)
  const anybody: Actor = { kind: 'anonymous', schoolId }
  const known = await reading(context, anybody, (tx) => linkIdOf(tx, schoolId, tokenHash))
  const actor: Actor = { kind: 'guardianLink', schoolId, linkId: known }
  return inTransaction(context, actor, async (tx): Promise<T | Shut> => {
    const link = await findLinkToChange(tx, schoolId, tokenHash)
    if (!link) throw new NotFound('link')
    if (isOver(link, context.clock())) return { shut: 'over' }
    const ask = await findAskBehind(tx, schoolId, link.askId)
    const pupil = await findPerson(tx, schoolId, ask.aboutId)
    // A court order closes the link.
    if (!(await maySignToday(tx, ask, londonDate(context.clock())))) return { shut: 'over' }
    if (pupil.dateOfBirth === null || pupil.dateOfBirth !== dateOfBirth) {
      await saveWrongTry(tx, schoolId, link.id)
      record(tx, { did: 'agreements.linkTried', about: { kind: 'agreementAsk', id: ask.id } })
      return { shut: 'wrong', triesLeft: triesOfLink - link.wrongTries - 1 }
    }
    const signer = await findPerson(tx, schoolId, ask.signerId)
    return work(tx, { ask, link, actor, signer, pupil })
  })
}

function isOver({ withdrawnAt, expiresAt, wrongTries }: Link, now: Date): boolean {
  return withdrawnAt !== null || expiresAt <= now || wrongTries >= triesOfLink
}

async function linkIdOf(tx: Tx, schoolId: string, tokenHash: Buffer): Promise<string> {
  const id = await linkId(tx, schoolId, tokenHash)
  if (id === undefined) throw new NotFound('link')
  return id
}
