// Asks everybody who has to sign and has not: at the start of the year, on joining, on moving up, on a change of the text.

import { newId } from '#/kernel/id.ts'
import { addDays, instantAt, londonDate } from '#/kernel/london-time.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { inTurn } from '#/platform/jobs/give-way.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { endTasksAbout } from '../tasks/index.ts'
import { settleAccess } from './access.ts'
import { type AgreementKey, agreementRow } from './agreement.ts'
import { type Cycle, mustAskAgain, signingYearFrom } from './ask.ts'
import { audienceOf, isOfRound, type Wanted } from './audience.ts'
import { giveTasks } from './give-sign-tasks.ts'
import { whoJoins } from './joiners.ts'
import { endWhereReached, moveNotMailed } from './not-mailed.ts'
import {
  endAsks,
  insertAsks,
  insertRound,
  moveOpenAsks,
  openRounds,
  type Round,
  type StandingRow,
  saveRound,
  standingOf,
} from './round-store.ts'
import { adultsSign, askedFor, daysToSign, familiesSign } from './settings.ts'
import type { AgreementTables } from './tables.ts'
import { publishedVersion } from './version-store.ts'

type AskRow = AgreementTables['agreements.ask']
const pairOf = ({ signerId, aboutId }: { signerId: string; aboutId: string }) => `${signerId}${aboutId}`

/**
 * Brings the asking up to date for these agreements: whoever has to sign and was not asked is asked, and whoever has left
 * or is for another agreement now is not asked any more. An agreement without an approved text asks nobody.
 */
export async function keepRounds(
  context: Context,
  tx: Tx,
  actor: Actor,
  keys: readonly AgreementKey[],
): Promise<void> {
  for (const key of await wantedOf(tx, actor, keys)) {
    const missing = await bringUpToDate(context, tx, actor, key)
    await askSome(context, tx, actor, key, missing)
  }
}

const askedAtOnce = 200

/** The same in short transactions, for jobs: after an import many thousands are asked. */
export async function keepRoundsInTurns(
  context: Context,
  actor: Actor,
  keys: readonly AgreementKey[],
): Promise<void> {
  const wanted = await inTransaction(context, actor, (tx) => wantedOf(tx, actor, keys))
  for (const key of wanted) {
    const missing = await inTurn(() =>
      inTransaction(context, actor, (tx) => bringUpToDate(context, tx, actor, key)),
    )
    for (let from = 0; from < missing.length; from += askedAtOnce) {
      const some = missing.slice(from, from + askedAtOnce)
      await inTurn(() => inTransaction(context, actor, (tx) => askSome(context, tx, actor, key, some)))
    }
  }
}

async function wantedOf(tx: Tx, actor: Actor, keys: readonly AgreementKey[]): Promise<AgreementKey[]> {
  const wanted = await readSetting(tx, actor.schoolId, askedFor)
  return keys.filter((key) => wanted.includes(key))
}

/** Ends what is asked of those who are of the audience no more. Returns who is missing, those of one class together. */
async function bringUpToDate(
  context: Context,
  tx: Tx,
  actor: Actor,
  agreement: AgreementKey,
): Promise<readonly Wanted[]> {
  const now = await asksNow(context, tx, actor, agreement)
  if (now === null) return []
  const audience = await audienceOf(tx, actor.schoolId, agreement, now.today)
  await endStale(context, tx, actor, agreement, audience)
  const missing = whoIsMissing(audience, await standingOf(tx, actor.schoolId, agreement), now)
  return [...Map.groupBy(missing, ({ classId }) => classId).values()].flat()
}

/** By which edition and cycle an agreement is asked for; null without an approved text. */
async function asksNow(context: Context, tx: Tx, { schoolId }: Actor, agreement: AgreementKey) {
  const version = await publishedVersion(tx, schoolId, agreement)
  if (!version) return null
  const byAdults = agreementRow(agreement).signer === 'adult'
  const cycle = await readSetting(tx, schoolId, byAdults ? adultsSign : familiesSign)
  return { edition: version.edition, cycle, today: londonDate(context.clock()) }
}

/** Asks those who are missing still, now that nobody else adds anybody. */
async function askSome(
  context: Context,
  tx: Tx,
  actor: Actor,
  agreement: AgreementKey,
  some: readonly Wanted[],
): Promise<void> {
  if (some.length === 0) return
  const now = await asksNow(context, tx, actor, agreement)
  if (now === null) return
  const round = await standingRound(context, tx, actor, agreement, now.cycle)
  const signers = some.map(({ signerId }) => signerId)
  const standing = await standingOf(tx, actor.schoolId, agreement, signers)
  await askAll(context, tx, actor, round, whoIsMissing(some, standing, now), standing)
}

/** Of the audience, whoever has to be asked now. */
function whoIsMissing(
  audience: readonly Wanted[],
  standing: readonly StandingRow[],
  now: { edition: number; cycle: Cycle; today: string },
): Wanted[] {
  const last = new Map(standing.map((one) => [pairOf(one), one]))
  return audience.filter((wanted) => mustAskAgain(last.get(pairOf(wanted)), { ...now, phase: wanted.phase }))
}

async function endStale(
  context: Context,
  tx: Tx,
  actor: Actor,
  agreement: AgreementKey,
  audience: readonly Wanted[],
): Promise<void> {
  const ended = await endAsks(tx, actor.schoolId, { agreement, stillAsked: audience.map(pairOf) })
  // Only adults have a task about their own ask; what a class signs is a task about the round.
  for (const { id } of agreementRow(agreement).signer === 'adult' ? ended : []) {
    await endTasksAbout(context, tx, actor, {
      aboutId: id,
      state: 'notNeeded',
      reason: 'This is no longer asked.',
    })
  }
  const rounds = ended.map(({ roundId }) => roundId)
  await endWhereReached(context, tx, actor, rounds)
  const about = ended.map(({ aboutId }) => aboutId)
  await settleAccess(context, tx, actor, about)
}

/** The round that joiners are added to; with each school year that signs anew, a new one. */
async function standingRound(
  context: Context,
  tx: Tx,
  actor: Actor,
  agreement: AgreementKey,
  cycle: Cycle,
): Promise<Round> {
  const now = context.clock()
  const yearFrom = instantAt(signingYearFrom(londonDate(now)), '00:00')
  const open = (await openRounds(tx, actor.schoolId, agreement)).filter(({ withJoiners }) => withJoiners)
  const running = open.find(({ openedAt }) => cycle !== 'eachYear' || openedAt >= yearFrom)
  if (running) return running
  const days = await readSetting(tx, actor.schoolId, daysToSign)
  const round: Round = {
    id: newId(),
    schoolId: actor.schoolId,
    agreement,
    reason: 'standing',
    phases: null,
    classIds: null,
    withJoiners: true,
    openedAt: now,
    openedBy: personOf(actor),
    dueOn: addDays(londonDate(now), days),
    closedAt: null,
    chasedOn: null,
  }
  await insertRound(tx, round)
  for (const old of open) {
    await moveOpenAsks(tx, old, round.id)
    await moveNotMailed(context, tx, actor, old, round.id)
    await saveRound(tx, old, { closed_at: now })
  }
  return round
}

/**
 * Asks these people in a round and gives the tasks that follow. A joiner (`joiners.ts`), and whoever signs before they
 * start (volunteers, visitors), waits for access from today; all others from the day after the last.
 */
export async function askAll(
  context: Context,
  tx: Tx,
  actor: Actor,
  round: Round,
  wanted: readonly Wanted[],
  standing: readonly StandingRow[],
): Promise<number> {
  const now = context.clock()
  const today = londonDate(now)
  const days = await readSetting(tx, actor.schoolId, daysToSign)
  const dueOn = round.dueOn >= today ? round.dueOn : addDays(today, days)
  const signedBefore = new Set(standing.filter(({ everSigned }) => everSigned).map(pairOf))
  const joins = await whoJoins(tx, round, today)
  const holdsLater = addDays(dueOn, 1)
  const atOnce = (one: Wanted): boolean =>
    !signedBefore.has(pairOf(one)) &&
    (signsBeforeStarting.includes(round.agreement) || (one.joinedOn !== null && joins(one.joinedOn)))
  const rows = wanted
    .filter((one) => isOfRound(round, one))
    .map(
      (one): AskRow => ({
        school_id: actor.schoolId,
        id: newId(),
        round_id: round.id,
        agreement: round.agreement,
        signer_id: one.signerId,
        about_id: one.aboutId,
        class_id: one.classId,
        phase: one.phase,
        host_id: null,
        asked_at: now,
        due_on: dueOn,
        holds_from: atOnce(one) ? today : holdsLater,
        state: 'open',
        answered_at: null,
        edition: null,
        reminded_on: null,
        mail_of: null,
        mail_trouble: null,
      }),
    )
  const added = await insertAsks(tx, rows)
  const asked = rows.filter(({ id }) => added.has(id))
  await giveTasks(context, tx, actor, round, asked)
  const waiting = asked.filter(({ holds_from }) => holds_from <= today)
  await settleAccess(
    context,
    tx,
    actor,
    waiting.map(({ about_id }) => about_id),
  )
  return added.size
}

const signsBeforeStarting: readonly AgreementKey[] = ['volunteer', 'visitor']
