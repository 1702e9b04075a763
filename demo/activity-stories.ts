// What was asked for on the network of a school of the demonstration: two school weeks of it, a worry, a report, a look, and one that waits for a second person.

import type { ToldVisit } from '#/engines/filter/index.ts'
import { instantAt } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { askAboutAdult } from '../src/features/activity/ask-about-adult.ts'
import { closeConcern } from '../src/features/activity/close-concern.ts'
import { listConcerns } from '../src/features/activity/concern-store.ts'
import { makeWeek, takeInFor } from '../src/features/activity/index.ts'
import { lookAtDay } from '../src/features/activity/look-at-day.ts'
import { mondayOf } from '../src/features/activity/week.ts'
import { type Chance, chanceFrom, pick, pickWeighted, whole } from './chance.ts'
import { type Act, actor, isFresh, type Moment, type Stage } from './moment.ts'
import { schoolDaysUntil } from './school-days.ts'

const daysTold = 9
const visitsADay = 320

type Kind = Pick<ToldVisit, 'allowed' | 'because' | 'category'>
const open: Kind = { allowed: true, because: 'otherwise', category: null }
const shut = (category: string): Kind => ({ allowed: false, because: 'category', category })

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

const chanceOf = ({ stage }: Moment, what: string): Chance =>
  chanceFrom(`activity ${stage.loaded.schoolId} ${what}`)

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
  await tell(moment, `day-${day}`, visits)
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

async function closesFirst(moment: Moment, outcome: string): Promise<void> {
  const { context } = moment
  const lead = actor(moment, 'dsl')
  const [first] = await reading(context, lead, (tx) => listConcerns(tx, lead, 1))
  if (!first) return
  await closeConcern(context, lead, first.id, { outcome })
}

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

const addressOf = ({ stage }: Moment, last: number): string =>
  stage.loaded.school.networkRange.replace(/\d+\/\d+$/, String(last))

function somePupil(moment: Moment): string | null {
  const { persons } = moment.stage.loaded.people
  const pupils = persons.filter(({ kind, left_on }) => kind === 'pupil' && left_on === null)
  return pick(chanceOf(moment, String(moment.at.getTime())), pupils).id
}

const aVisit = (moment: Moment, visit: Kind & Pick<ToldVisit, 'site'> & Partial<ToldVisit>): ToldVisit => ({
  atMs: moment.at.getTime(),
  school: moment.stage.loaded.school.slug,
  who: null,
  address: addressOf(moment, 24),
  profile: 'Key stage 2',
  rule: null,
  times: 1,
  ...visit,
})

function tell({ context, stage }: Moment, name: string, visits: readonly ToldVisit[]): Promise<void> {
  return takeInFor(context, stage.loaded.schoolId, [{ name, visits, lost: 0 }])
}
