// Asks everybody who has to sign and has not: at the start of the year, on joining, on moving up, on a change of the text.

import { newId } from '#/kernel/id.ts'
import { addDays, instantAt, londonDate } from '#/kernel/london-time.ts'
import { schoolYearOf } from '#/kernel/school-calendar.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import { settleAccess } from './access.ts'
import { type AgreementKey, agreementRow } from './agreement.ts'
import { type Cycle, mustAskAgain } from './ask.ts'
import { audienceOf, isOfRound, type Wanted } from './audience.ts'
import { queueLinks } from './mail-link.ts'
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
import { teachersOf } from './store.ts'
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
  const wantedKeys = await readSetting(tx, actor.schoolId, askedFor)
  for (const key of keys.filter((one) => wantedKeys.includes(one))) await keepOne(context, tx, actor, key)
}

async function keepOne(context: Context, tx: Tx, actor: Actor, agreement: AgreementKey): Promise<void> {
  const { schoolId } = actor
  const version = await publishedVersion(tx, schoolId, agreement)
  if (!version) return
  const today = londonDate(context.clock())
  const cycle = await readSetting(
    tx,
    schoolId,
    agreementRow(agreement).signer === 'adult' ? adultsSign : familiesSign,
  )
  const audience = await audienceOf(tx, schoolId, agreement, today)
  const standing = await standingOf(tx, schoolId, agreement)
  await endStale(context, tx, actor, agreement, audience)
  const missing = whoIsMissing(audience, standing, { edition: version.edition, cycle, today })
  if (missing.length === 0) return
  const round = await standingRound(context, tx, actor, agreement, cycle)
  await askAll(context, tx, actor, round, missing, standing)
}

/** Of the audience, whoever has to be asked now. */
export function whoIsMissing(
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
  for (const { id } of ended) {
    await endTasksAbout(context, tx, actor, {
      aboutId: id,
      state: 'notNeeded',
      reason: 'This is no longer asked.',
    })
  }
  await settleAccess(
    context,
    tx,
    actor,
    ended.map(({ aboutId }) => aboutId),
  )
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
  const yearFrom = instantAt(`${schoolYearOf(londonDate(now)).from.slice(0, 4)}-08-15`, '00:00')
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
    await saveRound(tx, old, { closed_at: now })
  }
  return round
}

/**
 * Asks these people in a round and gives the tasks that follow. Somebody who comes after the round began, and whoever
 * signs before they start (volunteers, visitors), waits for access from today; all others from the day after the last.
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
  const atOnce = (one: Wanted): boolean =>
    !signedBefore.has(pairOf(one)) &&
    (signsBeforeStarting.includes(round.agreement) ||
      (one.joinedOn !== null && one.joinedOn > londonDate(round.openedAt)))
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
        holds_from: atOnce(one) ? today : addDays(dueOn, 1),
        state: 'open',
        answered_at: null,
        edition: null,
        reminded_on: null,
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

// A round is chased by the office: what is late in it is no task for the head.
const staysMinutes = 200 * 24 * 60

const signsBeforeStarting: readonly AgreementKey[] = ['volunteer', 'visitor']

/** Adults have it in their own tasks; what children sign is a task of their teachers; parents are written to. */
async function giveTasks(
  context: Context,
  tx: Tx,
  actor: Actor,
  round: Round,
  asked: readonly AskRow[],
): Promise<void> {
  const { signer } = agreementRow(round.agreement)
  if (round.agreement === 'visitor') return
  if (signer === 'guardian') {
    const written = asked.map(({ id, signer_id, about_id }) => ({
      id,
      signerId: signer_id,
      aboutId: about_id,
    }))
    await queueLinks(context, tx, actor, written)
    return
  }
  const due = (dueOn: string) => ({ at: instantAt(dueOn, '17:00'), clock: 'schoolDays' }) as const
  if (signer === 'adult') {
    for (const { id, signer_id, due_on } of asked) {
      await giveTask(context, tx, actor, {
        to: { personId: signer_id },
        otherwise: 'office',
        escalatesAfterMinutes: staysMinutes,
        kind: 'agreements.sign',
        title: 'Read and sign an agreement',
        about: { kind: 'agreementAsk', id },
        path: `/agreements/mine/${id}`,
        urgency: 'normal',
        due: due(due_on),
        mergeKey: 'sign',
      })
    }
    return
  }
  const classes = new Map(asked.map(({ class_id, due_on }) => [class_id, due_on]))
  for (const [classId, dueOn] of classes) {
    if (classId === null) continue
    const teachers = await teachersOf(tx, actor.schoolId, classId, londonDate(context.clock()))
    if (teachers.length === 0) continue
    await giveTask(context, tx, actor, {
      to: teachers.map((personId) => ({ personId })),
      otherwise: 'office',
      escalatesAfterMinutes: staysMinutes,
      kind: 'agreements.classSigns',
      title: 'Go through the agreement with your class and let them sign',
      about: { kind: 'agreementRound', id: round.id },
      path: `/agreements/rounds/${round.id}/classes/${classId}`,
      urgency: 'normal',
      due: due(dueOn),
      mergeKey: `class ${classId}`,
    })
  }
}
