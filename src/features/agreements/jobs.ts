import { instantAt, londonDate } from '#/kernel/london-time.ts'
import { isSchoolDay } from '#/kernel/school-calendar.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { inTurn } from '#/platform/jobs/give-way.ts'
import { defineJob, type Job, noPayload } from '#/platform/jobs/job.ts'
import { queueJob } from '#/platform/jobs/queue-job.ts'
import { guardiansChanged, kindAdded, peopleJoined, peopleMoved } from '../people/index.ts'
import { readCalendar } from '../schools/index.ts'
import { giveTask, type Post } from '../tasks/index.ts'
import { settleAccess } from './access.ts'
import { agreementKeys, agreementRow } from './agreement.ts'
import { keepRoundsInTurns } from './ask-people.ts'
import { aboutWhomSomethingIsMissing } from './ask-store.ts'
import { withoutSigner } from './audience.ts'
import { endWhatIsNotAskedFor } from './end-round.ts'
import { kioskHeeds } from './kiosk.ts'
import {
  addressHeeds,
  giveUpOnLink,
  mailLink,
  mailLinkJob,
  mailLinkPayload,
  remindParents,
} from './mail-link.ts'
import { lateRounds } from './missing-store.ts'
import { tellOffice } from './nobody-signs.ts'
import { askForReminders } from './remind-class.ts'
import { saveRound } from './round-store.ts'

/** On the morning of a school day: asks who has to be asked and nobody else, and tells the office of rounds that are past their day. */
export async function keepAsking(context: Context, actor: Actor): Promise<void> {
  if (!(await isOpenToday(context, actor))) return
  await inTransaction(context, actor, (tx) => endWhatIsNotAskedFor(context, tx, actor))
  await keepRoundsInTurns(context, actor, agreementKeys)
  const missing = await reading(context, actor, (tx) => whoseAccessMayWait(context, tx, actor))
  for (let from = 0; from < missing.length; from += settledAtOnce) {
    const some = missing.slice(from, from + settledAtOnce)
    await inTurn(() => inTransaction(context, actor, (tx) => settleAccess(context, tx, actor, some)))
  }
  await inTransaction(context, actor, async (tx) => {
    await remindParents(context, tx, actor)
    await askForReminders(context, tx, actor)
    await chaseLate(context, tx, actor)
    await tellOffice(context, tx, actor)
  })
}

async function whoseAccessMayWait(context: Context, tx: Tx, { schoolId }: Actor): Promise<string[]> {
  const found = new Set(await aboutWhomSomethingIsMissing(tx, schoolId))
  // Of every agreement, asked for or not any more: whoever waited for a signer has to be let in again.
  for (const key of agreementKeys) {
    for (const { aboutId } of await withoutSigner(tx, schoolId, key, londonDate(context.clock())))
      found.add(aboutId)
  }
  return [...found]
}

const settledAtOnce = 200

async function isOpenToday(context: Context, actor: Actor): Promise<boolean> {
  const calendar = await reading(context, actor, (tx) => readCalendar(tx, actor.schoolId))
  return isSchoolDay(londonDate(context.clock()), calendar)
}

async function chaseLate(context: Context, tx: Tx, actor: Actor): Promise<void> {
  const today = londonDate(context.clock())
  for (const { id, agreement } of await lateRounds(tx, actor.schoolId, today)) {
    await saveRound(tx, { schoolId: actor.schoolId, id }, { chased_on: today })
    await giveTask(context, tx, actor, {
      to: { role: 'office' },
      kind: 'agreements.chase',
      title: `Chase agreements that are past their day: ${agreementRow(agreement).words}`,
      about: { kind: 'agreementRound', id },
      path: `/agreements/rounds/${id}`,
      urgency: 'normal',
      due: { at: instantAt(today, '17:00'), clock: 'schoolDays' },
      mergeKey: 'chase',
    })
  }
}

/** Somebody came, moved up, helps besides, or is a guardian now: adults are asked today, families on the next morning of a school day. */
export async function askJoiners(context: Context, actor: Actor): Promise<void> {
  const open = await isOpenToday(context, actor)
  const keys = agreementKeys.filter((key) => open || agreementRow(key).signer === 'adult')
  await keepRoundsInTurns(context, actor, keys)
  await inTransaction(context, actor, (tx) => tellOffice(context, tx, actor))
}

const askJoinersJob = { name: 'agreements.askJoiners' } as const

/** An import announces many at once, again and again: one job for all of them, when no more have come for so long. */
const quietMs = 3_000

const queueJoiners = async (_context: Context, tx: Tx, actor: Actor): Promise<void> =>
  queueJob(tx, askJoinersJob, {}, { key: `${askJoinersJob.name} ${actor.schoolId}`, afterMs: quietMs })

export const agreementHeeds = [
  heed(peopleJoined, queueJoiners),
  heed(peopleMoved, queueJoiners),
  heed(kindAdded, queueJoiners),
  heed(guardiansChanged, async (context, tx, actor, { pairs }) => {
    const pupilIds = pairs.map(({ pupilId }) => pupilId)
    await settleAccess(context, tx, actor, pupilIds)
    await queueJoiners(context, tx, actor)
  }),
  ...addressHeeds,
  ...kioskHeeds,
] as const

export const agreementJobs: readonly Job[] = [
  { name: 'agreements.keepAsking', timetable: '15 6 * * *', payload: noPayload, run: keepAsking },
  { ...askJoinersJob, payload: noPayload, run: askJoiners },
]

/** Those that need the way out for mail: app/ makes them. */
export const agreementMailJobs = (post: Post): readonly Job[] => [
  defineJob({
    ...mailLinkJob,
    payload: mailLinkPayload,
    run: (context, actor, mailing) => mailLink(context, actor, post, mailing),
    givenUp: giveUpOnLink,
  }),
]
