// Searches that a school of the demonstration stops: who agreed to look inside pages and to which words, what was stopped since, and one
// search that asked for somebody. What was searched for is nowhere, here either. Why: docs/decisions/0023-searches.md.

import { makeAuthority } from '#/engines/proxy/index.ts'
import { addDays, instantAt, londonDate, type TimeOfDay } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import type { PolicyCode } from '#/platform/settings/settings.ts'
import { lookAtDay } from '../src/features/activity/look-at-day.ts'
import { makeIncident } from '../src/features/activity/make-incident.ts'
import { decideRules } from '../src/features/filtering/decide-rules.ts'
import { type ProfileKey, rulesInForce } from '../src/features/filtering/index.ts'
import { keepAuthority } from '../src/features/filtering/keep-authority.ts'
import { valuesOf } from '../src/features/filtering/pages-rules.ts'
import { proposeForm, proposeRules } from '../src/features/filtering/propose-rules.ts'
import { decideInspection, proposeInspection } from '../src/features/inspection/index.ts'
import { pickWeighted, whole } from './chance.ts'
import { type Act, actor, type Moment, type Stage } from './moment.ts'
import { schoolDaysUntil } from './school-days.ts'
import {
  addressOf,
  aVisit,
  chanceOf,
  closesFirst,
  firstToLookAt,
  searched,
  somePupilOfKeyStage2,
  tell,
} from './tell-visits.ts'
import { answerFirstFour, walkTriage } from './walk-triage.ts'

type Proposal = { by: string; profile: ProfileKey; terms: readonly string[]; why: string }

type Searches = {
  /** Whom the school’s policy has decide about the filter. */
  decider: string
  inspected: readonly ProfileKey[]
  whyInspected: string
  agreed: Proposal & { says: string }
  waiting: Proposal
  /** Categories of what is stopped, and how often: those of its own words, and of those that come with Schoolkeeper. */
  stopped: readonly (readonly [category: string, weight: number])[]
  /** Children sign in at their devices, so that what is asked for is theirs. */
  byName: boolean
  worry: (day: Days) => Act[]
}

/** The school day so many days before the last. */
type Days = (back: number) => string

/** Hazel Grove: what groups reach differs (H68), the designated person decides, and tablets go from hand to hand. */
const hazel: Searches = {
  decider: 'coordinator',
  inspected: ['keyStage1', 'keyStage2'],
  whyInspected: 'What our pupils search for should be as safe as the sites that we open to them.',
  agreed: {
    by: 'technician',
    profile: 'keyStage2',
    terms: ['games: play roblox online', 'malware: free robux', 'crime: free v bucks'],
    why: 'Year 5 look for these in every computing lesson. One page asked for a parent’s card.',
    says: 'I talked with Year 5 about it first. The page that asked for a card is reported too.',
  },
  waiting: {
    by: 'technician',
    profile: 'keyStage1',
    terms: ['games: play roblox online', 'malware: free robux'],
    why: 'The infants have the same tablets now, and have found the same pages.',
  },
  stopped: [
    ['games', 5],
    ['malware', 2],
    ['crime', 2],
    ['bypass', 2],
  ],
  byName: false,
  worry: (day) => [
    { at: instantAt(day(4), '10:48'), play: (moment) => worries(moment, null) },
    { at: instantAt(day(4), '10:56'), play: asksWhoHadTablet },
    { at: instantAt(day(4), '12:25'), play: (moment) => closesFirst(moment, talkedInQuiet) },
  ],
}

/** Rowan Hill: traffic is traced to whoever it is (R107), and the SIRO decides from the incident log (R100). */
const rowan: Searches = {
  decider: 'siro',
  inspected: ['keyStage2'],
  whyInspected: 'The incident log has had three searches this term that nobody could stop.',
  agreed: {
    by: 'network',
    profile: 'keyStage2',
    terms: ['violence: school fight videos', 'social networks: tiktok without an account'],
    why: 'Both are in the incident log of this half-term.',
    says: 'As in the log. We look again at the end of term whether both are still needed.',
  },
  waiting: {
    by: 'dsl',
    profile: 'keyStage2',
    terms: ['dating: chat with strangers'],
    why: 'A pupil told me that friends look for this at home. They should not come upon it here.',
  },
  stopped: [
    ['socialNetworks', 4],
    ['violence', 2],
    ['bypass', 3],
  ],
  byName: true,
  worry: (day) => {
    let incidentId = ''
    return [
      {
        at: instantAt(day(4), '13:12'),
        play: (moment) => worries(moment, somePupilOfKeyStage2(moment, chanceOf(moment, 'searches worry'))),
      },
      {
        at: instantAt(day(4), '13:25'),
        play: async (moment) => {
          incidentId = await makesIncident(moment)
          await answerFirstFour(moment, incidentId, { child: 'yes' })
        },
      },
      {
        at: instantAt(day(3), '09:20'),
        play: (moment) => walkTriage(moment, incidentId, { child: 'yes' }),
      },
    ]
  },
}

/** The other schools look inside nobody’s pages, so of searches only those on pages without encryption are seen there. */
const searchesOf: Partial<Record<PolicyCode, Searches>> = { H: hazel, R: rowan }

const agreedDaysAgo = 12

/** Over the last three weeks; on the last day other words wait for a second person. */
export function searchStories(stage: Stage): Act[] {
  const searches = searchesOf[stage.loaded.school.code]
  if (!searches) return []
  const { agreed, waiting } = searches
  const days = schoolDaysUntil(stage.lastDay)
  const day: Days = (back) => days.at(-1 - back) ?? addDays(stage.lastDay, -back)
  return [
    ...inspectionActs(searches, day),
    ...agreedActs(agreed, searches.decider, day),
    ...searches.worry(day),
    { at: instantAt(day(0), '15:05'), play: (moment) => propose(moment, waiting).then(() => undefined) },
  ]
}

function inspectionActs({ decider, inspected, whyInspected }: Searches, day: Days): Act[] {
  let id = ''
  return [
    {
      at: instantAt(day(agreedDaysAgo + 5), '09:15'),
      play: async (moment) => {
        const asked = { profiles: [...inspected], why: whyInspected, told: 'yes' as const }
        id = await proposeInspection(moment.context, actor(moment, 'technician'), asked)
      },
    },
    {
      at: instantAt(day(agreedDaysAgo + 3), '16:05'),
      play: async (moment) => {
        const { context, stage } = moment
        await decideInspection(context, actor(moment, decider), id, {
          decision: 'agreed',
          why: 'The assessment for data protection is done, and every family has had the letter.',
        })
        await keepAuthority(context, systemActor(stage.loaded.schoolId), makeAuthority)
      },
    },
  ]
}

function agreedActs({ says, ...proposal }: Searches['agreed'], decider: string, day: Days): Act[] {
  let id = ''
  return [
    {
      at: instantAt(day(agreedDaysAgo + 1), '15:40'),
      play: async (moment) => {
        id = await propose(moment, proposal)
      },
    },
    {
      at: instantAt(day(agreedDaysAgo), '16:20'),
      play: (moment) =>
        decideRules(moment.context, actor(moment, decider), id, { decision: 'agreed', why: says }),
    },
  ]
}

/** The group’s rules as they are, with these words besides. */
async function propose(moment: Moment, { by, profile, terms, why }: Proposal): Promise<string> {
  const { context, stage } = moment
  const person = actor(moment, by)
  const rules = await reading(context, person, (tx) => rulesInForce(tx, stage.loaded.schoolId))
  const now = valuesOf(rules[profile])
  const searchTerms = [now.searchTerms, ...terms].join('\n')
  return proposeRules(context, person, profile, proposeForm.parse({ ...now, searchTerms, why }))
}

/** What engines of the school hand over of a day’s searches besides its sites. */
export function stoppedSearches(moment: Moment, day: string) {
  const { stage } = moment
  const searches = searchesOf[stage.loaded.school.code]
  if (!searches) return []
  const chance = chanceOf(moment, `searches ${day}`)
  return Array.from({ length: whole(chance, 3, 7) }, () => {
    const time = `${String(whole(chance, 9, 14)).padStart(2, '0')}:${String(whole(chance, 0, 59)).padStart(2, '0')}`
    return aVisit(moment, {
      ...searched(pickWeighted(chance, searches.stopped)),
      site: 'www.google.com',
      atMs: instantAt(day, time as TimeOfDay).getTime(),
      address: addressOf(moment, whole(chance, 20, 60)),
      who: searches.byName ? somePupilOfKeyStage2(moment, chance) : null,
    })
  })
}

const tabletOfWorry = 33

const worries = (moment: Moment, who: string | null): Promise<void> =>
  tell(moment, 'search-worry', [
    aVisit(moment, {
      ...searched('selfHarm'),
      site: 'www.google.com',
      address: addressOf(moment, tabletOfWorry),
      who,
    }),
  ])

async function asksWhoHadTablet(moment: Moment): Promise<void> {
  await lookAtDay(moment.context, actor(moment, 'dsl'), {
    whose: { address: addressOf(moment, tabletOfWorry) },
    day: londonDate(moment.at),
    reason: 'Somebody at this tablet may need us today. I want to know which class has it.',
  })
}

const talkedInQuiet =
  'The class teacher knew who had the tablet. We sat in the garden room at break, and I said first that nobody is in trouble. An older cousin is unwell, and the child is worried. Their mother came at noon and was glad to know. We read the help page together; they know whom to come to, and I see them again next week.'

/** The child is in it as affected, and nobody is blamed. */
async function makesIncident(moment: Moment): Promise<string> {
  const first = await firstToLookAt(moment)
  if (!first) throw new Error('The safeguarding lead was told of no search')
  return makeIncident(moment.context, actor(moment, 'dsl'), first.id, { kind: 'selfHarm' })
}
