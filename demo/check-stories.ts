// How the filter of a school of the demonstration was checked: by people with a device in their hands, and from the network itself.

import { addDays, instantAt, londonDate } from '#/kernel/london-time.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import {
  addAction,
  answerReview,
  beginReview,
  endAction,
  finishReview,
  type KeepTrial,
  keepTrial,
  signReview,
} from '../src/features/filter-checks/index.ts'
import { newestEdition, questionsOf } from '../src/features/filter-checks/questions.ts'
import { castOf } from './cast.ts'
import { type Act, actor, type Moment, type Stage } from './moment.ts'
import { schoolDaysUntil } from './school-days.ts'
import { testInLesson } from './test-network.ts'

const at = (day: string, time: string): Date => new Date(`${day}T${time}:00Z`)

const tried = {
  adult: 'right',
  language: 'right',
  illegal: 'right',
  roundAbout: 'right',
  search: 'right',
  ai: 'right',
  help: 'right',
} as const

/** Somebody tried it last half-term, and again this month; on the last day it was tested in a lesson. */
export function checkStories(stage: Stage): Act[] {
  const { lastDay } = stage
  const days = schoolDaysUntil(lastDay)
  const day = (back: number): string => days.at(-1 - back) ?? addDays(lastDay, -back)
  const triesByHand =
    (request: KeepTrial) =>
    async (moment: Moment): Promise<void> => {
      await keepTrial(moment.context, actor(moment, 'head'), request)
    }
  return [
    {
      at: at(day(35), '14:10'),
      play: triesByHand({
        ...tried,
        search: 'wrong',
        device: 'Tablet 7, Year 4',
        profile: 'keyStage2',
        place: 'Library',
        action: 'The tablet had a search engine without safe search. Taken off the tablets the same day.',
      }),
    },
    { at: at(day(28), '15:40'), play: holdReview },
    {
      at: at(day(6), '11:20'),
      play: triesByHand({
        ...tried,
        device: 'Laptop 3, staff room',
        profile: 'staff',
        place: 'Staff room',
        action: null,
      }),
    },
    { at: instantAt(lastDay, '10:20'), play: testInLesson },
  ]
}

/** Held after half-term: one thing was to be done, and was; everybody who has to has signed. */
async function holdReview(moment: Moment): Promise<void> {
  const { context } = moment
  const head = actor(moment, 'head')
  const second = moment.stage.loaded.school.code === 'B' ? 'onlineSafetyGovernor' : 'chairOfGovernors'
  const id = await beginReview(context, head, {
    reason: 'year',
    why: 'A year since we looked at it together, and one tablet was found with an open search.',
    leader: head.name,
    safeguarding: actor(moment, 'dsl').name,
    it: actor(moment, 'technician').name,
    governor: holderOf(moment, second).name,
  })
  const answers = questionsOf(newestEdition).flatMap(({ key }) => [
    [
      key,
      key === 'checks' ? 'A tablet had a search engine without safe search.' : 'We went through it together.',
    ],
    [`${key}-stands`, key === 'checks' ? 'needsAction' : 'inOrder'],
  ])
  await answerReview(context, head, id, Object.fromEntries(answers))
  const dueOn = addDays(londonDate(moment.at), 14)
  const what = 'Look at the search engine of every tablet'
  const action = await addAction(context, head, id, { what, role: 'head', dueOn })
  await finishReview(context, head, id)
  await signReview(context, head, id)
  await signReview(context, holderOf(moment, second), id)
  await endAction(context, head, action, { how: 'All sixty were looked at; two were set right.' })
}

/** Whoever of the cast holds a role. */
function holderOf(moment: Moment, role: string): PersonActor {
  const part = castOf(moment.stage.loaded.school.code).find(({ roles }) =>
    (roles as readonly string[]).includes(role),
  )
  if (!part) throw new Error(`Nobody of the cast is ${role}`)
  return actor(moment, part.part)
}
