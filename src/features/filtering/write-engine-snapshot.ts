// The one file that engines follow: what every school of this server has agreed, as its state in force says it.

import { join } from 'node:path'
import {
  compilePolicy,
  findAskers,
  readAgreed,
  type SchoolOnNetwork,
  type SiteIndex,
  testAddressesOf,
  withoutShared,
  writeSnapshot,
} from '#/engines/filter/index.ts'

import { addDays } from '#/kernel/london-time.ts'
import { calendarEndsOn, isSchoolDay } from '#/kernel/school-calendar.ts'
import type { Context } from '#/platform/context.ts'
import type { Vault } from '#/platform/files/files.ts'
import { allSchoolIds } from '../schools/index.ts'
import type { SchoolState } from './school-state.ts'
import { sealedForEngines, sealedHere } from './sealed-list.ts'
import { enginesFolder, loadStateAlone } from './state-files.ts'
import { filterFolder } from './the-lists.ts'

/** The file that engines follow. */
export const engineSnapshotPath = (context: { vault: Pick<Vault, 'dataFolder'> }): string =>
  join(enginesFolder(filterFolder(context.vault)), 'snapshot')

/** Writes the snapshot of all schools that have a state, with the licensed list of illegal content where one is loaded. */
export async function writeEngineSnapshot(context: Context, indexHash: string): Promise<void> {
  const schools: SchoolOnNetwork[] = []
  for (const [place, id] of (await allSchoolIds(context.db)).entries()) {
    const loaded = await loadStateAlone(filterFolder(context.vault), id)
    if (loaded !== null) schools.push(onNetwork(loaded.state, place))
  }
  await writeSnapshot(engineSnapshotPath(context), {
    madeAtMs: context.clock().getTime(),
    indexFile: `${indexHash}.index`,
    sealed: await sealedOrSay(context),
    schools: withoutShared(schools, (sentence) => context.log.debug(sentence)),
  })
}

/**
 * Refuses, in words, what an engine could not take: the state before stays in force. An engine refuses a snapshot whole, so that one
 * school would keep what is agreed from all the others.
 */
export function requireTaken(index: SiteIndex, state: SchoolState): void {
  compilePolicy(index, state.policy)
  findAskers([onNetwork(state, 0)])
}

/** Who is signed in on which device is a file of its own, which `portal` writes. */
function onNetwork(state: SchoolState, place: number): SchoolOnNetwork {
  const { school, version, policy, networks, calendar, answers, inspection } = state
  const { profiles, ...rest } = policy
  const { blockedAs, ...network } = answers
  return {
    school: school.slug,
    version,
    policy: {
      ...rest,
      profiles: profiles.map(({ name, blocks, otherwise, bands, searchTerms }) => ({
        ...{ name, blocks, otherwise, bands },
        ...(searchTerms === undefined ? {} : { searchTerms }),
      })),
    },
    schoolDays: calendar.terms.flatMap(({ from, to }) =>
      daysFrom(from, to).filter((day) => isSchoolDay(day, calendar)),
    ),
    workingDaysAfter: calendarEndsOn(calendar) ?? '',
    manners: profiles.map(({ name, safeSearch, youtube }) => ({
      profile: name,
      blockedAs,
      safeSearch,
      youTube: youtube,
    })),
    networks,
    devices: [],
    testAddresses: testAddressesOf(
      place,
      profiles.map(({ name }) => name),
    ),
    ...network,
    ...(inspection === null ? {} : { inspection }),
  }
}

/** Where the list that was loaded cannot be read, engines are left with what they read of it last, and that is said aloud. */
async function sealedOrSay(context: Context) {
  const list = await sealedHere(filterFolder(context.vault))
  if (list !== 'broken') return sealedForEngines(list)
  context.log.error(
    'The list of illegal content cannot be read: engines go by what they read of it last. Load it again.',
  )
  return (await readAgreed(engineSnapshotPath(context)).catch(() => null))?.sealed ?? null
}

function daysFrom(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}
