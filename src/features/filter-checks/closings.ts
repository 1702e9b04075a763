// What clauses of the five policies close, and for whom. Rules in force may be stricter than the school's policy asks and never laxer:
// where they are, the clause needs somebody, however well the network keeps those rules. Pure.

import {
  type CategoryId,
  categoryIds,
  categoryRow,
  type ProfileKey,
  profileKeys,
  profiles,
  type Rules,
  type When,
} from '../filtering/index.ts'

export type Closing = {
  categories: readonly CategoryId[]
  whom: readonly ProfileKey[]
  /** The least that its words ask for, where the rules to start from are stricter. */
  atLeast?: When
  /** Search engines are kept on their safe side besides. */
  safeSearch?: true
}

const everybody = profileKeys
const pupils = profileKeys.filter((key) => profiles[key].of === 'pupils')
const adults = profileKeys.filter((key) => profiles[key].of === 'adults')
/** Guests bring devices of their own. */
const onSchoolDevices = profileKeys.filter((key) => key !== 'guests')
const adultsOnSchoolDevices = onSchoolDevices.filter((key) => adults.includes(key))

/** What no group gets, whatever the policy: the categories themselves say so. */
const closedToEverybody = categoryIds.filter(
  (id) => categoryRow(id).pupils === 'always' && categoryRow(id).adults === 'always',
)
const illegal = ['crime', 'drugs', 'weapons', 'piracy', 'extremism'] as const
const hateful = ['hate', 'violence', 'extremism', 'selfHarm'] as const

/** By clause. A clause that names no kind of sites is not here. */
export const closings: Readonly<Record<string, Closing>> = {
  A41: { categories: ['webmail'], whom: ['staff'] },
  A58: { categories: ['socialNetworks'], whom: everybody },
  A60: { categories: ['chat'], whom: everybody },
  B25: { categories: ['socialNetworks', 'newsgroups'], whom: pupils },
  B98: { categories: ['pornography', 'hate', ...illegal], whom: everybody },
  B99: { categories: hateful, whom: everybody },
  B102: { categories: ['bypass'], whom: everybody },
  B106: { categories: ['gambling'], whom: everybody },
  B158: { categories: ['socialNetworks'], whom: everybody },
  H36: { categories: ['shopping', 'streaming', 'games', 'banking'], whom: adultsOnSchoolDevices },
  H38: { categories: illegal, whom: everybody },
  H50: { categories: ['socialNetworks'], whom: adults },
  H67: { categories: illegal, whom: everybody },
  H68: { categories: closedToEverybody, whom: everybody },
  R2: { categories: closedToEverybody, whom: pupils, safeSearch: true },
  R16: { categories: ['socialNetworks', 'banking'], whom: onSchoolDevices },
  R75: { categories: closedToEverybody, whom: everybody },
  // Breaks excepted, on any device: R16 closes more on the school’s own.
  R87: { categories: ['socialNetworks'], whom: adults, atLeast: 'lessons' },
  T14: { categories: ['pornography', 'language', ...hateful], whom: pupils },
  T21: { categories: ['bypass'], whom: pupils },
  T42: { categories: ['pornography', 'hate', ...illegal], whom: adults },
  T155: { categories: ['imageSearch'], whom: pupils, safeSearch: true },
  T162: { categories: ['gambling', 'games'], whom: everybody },
  T173: { categories: ['socialNetworks', 'games'], whom: pupils },
  // Its text leaves “always” and “in school hours” standing: either keeps it.
  T250: { categories: ['socialNetworks'], whom: ['staff'], atLeast: 'schoolDay' },
}

const strictness: Readonly<Record<When, number>> = { open: 0, lessons: 1, schoolDay: 2, always: 3 }

export type Closed = { category: CategoryId; profile: ProfileKey; when: When }

/** What some clauses close at a school, for each of its groups: when at the least, by the rules that its policy starts from. */
export function closedBy(
  clauses: readonly string[],
  groups: readonly ProfileKey[],
  preset: Rules,
): readonly Closed[] {
  const all = clauses.flatMap((id) => {
    const closing = closings[id]
    if (closing === undefined) return []
    const whom = groups.filter((profile) => closing.whom.includes(profile))
    return whom.flatMap((profile) =>
      closing.categories.map((category) => ({
        category,
        profile,
        when: closing.atLeast ?? preset[profile].categories[category],
      })),
    )
  })
  return all.filter(({ when }) => when !== 'open')
}

/** Whether the rules in force close less than the clause does. */
export const isLaxer = ({ category, profile, when }: Closed, inForce: Rules): boolean =>
  strictness[inForce[profile].categories[category]] < strictness[when]

/** The groups whose searches the rules in force leave open, though one of the clauses wants them safe. */
export const searchesLeftOpen = (
  clauses: readonly string[],
  groups: readonly ProfileKey[],
  inForce: Rules,
): readonly ProfileKey[] => {
  const wanted = clauses.flatMap((id) => (closings[id]?.safeSearch ? closings[id].whom : []))
  return groups.filter((profile) => wanted.includes(profile) && !inForce[profile].safeSearch)
}
