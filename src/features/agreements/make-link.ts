import { newId } from '#/kernel/id.ts'
import { dayMs, londonDate } from '#/kernel/london-time.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { newToken } from '#/platform/sign-in/session.ts'
import { findPerson, fullName, guardiansWhoSign, wrongAddressesAmong } from '../people/index.ts'
import { agreementRow } from './agreement.ts'
import { type Ask, isNotMailed, mailTroubles } from './ask.ts'
import { asksOfRound, findAskToChange } from './ask-store.ts'
import { linkLastsDays } from './link-lasts.ts'
import { insertLink, withdrawLinks } from './link-store.ts'
import { endWhereReached } from './not-mailed.ts'
import { forgetMailTrouble } from './not-mailed-store.ts'
import { findRound } from './round-store.ts'
import { publishedVersion } from './version-store.ts'

/** `path` stands under `/s/<school>` and is shown once. `pupilName` is for whoever hands the letter out. */
export type Letter = { guardianName: string; pupilName: string; className: string | null; path: string }

/**
 * Makes a letter for one parent, of one’s own class or by those who answer for the whole school. Refused where the ask is answered or the parent may not sign or be contacted.
 */
export function makeLetter(context: Context, actor: Actor, askId: string): Promise<Letter> {
  return inTransaction(context, actor, async (tx) => {
    const ask = await findAskToChange(tx, actor, askId, londonDate(context.clock()))
    allow(context, actor, 'agreements.makeLinks')
    if (isOwn(actor, ask)) throw new NotAllowed('This is your own letter: answer under “My agreements”.')
    return letterFor(context, tx, actor, ask)
  })
}

/** Makes a letter for every parent of a class who has not answered in the round and may be written to. */
export function makeLetters(
  context: Context,
  actor: Actor,
  { roundId, classId }: { roundId: string; classId: string },
): Promise<Letter[]> {
  return inTransaction(context, actor, async (tx) => {
    const round = await findRound(tx, actor.schoolId, roundId)
    allow(context, actor, 'agreements.makeLinks')
    const today = londonDate(context.clock())
    const asks = await asksOfRound(tx, actor, round.id, today, classId)
    if (asks.length === 0) throw new NotFound('class')
    const letters: Letter[] = []
    for (const ask of asks.filter((one) => one.state === 'open' && !isOwn(actor, one))) {
      if ((await whyNot(context, tx, ask)) !== null) continue
      letters.push({ ...(await letterFor(context, tx, actor, ask)), className: ask.className })
    }
    if (letters.length === 0)
      throw new Refused('Every parent of this class who may be written to has answered.')
    return letters
  })
}

const isOwn = (actor: Actor, { signerId }: Pick<Ask, 'signerId'>): boolean => personOf(actor) === signerId

async function letterFor(context: Context, tx: Tx, actor: Actor, ask: Ask): Promise<Letter> {
  const problem = await whyNot(context, tx, ask)
  if (problem !== null) throw new Refused(noLink[problem])
  const path = await makeLink(context, tx, actor, ask)
  // Whoever prints it hands it on: that an e-mail did not go out is seen to.
  if (isNotMailed(ask))
    await endWhereReached(context, tx, actor, [...(await forgetMailTrouble(tx, ask.schoolId, [ask.id]))])
  const guardian = await findPerson(tx, ask.schoolId, ask.signerId)
  const pupil = await findPerson(tx, ask.schoolId, ask.aboutId)
  return { guardianName: fullName(guardian), pupilName: fullName(pupil), className: null, path }
}

const noLink = {
  notGuardian: 'One-time links are for parents and carers.',
  answered: 'This was answered already, so there is nothing to send.',
  mayNotSign: 'This adult may not sign for the child. The office knows why.',
  noContact: 'The school may not write to this adult. The office knows why.',
  wrongAddress:
    'What was sent to this adult did not reach them. Put the address right on their own page first.',
  noBirthDate: mailTroubles.noBirthDate,
} as const

/** Why no link may be made for the ask and sent this way; null when one may (decision S10). */
export async function whyNot(
  context: Context,
  tx: Tx,
  ask: Ask,
  way: 'email' | 'letter' = 'letter',
): Promise<keyof typeof noLink | null> {
  if (agreementRow(ask.agreement).signer !== 'guardian') return 'notGuardian'
  if (ask.state !== 'open') return 'answered'
  const today = londonDate(context.clock())
  const guardian = (await guardiansWhoSign(tx, ask.schoolId, today, [ask.aboutId])).find(
    ({ guardianId }) => guardianId === ask.signerId,
  )
  if (!guardian) return 'mayNotSign'
  if (!guardian.mayBeContacted) return 'noContact'
  const wrong = await wrongAddressesAmong(tx, ask.schoolId, [ask.signerId])
  if (wrong.some((one) => one.way === way)) return 'wrongAddress'
  const { dateOfBirth } = await findPerson(tx, ask.schoolId, ask.aboutId)
  return dateOfBirth === null ? 'noBirthDate' : null
}

/** Makes a link and returns its path under `/s/<school>`; earlier ones for the same ask stop working. Only its hash is kept. */
export async function makeLink(
  context: Context,
  tx: Tx,
  actor: Actor,
  ask: Ask,
  mailedTo: string | null = null,
): Promise<string> {
  const at = context.clock()
  const { token, hash } = newToken()
  await withdrawLinks(tx, ask.schoolId, ask.id, at)
  const version = await publishedVersion(tx, ask.schoolId, ask.agreement)
  await insertLink(tx, ask.schoolId, {
    id: newId(),
    askId: ask.id,
    tokenHash: hash,
    madeAt: at,
    madeBy: personOf(actor),
    mailedTo,
    versionId: version?.id ?? null,
    expiresAt: new Date(at.getTime() + linkLastsDays * dayMs),
  })
  record(tx, { did: 'agreements.linkMade', about: { kind: 'agreementAsk', id: ask.id } })
  return `/sign/${token}`
}
