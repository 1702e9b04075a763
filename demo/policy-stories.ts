// Each school's policy as it came about: begun from its model, commented on, discussed, approved, signed where the school
// wants that, published, and read by most. One school has the next version open for comments.

import type { PersonActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { type Step, stepRow } from '../src/features/policies/approval.ts'
import { askReview } from '../src/features/policies/ask-review.ts'
import { changeFacts } from '../src/features/policies/change-facts.ts'
import { changeParagraph } from '../src/features/policies/change-paragraph.ts'
import { answerComment, commentOnPolicy, recordMeeting } from '../src/features/policies/comment-policy.ts'
import { commentsOn } from '../src/features/policies/comment-store.ts'
import { confirmReading } from '../src/features/policies/confirm-reading.ts'
import { decideStep } from '../src/features/policies/decide-step.ts'
import { endReview } from '../src/features/policies/end-review.ts'
import { introducePolicy } from '../src/features/policies/introduce-policy.ts'
import { closeComments, openComments } from '../src/features/policies/open-comments.ts'
import { paragraphsOf } from '../src/features/policies/paragraph-store.ts'
import { publishPolicy } from '../src/features/policies/publish-policy.ts'
import { type Reader, readersOf, roundsOf } from '../src/features/policies/reading-store.ts'
import { sendForApproval } from '../src/features/policies/send-for-approval.ts'
import { signPolicy } from '../src/features/policies/sign-policy.ts'
import { startPolicy } from '../src/features/policies/start-policy.ts'
import { findVersion, versionsOf } from '../src/features/policies/version-store.ts'
import { castOf } from './cast.ts'
import { type Act, actor, actorById, type Moment, type Stage } from './moment.ts'
import { schoolDaysUntil, someTime } from './school-days.ts'

type Ids = { policyId: string; versionId: string }

/** One policy from its first draft to the last reader, counted in school days back from the last day. */
export function policyStories(stage: Stage): Act[] {
  const days = schoolDaysUntil(stage.lastDay)
  const on = (daysAgo: number): Date =>
    someTime(stage.chance, days[Math.max(0, days.length - 1 - daysAgo)] ?? '', 9, 15)
  const ids: Ids = { policyId: '', versionId: '' }
  const act = (daysAgo: number, play: (moment: Moment) => Promise<unknown>): Act => ({
    at: on(daysAgo),
    play: async (moment) => void (await play(moment)),
  })
  const acts = [
    act(70, (moment) => begin(moment, ids)),
    act(64, (moment) => comment(moment, ids, someStaff(moment, 2), questions[0])),
    act(62, (moment) => comment(moment, ids, holder(moment, 'chairOfGovernors'), questions[1])),
    act(56, (moment) => answerAndDiscuss(moment, ids)),
    act(45, (moment) => approve(moment, ids)),
    act(42, (moment) => publish(moment, ids)),
    act(35, (moment) => mostRead(moment, ids)),
    act(30, (moment) => tell(moment, ids)),
    act(26, (moment) => restRead(moment, ids)),
  ]
  if (stage.loaded.school.code === 'H')
    acts.push(
      act(11, (moment) => nextVersion(moment, ids)),
      act(3, (moment) => newComments(moment, ids)),
    )
  return acts
}

const questions = [
  'Does this also hold on residential trips, when only one of us has a school phone?',
  'Clear and short. The governors would like to see in the summer how well it works.',
] as const

async function begin({ context, ...rest }: Moment, ids: Ids): Promise<void> {
  const moment = { context, ...rest }
  const writer = holder(moment, 'coordinator')
  const model = moment.stage.loaded.school.code
  ids.policyId = await startPolicy(context, writer, { from: 'model', model, title: '' })
  const [version] = await reading(context, writer, (tx) => versionsOf(tx, writer, ids.policyId))
  ids.versionId = version?.id ?? ''
  await openComments(context, writer, ids.versionId)
}

async function comment(
  { context }: Moment,
  { versionId }: Ids,
  who: PersonActor,
  says: string,
  number?: string,
): Promise<void> {
  const paragraphs = await reading(context, who, (tx) => paragraphsOf(tx, who.schoolId, versionId))
  const paragraphKey = paragraphs.find((one) => one.number === number)?.key ?? null
  await commentOnPolicy(context, who, versionId, { paragraphKey, says })
}

async function answerAndDiscuss(moment: Moment, { versionId }: Ids): Promise<void> {
  const { context } = moment
  const writer = holder(moment, 'coordinator')
  for (const { id } of await reading(context, writer, (tx) => commentsOn(tx, writer, versionId))) {
    await answerComment(
      context,
      writer,
      { versionId, commentId: id },
      {
        answer:
          'Yes: it holds wherever our devices and our people are. Trips have a school phone each from now on.',
        changedText: 'no',
      },
    )
  }
  await closeComments(context, writer, versionId)
  await recordMeeting(context, writer, versionId, {
    group: 'staff',
    meeting: 'Staff meeting, nearly everybody came',
    heldOn: dayOf(moment),
    says: 'Read through together. Two sentences were made shorter. Agreed.',
  })
}

/** Every step that the school's settings ask for, and the signature where they do. */
async function approve(moment: Moment, { versionId }: Ids): Promise<void> {
  const { context } = moment
  const writer = holder(moment, 'coordinator')
  await sendForApproval(context, writer, versionId)
  const { hash, route } = await reading(context, writer, (tx) => findVersion(tx, writer, versionId))
  const said = { decision: 'approved', says: null, hash: hash?.toString('hex') ?? '' } as const
  for (const step of route) {
    const who = decider(moment, step)
    if (step === 'signature') await signPolicy(context, who, versionId, said)
    else await decideStep(context, who, versionId, { ...said, heldOn: dayOf(moment), minute: minutes[step] })
  }
}

const minutes = {
  staff: 'Staff meeting, item 2',
  head: null,
  governors: 'Full governors, item 7',
  board: 'Governing board, item 5',
} as const

const publish = (moment: Moment, { versionId }: Ids): Promise<void> =>
  publishPolicy(moment.context, holder(moment, 'head'), versionId)

/** Two in three read it in time. */
const mostRead = (moment: Moment, ids: Ids): Promise<void> =>
  confirm(moment, ids, (_, index) => index % 3 !== 1)

/** The others do when the owner has spoken to them. */
const restRead = (moment: Moment, ids: Ids): Promise<void> =>
  confirm(moment, ids, ({ readAt }) => readAt === null)

async function confirm(
  moment: Moment,
  { policyId, versionId }: Ids,
  who: (reader: Reader, index: number) => boolean,
): Promise<void> {
  const { context, stage } = moment
  const head = holder(moment, 'head')
  const { readers, round, hash } = await reading(context, head, async (tx) => {
    const [found] = await roundsOf(tx, head.schoolId, policyId)
    const version = await findVersion(tx, head, versionId)
    return {
      round: found?.id ?? '',
      readers: await readersOf(tx, head.schoolId, found?.id ?? ''),
      hash: version.hash?.toString('hex') ?? '',
    }
  })
  for (const { personId } of readers.filter(who)) {
    const reader = actorById({ stage, at: moment.at }, personId)
    await confirmReading(context, reader, round, { confirmed: 'yes', hash })
  }
}

async function tell(moment: Moment, { versionId }: Ids): Promise<void> {
  const writer = holder(moment, 'coordinator')
  const heldOn = dayOf(moment)
  const told = [
    { group: 'parents', way: 'newsletter', says: 'The half-term newsletter, page 2' },
    { group: 'pupils', way: 'assembly', says: 'An assembly for each key stage' },
    { group: 'public', way: 'display', says: 'The board in the entrance' },
  ] as const
  for (const one of told) await introducePolicy(moment.context, writer, versionId, { ...one, heldOn })
}

async function nextVersion(moment: Moment, ids: Ids): Promise<void> {
  const { context } = moment
  const writer = holder(moment, 'coordinator')
  const review = await askReview(context, holder(moment, 'head'), ids.policyId, {
    cause: 'guidance',
    says: 'The local authority has new guidance on devices that are used for school work.',
  })
  const findings =
    'It works: reports come early and staff know whom to tell. What we say about personal devices is older than the guidance.'
  const versionId = await endReview(context, writer, review, { findings, outcome: 'newVersion' })
  ids.versionId = versionId ?? ''
  const { version, paragraphs } = await reading(context, writer, async (tx) => ({
    version: await findVersion(tx, writer, ids.versionId),
    paragraphs: await paragraphsOf(tx, writer.schoolId, ids.versionId),
  }))
  await changeFacts(context, writer, version.id, {
    title: version.title,
    scope: version.scope,
    owner: 'coordinator',
    appliesFrom: null,
    changeNote: 'Personal devices for work: in line with the new guidance.',
    revision: version.revision,
  })
  const devices = paragraphs.find(({ clauses }) => clauses.includes('H48'))
  if (devices) {
    const text =
      'Employees use personal devices for work only if the school agrees in writing, for one year at a time. Such a device is secured, protected by a password or a fingerprint, encrypted, kept up to date, and runs software that safeguards it.'
    await changeParagraph(
      context,
      writer,
      { versionId: version.id, paragraphId: devices.id },
      {
        heading: devices.heading,
        text,
        clauses: [...devices.clauses],
        revision: devices.revision,
      },
    )
  }
  await openComments(context, writer, version.id)
}

async function newComments(moment: Moment, ids: Ids): Promise<void> {
  const council = moment.stage.loaded.people.persons.filter(({ kind }) => kind === 'pupil').at(-1)
  const parent = moment.stage.loaded.people.persons.find(({ kind }) => kind === 'guardian')
  await comment(moment, ids, someStaff(moment, 3), 'A year is short: my phone plan runs for two.', '8.1')
  await comment(moment, ids, holder(moment, 'onlineSafetyGovernor'), 'Please say who looks at the devices.')
  if (parent)
    await comment(moment, ids, byId(moment, parent.id), 'Thank you for asking us. I have nothing to add.')
  if (council) await comment(moment, ids, byId(moment, council.id), 'We would like pictures in our copy.')
}

const dayOf = ({ at }: Moment): string => at.toISOString().slice(0, 10)
const byId = ({ stage, at }: Moment, personId: string): PersonActor => actorById({ stage, at }, personId)

/** Whoever of the cast holds the role; the computing lead stands in where a school has no co-ordinator of its own. */
function holder(moment: Moment, role: string): PersonActor {
  const cast = castOf(moment.stage.loaded.school.code)
  const part =
    cast.find(({ roles }) => roles.includes(role)) ?? cast.find(({ roles }) => roles.includes('head'))
  return actor(moment, part?.part ?? 'head')
}

const decider = (moment: Moment, step: Step): PersonActor => holder(moment, stepRow(step).decidedBy[0])

function someStaff(moment: Moment, place: number): PersonActor {
  const assistants = moment.stage.loaded.people.persons.filter(
    ({ kind, job_title }) => kind === 'staff' && job_title === 'Teaching assistant',
  )
  return byId(moment, assistants[place % assistants.length]?.id ?? '')
}
