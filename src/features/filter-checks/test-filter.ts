import { type Clock, systemClock } from '#/kernel/clock.ts'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import { type Actor, systemActor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { queueJob } from '#/platform/jobs/queue-job.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import {
  filterFolder,
  followsUs,
  isInLesson,
  type OpenFilter,
  openFilter,
  type ProfileKey,
  profiles,
  sealedHere,
  testAddressesHere,
} from '../filtering/index.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import { type Answered, askAsDevice, type Client, type Network, type Server } from './ask-network.ts'
import { type Agreed, caseOf, casesVersion, outcomeOf, type Result, verdictOn } from './case.ts'
import { isHere, ownAddresses, type Place, placesOf } from './places.ts'
import { mender, proxy, resolver, serverIn } from './settings.ts'
import { type FilterTest, insertTest, newestTest } from './test-store.ts'

/** What the school agreed, and whether a licensed list should be there: a broken one should. */
type Known = OpenFilter & { sealedLoaded: boolean }

/** The engines that this server runs itself; null where it runs none. One of the two may be missing. */
export type OwnEngines = { address: string; dnsPort: number | null; proxyPort: number | null } | null

export type TestNeeds = {
  engines: OwnEngines
  client: Client
  askedBy: string | null
  /** What the engines go by; nearly always the clock on the wall. */
  enginesClock?: Clock
}

export const testJobName = 'filterChecks.test'

/** Asks for a test now: it runs as soon as this is committed, because it takes some seconds. */
export function askForTest(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'filterChecks.test')
    const { personId } = requirePerson(actor)
    await queueJob(tx, { name: testJobName, tries: 1 }, { askedBy: personId }, { key: testJobName })
    record(tx, { did: 'filterChecks.testAsked', about: { kind: 'school', id: actor.schoolId } })
  })
}

/**
 * Asks the network what each group gets, puts it on record, and gives a task for what came through. Null, and nothing on record, where
 * nobody said whom to ask, the filter has no state yet, or no group can be asked for from here.
 */
export async function testFilter(
  context: Context,
  schoolId: string,
  { engines, client, askedBy, enginesClock = systemClock }: TestNeeds,
): Promise<FilterTest | null> {
  const actor = systemActor(schoolId)
  const opened = await openFilter(context, schoolId).catch(onlyRefused)
  const sealedLoaded = (await sealedHere(filterFolder(context.vault))) !== null
  const filter = opened && { ...opened, sealedLoaded }
  const network = await reading(context, actor, (tx) => networkOf(tx, schoolId, engines, filter))
  if (filter === null || network === null) return null
  const places = await placesIn(context, filter, network, engines)
  if (places.length === 0) return null
  const results: Result[] = []
  const lessonIsOn = () => reading(context, actor, (tx) => isInLesson(tx, schoolId, enginesClock()))
  const beganInLesson = await lessonIsOn()
  // What is expected of the engines goes by the same clock as they do.
  for (const { profile, from } of places) {
    const answers = await askAsDevice(network, from, client)
    const at = enginesClock()
    results.push(...answers.map((one) => resultOf(filter, profile, from, one, at)))
  }
  const test: FilterTest = {
    id: newId(),
    at: context.clock(),
    askedBy,
    casesVersion,
    resolver: written(network.resolver),
    proxy: written(network.proxy),
    inLesson: beganInLesson && (await lessonIsOn()),
    outcome: outcomeOf(results),
    results,
  }
  await inTransaction(context, actor, (tx) => keepTest(context, tx, actor, test))
  return test
}

function onlyRefused(error: unknown): null {
  if (error instanceof Refused) return null
  throw error
}

async function networkOf(
  tx: Tx,
  schoolId: string,
  engines: OwnEngines,
  filter: OpenFilter | null,
): Promise<Network | null> {
  const named = serverIn(await readSetting(tx, schoolId, resolver), 53)
  const namedProxy = serverIn(await readSetting(tx, schoolId, proxy), 8080)
  // Whoever names one of the two has a filter of somebody else, and only that is asked.
  const isOurs = named === null && namedProxy === null
  if (filter === null || (isOurs && engines === null)) return null
  return isOurs && engines
    ? ownNetwork(engines)
    : { resolver: named, proxy: namedProxy, blockedAddresses: [] }
}

const ownNetwork = ({ address, dnsPort, proxyPort }: NonNullable<OwnEngines>): Network => ({
  resolver: dnsPort === null ? null : { address, port: dnsPort },
  proxy: proxyPort === null ? null : { address, port: proxyPort },
  blockedAddresses: [],
})

/** Engines of this server are asked from their test addresses; those of others cannot know these. */
async function placesIn(
  context: Context,
  { state }: OpenFilter,
  { resolver, proxy }: Network,
  engines: OwnEngines,
): Promise<Place[]> {
  const own = engines === null ? null : ownNetwork(engines)
  const inside = [own?.resolver, own?.proxy].map((server) => written(server ?? null))
  const isOurs = async (server: Server): Promise<boolean> =>
    isHere(server.address) &&
    (inside.includes(written(server)) || (await followsUs(context, state.school.slug, server)))
  const asked = [resolver, proxy].filter((server) => server !== null)
  const ours = await Promise.all(asked.map(isOurs))
  const tests = ours.every((one) => one) ? await testAddressesHere(context, state.school.slug) : []
  return placesOf(state, ownAddresses(), tests)
}

const written = (server: Server | null): string | null =>
  server === null ? null : `${server.address}:${server.port}`

function resultOf(filter: Known, profile: ProfileKey, from: string, answered: Answered, at: Date): Result {
  const one = caseOf(answered.case)
  if (!one) throw new Error(`Nobody knows the case ${answered.case}`)
  const verdict = verdictOn(one, answered.outcome, agreedOn(filter, profile, one.name, at))
  return { ...answered, profile, from, verdict }
}

function agreedOn(
  { state, ask, sealedLoaded }: Known,
  profile: ProfileKey,
  address: string,
  at: Date,
): Agreed {
  const { words } = profiles[profile]
  const own = state.policy.profiles.find(({ name }) => name === words)
  return {
    blocked: !ask({ address, profile: words, at }).allowed,
    safeSearch: own?.safeSearch ?? true,
    youTube: own?.youtube ?? 'strict',
    sealedLoaded,
  }
}

/** The record, and who mends what it found. A run that passed ends the task of the one before. */
async function keepTest(context: Context, tx: Tx, actor: Actor, test: FilterTest): Promise<void> {
  const { schoolId } = actor
  const before = await newestTest(tx, schoolId)
  await insertTest(tx, schoolId, test)
  record(tx, {
    did: test.outcome === 'passed' ? 'filterChecks.passed' : 'filterChecks.failed',
    about: { kind: 'filterTest', id: test.id },
    detail: {
      askedBy: test.askedBy,
      failed: test.results.filter(({ verdict }) => verdict === 'failed').length,
    },
  })
  if (before)
    await endTasksAbout(context, tx, actor, {
      aboutId: before.id,
      state: 'done',
      reason: 'It was tested again.',
    })
  if (test.outcome === 'passed') return
  await giveTask(context, tx, actor, {
    to: [{ role: await readSetting(tx, schoolId, mender) }, { role: 'dsl' }],
    kind: 'filterChecks.mend',
    title:
      test.outcome === 'silent'
        ? 'Find out why the filter does not answer'
        : 'Mend the filter: its test found something',
    about: { kind: 'filterTest', id: test.id },
    path: `/filter-checks/tests/${test.id}`,
    urgency: 'soon',
    mergeKey: 'filterChecks.mend',
  })
}
