// Whatever the school has agreed becomes one state, which the engines take. Each change asks for it; every minute it is looked at besides,
// because terms change and days end without anybody thinking of the filter.

import { createHash } from 'node:crypto'
import { type Exception, readAgreed, type SchoolRule, type SiteIndex } from '#/engines/filter/index.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { type Actor, systemActor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { allSchoolIds, findSchool, readCalendar, type School } from '../schools/index.ts'

import { categoryIn } from './ask-filter.ts'
import { categoryIds, categoryRow, concerns, leadingToHelp, neverOpen } from './category.ts'

import { breaksIn, networksIn, sitesIn } from './day-and-networks.ts'
import { emptyIn } from './empty-categories.ts'
import { published } from './happenings.ts'
import { inspectionState } from './keep-authority.ts'
import { networkAnswers } from './network-answers.ts'
import type { OwnSite } from './own-site.ts'
import { standingSites } from './own-site-store.ts'
import { engineProfile, type ProfileKey, profiles, sitesOfPolicy } from './profile.ts'
import type { SchoolState } from './school-state.ts'
import { sealedLoaded } from './sealed-list.ts'
import { alwaysOpenToo, breaks, networks, usedSources } from './settings.ts'
import { alwaysOpen } from './starter-lists.ts'
import { numberInForce, saveState } from './state-files.ts'
import { insertState, lockState, placingsOn, statesOf } from './state-store.ts'
import { stoppedHere } from './stopped.ts'
import { filterFolder, indexOf, openIndex } from './the-lists.ts'
import { rulesInForce } from './version-store.ts'
import { profilesHere } from './who-gets-what.ts'
import { engineSnapshotPath, requireTaken, writeEngineSnapshot } from './write-engine-snapshot.ts'

/** Makes a state of everything agreed, unless the last one says the same. Returns the version in force. */
export async function publishPolicy(context: Context, actor: Actor): Promise<number> {
  const { schoolId } = actor
  const folder = filterFolder(context.vault)
  const { index, indexHash } = await openIndex(context.vault, await usedHere(context))
  return inTransaction(context, actor, async (tx) => {
    await lockState(tx)
    const [last] = await statesOf(tx, schoolId, 1)
    const says = await whatItSays(context, tx, schoolId, { index, indexHash })
    const saysHash = createHash('sha256').update(JSON.stringify(says)).digest('hex')
    const isThere = last !== undefined && (await numberInForce(folder, schoolId)) === last.version
    if (isThere && last.saysHash === saysHash && last.emptyCategories !== null) {
      if (!(await canServe(context))) await writeEngineSnapshot(context, indexHash)
      return last.version
    }
    const state: SchoolState = { ...says, version: (last?.version ?? 0) + 1 }
    requireTaken(index, state)
    const fileHash = await saveState(folder, state)
    await writeEngineSnapshot(context, indexHash)
    const { version, policy, suspended } = state
    const ownSites = policy.rules.length + policy.exceptions.length
    const madeAt = context.clock()
    const made = { version, saysHash, fileHash, indexHash, madeAt, emptyCategories: emptyIn(index) }
    await insertState(tx, schoolId, { ...made, ownSites, stopped: suspended.length })
    record(tx, {
      did: 'filtering.published',
      about: { kind: 'school', id: schoolId },
      detail: { version, hash: fileHash },
    })
    await announce(context, tx, actor, published, { version })
    return version
  })
}

/** Writes the engines' snapshot anew where something changed that is no school's: what each school agreed stays as it is. */
export async function rewriteSnapshot(context: Context): Promise<void> {
  const indexHash = await indexOf(context.vault, await usedHere(context))
  const [any] = await allSchoolIds(context.db)
  if (any === undefined) return
  await inTransaction(context, systemActor(any), async (tx) => {
    await lockState(tx)
    await writeEngineSnapshot(context, indexHash)
  })
}

/**
 * Whether engines can read what was written for them, with the list of illegal content that was loaded last and what counts when terms
 * run out; else it is written anew.
 */
async function canServe(context: Context): Promise<boolean> {
  const agreed = await readAgreed(engineSnapshotPath(context)).catch(() => null)
  if (agreed === null || agreed.schools.some((one) => one.workingDaysAfter === undefined)) return false
  const sealed = await sealedLoaded(filterFolder(context.vault))
  return sealed === 'broken' || agreed.sealed?.feedFile === sealed?.feedFile
}

/** Sources that any school of this server uses: engines hold one index for all of them. */
async function usedHere(context: Context): Promise<string[]> {
  const used = new Set<string>()
  for (const id of await allSchoolIds(context.db)) {
    const own = await reading(context, systemActor(id), (tx) => readSetting(tx, id, usedSources))
    for (const source of own) used.add(source)
  }
  return [...used]
}

/** Everything of a state but its number, so that two that say the same are the same. */
async function whatItSays(
  context: Context,
  tx: Tx,
  schoolId: string,
  { index, indexHash }: { index: SiteIndex; indexHash: string },
): Promise<SchoolState> {
  const now = context.clock()
  const school = await findSchool(tx, schoolId)
  const keys = await profilesHere(tx, schoolId)
  const unknown = keys[0] ?? 'guests'
  const ranges = networksIn(await readSetting(tx, schoolId, networks))
  const stopped = await stoppedHere(tx, schoolId, now)
  return {
    format: 3,
    school: { id: school.id, slug: school.slug, name: school.name },
    version: 0,
    index: indexHash,
    policy: await policyOf(tx, school, keys, { index, now }),
    unknown: profiles[unknown].words,
    // The school's whole network, and the parts of it that get something else.
    networks: [
      ...ranges.map(({ range, profile, signInFirst, ownDevices }) => ({
        range,
        // A group that the school has no more, or never had, gets the strictest: engines refuse what they do not know.
        profile: profiles[keys.includes(profile) ? profile : unknown].words,
        ...(signInFirst ? { signInFirst } : {}),
        ...(ownDevices ? { ownDevices } : {}),
      })),
      ...school.networkRanges
        .filter((range) => !ranges.some((one) => one.range === range))
        .map((range) => ({ range, profile: profiles[unknown].words })),
    ],
    placed: Object.fromEntries(
      (await placingsOn(tx, schoolId, londonDate(now)))
        .map(({ personId, profile }) => [personId, profiles[profile].words] as const)
        .sort(),
    ),
    suspended: stopped.map(({ id, until }) => ({ id, untilMs: until?.getTime() ?? null })),
    calendar: await readCalendar(tx, schoolId),
    answers: await networkAnswers(tx, schoolId),
    inspection: await inspectionState(tx, schoolId),
  }
}

async function policyOf(
  tx: Tx,
  { id: schoolId, policyCode, dayStartsAt, dayEndsAt }: School,
  keys: readonly ProfileKey[],
  { index, now }: { index: SiteIndex; now: Date },
): Promise<SchoolState['policy']> {
  const rules = await rulesInForce(tx, schoolId)
  const day = {
    startsAt: dayStartsAt.slice(0, 5),
    endsAt: dayEndsAt.slice(0, 5),
    breaks: breaksIn(await readSetting(tx, schoolId, breaks)),
  }
  const own = await standingSites(tx, schoolId, now)
  const forKeys = own.flatMap((one) => {
    const named = one.profiles.filter((key) => keys.includes(key))
    const all = one.profiles.length === 0
    return all || named.length > 0 ? [{ ...one, for: all ? ('all' as const) : named.map(wordsOf) }] : []
  })
  return {
    profiles: keys.map((key) => engineProfile(key, rules[key], day)),
    alwaysOpen: [
      ...alwaysOpen,
      ...sitesIn(await readSetting(tx, schoolId, alwaysOpenToo)).filter(
        (site) => categoryIn(index, site, neverOpen) === null,
      ),
    ],
    rules: [...forKeys.filter(isRule).map(asRule), ...sitesOfPolicy(policyCode)],
    exceptions: forKeys.filter((one) => !isRule(one)).map(asException),
    closedToExceptions: neverOpen,
    helpFor: leadingToHelp,
    concerns,
    categoryWords: Object.fromEntries(categoryIds.map((id) => [id, categoryRow(id).words])),
  }
}

const wordsOf = (key: ProfileKey): string => profiles[key].words

/** What is open for a time ends in the engine itself; what is blocked for a time leaves with the next state. */
const isRule = ({ does, until }: OwnSite): boolean => does === 'block' || until === null

type ForWhom = OwnSite & { for: readonly string[] | 'all' }
const asRule = ({ site, does, for: profiles }: ForWhom): SchoolRule => ({ site, does, profiles })
const asException = ({ site, until, for: profiles }: ForWhom): Exception => ({
  site,
  profiles,
  untilMs: until?.getTime() ?? 0,
})
