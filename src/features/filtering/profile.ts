// The noun: who gets what. A school's rules say for each profile and category when it is blocked; what an engine needs is worked out from
// them and from the school's day. Pure.

import type { SchoolRule, TimeBand } from '#/engines/filter/index.ts'
import { timeOfDayMs } from '#/kernel/london-time.ts'
import type { PolicyCode } from '#/platform/settings/settings.ts'
import { type CategoryId, categoryIds, categoryRow, followingSafeSearch, type When } from './category.ts'
import type { StateProfile, YoutubeLevel } from './school-state.ts'
import { type OwnTerm, termsFor } from './search-term.ts'

/** The strictest first: whoever nothing is known of gets the first that the school has. */
export const profiles = {
  earlyYears: { words: 'Early years', of: 'pupils' },
  keyStage1: { words: 'Key stage 1', of: 'pupils' },
  keyStage2: { words: 'Key stage 2', of: 'pupils' },
  keyStage3: { words: 'Key stage 3', of: 'pupils' },
  keyStage4: { words: 'Key stage 4', of: 'pupils' },
  sixthForm: { words: 'Sixth form', of: 'pupils' },
  guests: { words: 'Guests and own devices', of: 'adults' },
  governors: { words: 'Governors', of: 'adults' },
  staff: { words: 'Staff', of: 'adults' },
} as const satisfies Record<string, { words: string; of: 'pupils' | 'adults' }>
export type ProfileKey = keyof typeof profiles
export const profileKeys = Object.keys(profiles) as ProfileKey[]
/** Whether a field names one of the profiles. */
export const isProfileKey = (text: string): text is ProfileKey => Object.hasOwn(profiles, text)
/** A profile as people say it; one that is not known stays as it is spelt. */
export const profileWords = (key: string): string => (isProfileKey(key) ? profiles[key].words : key)
/** Adults’ profiles, which every school has; pupils’ follow its phases. */
export const adultProfiles = profileKeys.filter((key) => profiles[key].of === 'adults')

export const youtubeLevels: Readonly<Record<YoutubeLevel, string>> = {
  strict: 'Restricted, strict',
  moderate: 'Restricted, moderate',
  open: 'Not restricted',
}

export type ProfileRules = {
  /** `block`: only sites that the school chose are open. */
  otherwise: 'allow' | 'block'
  safeSearch: boolean
  youtube: YoutubeLevel
  categories: Readonly<Record<CategoryId, When>>
  /** Searches that the school stops besides those that come with Schoolkeeper. Rules from before there were any have none. */
  searchTerms?: readonly OwnTerm[]
}
export type Rules = Readonly<Record<ProfileKey, ProfileRules>>

type Preset = Partial<Record<CategoryId, { pupils?: When; adults?: When }>>

/** What each of the five policies says, where it differs from what the category says. */
const presets: Readonly<Record<PolicyCode, Preset>> = {
  // A41 webmail outside directed time; A58 every social network; A60 chats.
  A: {
    webmail: { adults: 'lessons' },
    socialNetworks: { adults: 'always' },
    chat: { adults: 'always' },
  },
  // B158 names no group and no exception: the stricter of it and B25. B25 newsgroups for pupils.
  B: { socialNetworks: { adults: 'always' } },
  // T155 open picture searches; T162 games for everybody; T250 leaves “always” standing, the stricter of two.
  T: { imageSearch: { pupils: 'always' }, games: { adults: 'always' }, socialNetworks: { adults: 'always' } },
  // H36 reasonable personal use in breaks; H50 no personal social networks.
  H: {
    socialNetworks: { adults: 'always' },
    shopping: { adults: 'lessons' },
    streaming: { adults: 'lessons' },
    games: { adults: 'lessons' },
    banking: { adults: 'lessons' },
  },
  // R16 no private use of school computers.
  R: { socialNetworks: { adults: 'always' }, banking: { pupils: 'always', adults: 'always' } },
}

/** The rules to start from: those of the school's policy, or those of the categories. */
export function presetRules(code: PolicyCode | null): Rules {
  const preset = code === null ? {} : presets[code]
  const rulesOf = (key: ProfileKey): ProfileRules => {
    const { of } = profiles[key]
    return withSafeSearch({
      otherwise: key === 'earlyYears' ? 'block' : 'allow',
      safeSearch: true,
      youtube: of === 'pupils' ? 'strict' : key === 'staff' ? 'open' : 'moderate',
      categories: Object.fromEntries(
        categoryIds.map((id) => [id, whenOf(code, key, preset[id]?.[of] ?? categoryRow(id)[of], id)]),
      ) as Record<CategoryId, When>,
    })
  }
  return Object.fromEntries(profileKeys.map((key) => [key, rulesOf(key)])) as Rules
}

/** The rules, with what follows from safe search as that is: nobody chooses it apart. */
export function withSafeSearch(rules: ProfileRules): ProfileRules {
  const when: When = rules.safeSearch ? 'always' : 'open'
  const following = Object.fromEntries(followingSafeSearch.map((id) => [id, when]))
  return { ...rules, categories: { ...rules.categories, ...following } }
}

/** R87 lets adults see social networks in breaks on their own devices, R16 never on the school's. */
function whenOf(code: PolicyCode | null, key: ProfileKey, when: When, id: CategoryId): When {
  return code === 'R' && key === 'guests' && id === 'socialNetworks' ? 'lessons' : when
}

/** Sites that a policy itself names. A58 leaves Twitter open; pupils are too young for it. */
const presetSites: Readonly<Partial<Record<PolicyCode, readonly SchoolRule[]>>> = {
  A: ['twitter.com', 'x.com'].map((site) => ({ site, does: 'allow', profiles: [profiles.staff.words] })),
}

/** The sites that the school's policy names, as rules of its own. */
export const sitesOfPolicy = (code: PolicyCode | null): readonly SchoolRule[] =>
  code === null ? [] : (presetSites[code] ?? [])

export type Stretch = { from: string; until: string }
export type Day = { startsAt: string; endsAt: string; breaks: readonly Stretch[] }

/** What an engine needs of one profile: categories that are always shut, and hours in which more are. */
export function engineProfile(key: ProfileKey, rules: ProfileRules, day: Day): StateProfile {
  const { otherwise, safeSearch, youtube, categories, searchTerms = [] } = rules
  const those = (when: When) => categoryIds.filter((id) => categories[id] === when)
  return {
    name: profiles[key].words,
    otherwise,
    safeSearch,
    youtube,
    blocks: those('always'),
    bands: [
      ...bandsOf('The school day', [{ from: day.startsAt, until: day.endsAt }], those('schoolDay')),
      ...bandsOf('Lessons', lessonsOf(day), those('lessons')),
    ],
    searchTerms: termsFor(those('always'), searchTerms),
  }
}

/** The school day without its breaks, in order. */
export function lessonsOf({ startsAt, endsAt, breaks }: Day): Stretch[] {
  const inDay = breaks
    .filter(({ from, until }) => from < until && until > startsAt && from < endsAt)
    .toSorted((one, other) => one.from.localeCompare(other.from))
  const edges = [startsAt, ...inDay.flatMap(({ from, until }) => [from, until]), endsAt]
  const stretches: Stretch[] = []
  for (let at = 0; at < edges.length; at += 2) {
    const [from = '', until = ''] = [edges[at], edges[at + 1]]
    if (from < until) stretches.push({ from, until })
  }
  return stretches
}

function bandsOf(name: string, stretches: readonly Stretch[], blocks: readonly CategoryId[]): TimeBand[] {
  if (blocks.length === 0) return []
  return stretches.map(({ from, until }) => ({
    name: `${name}, ${from} to ${until}`,
    days: [1, 2, 3, 4, 5],
    fromMinute: timeOfDayMs(from) / 60_000,
    untilMinute: timeOfDayMs(until) / 60_000,
    schoolDaysOnly: true,
    blocks,
    allows: [],
  }))
}

/** What is different in the second, one line for each profile and thing. */
export function changesBetween(
  before: Rules,
  after: Rules,
): { profile: ProfileKey; what: string; from: string; to: string }[] {
  return profileKeys.flatMap((profile) => {
    // A version from before there was a category that follows says nothing of it.
    const [was, is] = [linesOf(withSafeSearch(before[profile])), linesOf(withSafeSearch(after[profile]))]
    return (
      [...new Set([...Object.keys(was), ...Object.keys(is)])]
        .filter((what) => was[what] !== is[what])
        // A search alone can stand in one of them and not in the other.
        .map((what) => ({
          profile,
          what,
          from: was[what] ?? 'not stopped',
          to: is[what] ?? 'not stopped',
        }))
    )
  })
}

function linesOf({
  otherwise,
  safeSearch,
  youtube,
  categories,
  searchTerms = [],
}: ProfileRules): Record<string, string> {
  const words: Record<When, string> = {
    always: 'blocked',
    schoolDay: 'blocked in the school day',
    lessons: 'blocked in lessons',
    open: 'open',
  }
  return {
    'Sites that no list names': otherwise === 'allow' ? 'open' : 'blocked',
    'Safe search': safeSearch ? 'on' : 'off',
    YouTube: youtubeLevels[youtube].toLowerCase(),
    ...Object.fromEntries(
      searchTerms.map(({ term, category }) => [
        `Searches with “${term}”`,
        `stopped, as ${categoryRow(category).words}`,
      ]),
    ),
    ...Object.fromEntries(categoryIds.map((id) => [categoryRow(id).words, words[categories[id]]])),
  }
}
