// What was asked for on the network of a school of the demonstration: two school weeks of it, a worry, a report, a look, and one that waits for a second person.

import { instantAt } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { askAboutAdult } from '../src/features/activity/ask-about-adult.ts'
import { makeWeek } from '../src/features/activity/index.ts'
import { lookAtDay } from '../src/features/activity/look-at-day.ts'
import { mondayOf } from '../src/features/activity/week.ts'
import { pickWeighted, whole } from './chance.ts'
import { type Act, actor, isFresh, type Moment, type Stage } from './moment.ts'
import { schoolDaysUntil } from './school-days.ts'
import { stoppedSearches } from './search-stories.ts'
import {
  addressOf,
  aVisit,
  chanceOf,
  closesFirst,
  type Kind,
  open,
  shut,
  somePupil,
  tell,
} from './tell-visits.ts'

const daysTold = 9
const visitsADay = 320

/** What a primary school asks for, and how often: lessons first, then what devices and advertisements do by themselves. */
const sites: readonly (readonly [readonly [string, Kind], number])[] = [
  [['www.bbc.co.uk', open], 30],
  [['classroom.google.com', open], 26],
  [['www.topmarks.co.uk', open], 22],
  [['ttrockstars.com', open], 18],
  [['www.purplemash.com', open], 18],
  [['en.wikipedia.org', open], 10],
  [['www.google.com', open], 24],
  [['poki.com', shut('games')], 6],
  [['www.roblox.com', shut('games')], 5],
  [['www.tiktok.com', shut('socialNetworks')], 3],
  [['www.youtube.com', shut('videos')], 4],
  [['outlook.live.com', shut('webmail')], 2],
  [['chatgpt.com', shut('ai')], 2],
  [['www.amazon.co.uk', { allowed: false, because: 'timeBand', category: 'shopping' }], 2],
  [['free-prizes.example', { allowed: false, because: 'schoolRule', category: null }], 1],
  [['update-now.example', shut('malware')], 1],
]

/** Attempts of each day, a worry that somebody saw to, and on the last morning something that waits for the safeguarding lead, over a weekend and not longer. */
export function activityStories(stage: Stage): Act[] {
  const { lastDay } = stage
  const days = schoolDaysUntil(lastDay).slice(-daysTold)
  const before = days.at(-3) ?? lastDay
  return [
    ...days.map((day) => ({ at: instantAt(day, '15:50'), play: (moment: Moment) => tellDay(moment, day) })),
    { at: instantAt(before, '11:42'), play: worries },
    { at: instantAt(before, '12:40'), play: (moment) => closesFirst(moment, talkedAtLunch) },
    { at: instantAt(lastDay, '11:20'), play: triesToGetRound },
    {
      at: instantAt(mondayOf(lastDay), '06:10'),
      play: async ({ context }) => {
        await makeWeek(context, systemActor(stage.loaded.schoolId))
      },
    },
    { at: instantAt(lastDay, '15:55'), play: (moment) => looksAtDay(moment, lastDay) },
    { at: instantAt(lastDay, '16:05'), play: (moment) => asksAboutAdult(moment, lastDay) },
    ...(isFresh(stage)
      ? []
      : [
          {
            at: instantAt(lastDay, '16:30'),
            play: (moment: Moment) => closesFirst(moment, talkedBeforeHolidays),
          },
        ]),
  ]
}

async function tellDay(moment: Moment, day: string): Promise<void> {
  const chance = chanceOf(moment, day)
  const visits = Array.from({ length: visitsADay }, () => {
    const [site, kind] = pickWeighted(chance, sites)
    const profile = pickWeighted(chance, [
      ['Key stage 2', 6],
      ['Key stage 1', 3],
      ['Staff', 2],
    ] as const)
    const time = `${String(whole(chance, 9, 14)).padStart(2, '0')}:${String(whole(chance, 0, 59)).padStart(2, '0')}`
    return aVisit(moment, {
      ...{ site, profile, ...kind },
      atMs: instantAt(day, time).getTime(),
      address: addressOf(moment, whole(chance, 20, 60)),
      rule: kind.because === 'timeBand' ? 'Lessons' : null,
      times: whole(chance, 1, 3),
    })
  })
  await tell(moment, `day-${day}`, [...visits, ...stoppedSearches(moment, day)])
}

const triesToGetRound = (moment: Moment): Promise<void> =>
  tell(moment, 'around', [
    aVisit(moment, { ...shut('bypass'), site: 'unblock-it.example', who: somePupil(moment), times: 14 }),
  ])

const worries = (moment: Moment): Promise<void> =>
  tell(moment, 'worry', [
    aVisit(moment, { ...shut('selfHarm'), site: 'dark-corner.example', who: somePupil(moment), times: 2 }),
  ])

const talkedAtLunch =
  'Saw the child at lunch. A line of a song had led there; there is no worry at home, and a friend is near. The parents know.'
const talkedBeforeHolidays =
  'Spoke with the child before the bell. They wanted a game that is closed here, and know now why. The parents know.'

async function looksAtDay(moment: Moment, day: string): Promise<void> {
  const reason = 'A teacher saw this tablet put away quickly and asked what it had been used for.'
  const whose = { address: addressOf(moment, 21) }
  await lookAtDay(moment.context, actor(moment, 'dsl'), { whose, day, reason })
}

/** It waits for the head to agree. */
async function asksAboutAdult(moment: Moment, day: string): Promise<void> {
  const asker = actor(moment, 'deputyhead')
  const { persons, cast } = moment.stage.loaded.people
  const known = new Set(cast.values())
  const other = persons.find(
    ({ id, kind, left_on }) => kind === 'staff' && left_on === null && !known.has(id),
  )
  if (other === undefined) return
  const reason = 'A parent says that a page of bets was on the board while the class came in from play.'
  await askAboutAdult(moment.context, asker, { personId: other.id, day, reason })
}
