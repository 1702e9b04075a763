// One page, or its whole site. On encrypted sites the filter sees the name alone, unless it looks inside.

import {
  blankQuestion,
  compilePolicy,
  createDecider,
  emptySlot,
  isAllowed,
  siteOf,
} from '#/engines/filter/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Context } from '#/platform/context.ts'
import { type ProfileKey, profiles } from './profile.ts'
import { type LoadedState, loadState } from './state-files.ts'
import { filterFolder } from './the-lists.ts'

/** Whether what the list keeps is the address of a page, and not the name of a site. */
export const isPage = (site: string): boolean => site.includes('/')

/** The name of the site that a page is on. */
export const wholeSiteOf = (site: string): string => site.split('/')[0] ?? site

/** Where the filter sees which page of an encrypted site is asked for; `nowhere` also where it does for some of the groups alone. */
export type PagesSeen = 'everywhere' | 'notOnOwnDevices' | 'nowhere'

/** Where it does so with every one of these groups. None named is everybody. */
export type SeesPages = (site: string, groups: readonly ProfileKey[]) => PagesSeen

/**
 * What it sees now; nothing where no state can be read. Of everybody it never sees all, because guests are never looked into. Whoever
 * is in a group may sign in where devices are people's own, and nobody is looked into there.
 */
export async function seesPages(context: Context, schoolId: string): Promise<SeesPages> {
  const loaded = await loadState(filterFolder(context.vault), schoolId).catch((error: unknown) => {
    if (error instanceof Refused) return null
    throw error
  })
  if (loaded === null) return () => 'nowhere'
  const seen = pagesSeen(loaded)
  const where = loaded.state.networks.some(({ ownDevices }) => ownDevices) ? 'notOnOwnDevices' : 'everywhere'
  return (site, groups) =>
    groups.length > 0 && groups.every((key) => seen(siteOf(site)?.host ?? '', profiles[key].words))
      ? where
      : 'nowhere'
}

/** The same for a profile of a state. Private business, help and the school's own are never looked into, as the proxy has it. */
export function pagesSeen({
  state: { inspection, policy, answers },
  index,
}: Pick<LoadedState, 'state' | 'index'>): (host: string, profile: string) => boolean {
  if (inspection === null) return () => false
  const { never } = inspection
  const own = answers?.localNames.map(({ name }) => name) ?? []
  const decide = createDecider(
    compilePolicy(index, {
      profiles: [{ name: 'anybody', blocks: never.categories, otherwise: 'allow', bands: [] }],
      alwaysOpen: [],
      rules: [...never.names, ...policy.alwaysOpen, ...own].map((site) => ({
        site,
        does: 'block' as const,
        profiles: 'all' as const,
      })),
      exceptions: [],
      closedToExceptions: [],
    }),
    emptySlot,
  )
  return (host, profile) =>
    inspection.profiles.includes(profile) && isAllowed(decide({ ...blankQuestion(), host }))
}
