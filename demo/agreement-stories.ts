// Agreements of a school: texts approved in September, most signatures since, some gaps, a few who said no, a round that runs.

import { deadline } from '#/kernel/deadline.ts'
import { addDays, londonDate } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import type { AgreementKey } from '../src/features/agreements/agreement.ts'
import { decideText, submitText } from '../src/features/agreements/approve-text.ts'
import { decideDeclaration, declareException } from '../src/features/agreements/declare-exception.ts'
import { startDraft } from '../src/features/agreements/draft-text.ts'
import { keepAsking } from '../src/features/agreements/jobs.ts'
import { remindClass } from '../src/features/agreements/remind-class.ts'
import { askedFor } from '../src/features/agreements/settings.ts'
import { answerOnBehalf } from '../src/features/agreements/sign-on-behalf.ts'
import { startRound } from '../src/features/agreements/start-round.ts'
import type { AgreementTables } from '../src/features/agreements/tables.ts'
import { publishedVersion } from '../src/features/agreements/version-store.ts'
import { classesTaughtOn } from '../src/features/people/index.ts'
import { noteWrongAddress } from '../src/features/people/note-wrong-address.ts'
import type { PeopleTables } from '../src/features/people/tables.ts'
import { readCalendar } from '../src/features/schools/index.ts'
import { type Act, actor, type Moment, type Stage } from './moment.ts'
import { yearOf } from './school-days.ts'
import { signMany } from './sign-many.ts'
import { asWhoeverMay } from './whoever-may.ts'

/**
 * What this school year was promised, in order: texts approved in September, rounds signed, two adults with
 * an exception.
 */
export function agreementStories(stage: Stage): Act[] {
  const thisYear = yearOf(stage.lastDay)
  // While a school year is young, what was promised is last year's, and everybody is being asked anew.
  const year = stage.lastDay < `${thisYear}-10-15` ? thisYear - 1 : thisYear
  const at = (day: string, time: string): Date => new Date(`${year}-${day}T${time}:00Z`)
  const before = (days: number, time: string): Date =>
    new Date(`${addDays(stage.lastDay, -days)}T${time}:00Z`)
  return [
    { at: at('09-03', '08:10'), play: approveTexts },
    { at: at('09-24', '15:00'), play: (moment) => signMany(moment, 0.9) },
    { at: at('09-29', '09:20'), play: (moment) => answerFor(moment, 'refused') },
    { at: at('09-30', '11:05'), play: declare },
    { at: at('10-06', '08:30'), play: (moment) => answerFor(moment, 'withdrawn') },
    { at: new Date(`${thisYear}-09-04T08:05:00Z`), play: goThroughRules },
    { at: at('10-12', '09:00'), play: goThroughRules },
    { at: before(6, '10:15'), play: askForHomeSchool },
    { at: before(2, '15:30'), play: (moment) => signMany(moment, 0.8) },
    { at: before(1, '16:05'), play: comesBack },
    {
      at: before(0, '06:15'),
      play: ({ context, stage: { loaded } }) => keepAsking(context, systemActor(loaded.schoolId)),
    },
  ]
}

async function approveTexts(moment: Moment): Promise<void> {
  const { schoolId } = moment.stage.loaded
  const head = actor(moment, 'head')
  const asked = await reading(moment.context, head, (tx) => readSetting(tx, schoolId, askedFor))
  const keys = new Set<AgreementKey>([...asked, 'visitor'])
  for (const key of [...keys].filter((one) => one !== 'pupilSecondary')) {
    const id = await startDraft(moment.context, head, key)
    await submitText(moment.context, head, id)
    await asWhoeverMay(moment, (person) => decideText(moment.context, person, id, { decision: 'approve' }))
  }
}

const said = {
  refused: 'The father rang: he wants to read about the filter first. We sent him the page.',
  withdrawn: 'The mother wrote that she takes it back until we have spoken about the class chat.',
} as const

/** One parent of each school says no, and one takes the agreement back. */
async function answerFor(moment: Moment, answer: keyof typeof said): Promise<void> {
  const office = actor(moment, 'office')
  const { askId, readHash } = await reading(moment.context, office, async (tx) => {
    const ask = await tx
      .withTables<AgreementTables>()
      .selectFrom('agreements.ask')
      .select('id')
      .where('school_id', '=', office.schoolId)
      .where('agreement', '=', 'parent')
      .where('state', '=', answer === 'refused' ? 'open' : 'signed')
      .orderBy('signer_id', 'desc')
      .orderBy('about_id')
      .limit(1)
      .executeTakeFirstOrThrow()
    const version = await publishedVersion(tx, office.schoolId, 'parent')
    return { askId: ask.id, readHash: version?.sha256.toString('hex') ?? '' }
  })
  await answerOnBehalf(moment.context, office, askId, { answer, readHash, remark: said[answer] })
}

/** The letter to one parent who has not answered came back: the office is to ask for the right address. */
async function comesBack(moment: Moment): Promise<void> {
  const office = actor(moment, 'office')
  const parent = await reading(moment.context, office, (tx) =>
    tx
      .withTables<AgreementTables & PeopleTables>()
      .selectFrom('agreements.ask as a')
      .innerJoin('people.person as p', (join) =>
        join.onRef('p.school_id', '=', 'a.school_id').onRef('p.id', '=', 'a.signer_id'),
      )
      .select('p.id')
      .where('a.school_id', '=', office.schoolId)
      .where('a.state', '=', 'open')
      .where('p.kind', '=', 'guardian')
      .orderBy('p.id')
      .limit(1)
      .executeTakeFirst(),
  )
  if (parent) await noteWrongAddress(moment.context, office, { personId: parent.id, way: 'letter' })
}

async function declare(moment: Moment): Promise<void> {
  const { context } = moment
  const choir = await declareException(context, actor(moment, 'teacher'), {
    rule: 'otherRole',
    what: 'I lead the junior choir of the town. Two of its singers are pupils here; messages go to the parents’ group.',
  })
  await decideDeclaration(context, actor(moment, 'head'), choir, {
    decision: 'allowed',
    why: 'Messages to parents only; the choir’s safeguarding officer reads them too.',
    endsOn: addDays(moment.stage.lastDay, 200),
  })
  await declareException(context, actor(moment, 'computing'), {
    rule: 'pupilRelative',
    what: 'My niece started in Reception. We are in the family’s group on our telephones.',
  })
}

async function goThroughRules(moment: Moment): Promise<void> {
  const teacher = actor(moment, 'teacher')
  const day = moment.at.toISOString().slice(0, 10)
  const classes = await reading(moment.context, teacher, (tx) =>
    classesTaughtOn(tx, teacher.schoolId, teacher.personId, day),
  )
  for (const { id } of classes) await remindClass(moment.context, teacher, id)
}

/** A round of the office, in the middle of which the demonstration stands. */
async function askForHomeSchool(moment: Moment): Promise<void> {
  const { schoolId } = moment.stage.loaded
  const calendar = await reading(moment.context, systemActor(schoolId), (tx) => readCalendar(tx, schoolId))
  await startRound(moment.context, actor(moment, 'office'), {
    agreement: 'homeSchool',
    phases: ['keyStage2'],
    classIds: [],
    // In school days, so that nobody is late in holidays.
    dueOn: londonDate(deadline(moment.at, { count: 14, clock: 'schoolDays' }, calendar)),
  })
}
