// One incident from the report to its end, played through the commands that people use.

import { londonDate } from '#/kernel/london-time.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { addPerson } from '../src/features/incidents/add-person.ts'
import { closeIncident } from '../src/features/incidents/close-incident.ts'
import type { Action } from '../src/features/incidents/incident.ts'
import { decideTelling, informParents } from '../src/features/incidents/index.ts'
import { moveIncident } from '../src/features/incidents/move-incident.ts'
import { answerReport } from '../src/features/reports/answer-report.ts'
import { type Channel, type ReceiveReport, receiveReport } from '../src/features/reports/index.ts'
import { type Cast, castPlot, said } from './cast-plot.ts'
import { happens, idAt, pick, whole } from './chance.ts'
import { keepEvidence, leavesEvidence } from './keep-evidence.ts'
import { type Act, actorById, type Moment, type Stage } from './moment.ts'
import type { Plot } from './plots.ts'
import { type Answers, answerFirstFour, walkTriage } from './walk-triage.ts'
import { asWhoeverMay } from './whoever-may.ts'

/** How far a story has come on the last day. */
export type Ending = 'closed' | 'readyToClose' | 'inProgress' | 'waiting' | 'new' | 'notOnlineSafety'

export type StoryPlan = { plot: Plot; channel: Channel; toldAt: Date; ending: Ending }

const hour = 3_600_000
const day = 24 * hour

/** The acts of an incident. Those that would be after the last day do not happen. */
export function incidentStory(stage: Stage, { plot, channel, toldAt, ending }: StoryPlan): Act[] {
  const { chance } = stage
  const cast = castPlot(stage, plot, londonDate(toldAt))
  let incidentId = ''
  let reportId = ''
  const later = (ms: number): Date => new Date(toldAt.getTime() + ms)
  const acts: Act[] = [
    {
      at: toldAt,
      play: async (moment) => {
        const received = await receiveReport(
          moment.context,
          reporterOf(moment, channel, cast),
          reportOf(stage, plot, channel, cast, toldAt),
        )
        incidentId = received.incidentId
        reportId = received.reportId
      },
    },
  ]
  if (ending === 'new') return acts
  const answers: Answers = { ...answersOf(plot), ...plot.answers }
  acts.push({
    at: later(whole(chance, 8, 70) * 60_000),
    play: async (moment) => {
      if (byChild(channel)) await namePeople(moment, incidentId, cast)
      await answerFirstFour(moment, incidentId, answers)
    },
  })
  if (ending === 'notOnlineSafety') {
    acts.push({
      at: later(5 * hour),
      play: (moment) =>
        move(moment, incidentId, {
          action: 'setAside',
          says: 'Nothing online was part of it after all. The class teacher looks after it.',
        }),
    })
    return acts
  }
  if (['class', 'anonymous', 'pupil', 'parent', 'public'].includes(channel) && happens(chance, 0.8)) {
    acts.push({
      at: later(whole(chance, 3, 6) * hour),
      play: (moment) =>
        asWhoeverMay(moment, (person) =>
          answerReport(moment.context, person, reportId, { text: sensitive(pick(chance, thanks)) }),
        ),
    })
  }
  if (leavesEvidence(plot.kind) && happens(chance, 0.6)) {
    acts.push({ at: later(5 * hour), play: (moment) => keepEvidence(moment, incidentId, plot.kind, cast) })
  }
  if (ending === 'waiting' || ending === 'inProgress') {
    acts.push({ at: later(6 * hour), play: (moment) => leaveInTheMiddle(moment, incidentId, ending) })
    return acts
  }
  acts.push(
    { at: later(day + whole(chance, 0, 4) * hour), play: (moment) => tellFamily(moment, incidentId, cast) },
    { at: later(day + 5 * hour), play: (moment) => walkTriage(moment, incidentId, answers) },
  )
  if (ending === 'closed') {
    acts.push({
      at: later(whole(chance, 2, 9) * day + 6 * hour),
      play: (moment) => close(moment, incidentId, plot, cast),
    })
  }
  return acts
}

const thanks = [
  'Thank you for telling us. You did the right thing. We are looking into it, and any grown-up you trust will listen if you would like to talk.',
  'Thank you. We have read this today and know what to do. If anything else happens, write here again with your code.',
  'Well done for telling somebody. You are not in trouble. We will talk with everybody in a calm way.',
]

/** What the plot's kind already says about the four questions. */
function answersOf({ kind }: Plot): Answers {
  return {
    ...(['harmfulContact', 'blackmail', 'selfHarm', 'fakeImage'].includes(kind) ? { child: 'yes' } : {}),
    ...(kind === 'fakeImage' ? { image: 'not-sure' } : {}),
  }
}

function reporterOf(moment: Moment, channel: Channel, cast: Cast): Actor {
  const { schoolId } = moment.stage.loaded
  if (channel === 'anonymous' || channel === 'public' || channel === 'parent') {
    return { kind: 'anonymous', schoolId }
  }
  if (channel === 'class') {
    const classSessionId = idAt(moment.stage.chance, moment.at)
    return { kind: 'classSession', schoolId, classSessionId, className: cast.className }
  }
  return actorById(moment, channel === 'pupil' && cast.affected ? cast.affected.id : cast.teacherId)
}

function reportOf(stage: Stage, plot: Plot, channel: Channel, cast: Cast, toldAt: Date): ReceiveReport {
  const child = byChild(channel)
  const words = pick(stage.chance, child ? (plot.childSays ?? plot.adultSays) : plot.adultSays)
  return {
    channel,
    said: [
      {
        ask: 'What happened?',
        answer: sensitive(said(words, cast)),
        ...(child ? { childsWords: true } : {}),
      },
    ],
    danger: false,
    saysAdult: false,
    chosenAdultId: child && happens(stage.chance, 0.4) ? cast.teacherId : null,
    contact: channel === 'public' ? sensitive('By the code, please') : null,
    technical: null,
    incident: {
      kind: plot.kind,
      happenedAt: new Date(toldAt.getTime() - whole(stage.chance, 1, 20) * hour),
      happenedPrecision: 'about',
      happenedWhere: plot.where,
      onlineService: plot.service,
      childAtRisk: false,
      possibleChildImage: false,
      people: child ? [] : cast.parts,
      notApproachable: [],
    },
  }
}

/** Children are not asked for names; who leads on it adds them. */
const byChild = (channel: Channel): boolean => channel === 'class' || channel === 'pupil'

async function namePeople(moment: Moment, incidentId: string, { parts }: Cast): Promise<void> {
  for (const one of parts) {
    if (!('personId' in one)) continue
    const request = { part: one.part, personId: one.personId, described: '' }
    await asWhoeverMay(moment, (person) => addPerson(moment.context, person, incidentId, request))
  }
}

async function leaveInTheMiddle(moment: Moment, incidentId: string, ending: 'waiting' | 'inProgress') {
  if (ending === 'inProgress') return
  await move(moment, incidentId, {
    action: 'wait',
    says: 'The company that runs the app, for an answer to our request.',
  })
}

async function move(moment: Moment, incidentId: string, request: { action: Action; says: string }) {
  await asWhoeverMay(moment, (person) =>
    moveIncident(moment.context, person, incidentId, { ...request, duplicateOf: '' }),
  )
}

/** The safeguarding lead decides that telling adds no risk, and the parent who may be contacted is rung. */
async function tellFamily(moment: Moment, incidentId: string, cast: Cast): Promise<void> {
  for (const { pupilId, guardianId } of cast.families) {
    await asWhoeverMay(moment, (person) =>
      decideTelling(moment.context, person, incidentId, {
        pupilId,
        decision: 'mayBeTold',
        why: 'Looked at with the class teacher: telling the family helps the child and adds no risk.',
      }),
    )
    await asWhoeverMay(moment, (person) =>
      informParents(moment.context, person, incidentId, {
        pupilId,
        guardianId,
        how: 'phone',
        said: 'Told what happened and what the school does. They were glad to know and will talk about it at home.',
      }),
    )
  }
}

async function close(moment: Moment, incidentId: string, plot: Plot, cast: Cast): Promise<void> {
  const { chance } = moment.stage
  const closing = {
    done: said(pick(chance, plot.done), cast),
    told: cast.families.length > 0 ? 'The families, by phone.' : 'The staff who need to know.',
    change: said(pick(chance, plot.change), cast),
    changeBy: 'nobody' as const,
  }
  await asWhoeverMay(moment, (person) => closeIncident(moment.context, person, incidentId, closing))
}
