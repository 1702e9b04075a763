// What engines wrote about themselves: read for the page as it stands, and copied each minute for evidence.

import { type Heartbeat, readAgreed, readHeartbeats, type TestAddress } from '#/engines/filter/index.ts'
import { dayMs } from '#/kernel/london-time.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { findSchool } from '../schools/index.ts'
import { type Engine, isAlive } from './engine.ts'
import { saveEngines } from './engine-store.ts'
import { loadState } from './state-files.ts'
import { filterFolder } from './the-lists.ts'
import { engineSnapshotPath } from './write-engine-snapshot.ts'

const keptForDays = 7
/** Each helper says every two seconds that it lives. */
const helperLivesMs = 10_000

/** Every engine that follows this server's snapshot, as it said last. `slug` is the school that asks. */
async function enginesNow(context: Pick<Context, 'vault' | 'clock'>, slug: string): Promise<Engine[]> {
  const beats = await readHeartbeats(engineSnapshotPath(context), context.clock().getTime())
  const places = Map.groupBy(beats, ({ engine, at }) => `${engine} ${at}`)
  return [...places.values()].flatMap((ofPlace) => engineOf(ofPlace, slug) ?? [])
}

/** What all that run at one place say together, the newest first: several where Squid starts helpers as it needs them. */
function engineOf(beats: readonly Heartbeat[], slug: string): Engine | undefined {
  const [newest] = beats
  if (newest === undefined) return undefined
  const { engine, at, beatAtMs, beganAtMs, startedAgain, helper } = newest
  // By their machine's own clock: who was killed took nothing away, and is not counted.
  const running = beats.filter((one) => beatAtMs - one.beatAtMs < helperLivesMs)
  const versions = running.map((one) => one.versions[slug] ?? null)
  const answered = beats.map(({ answeredAtMs }) => answeredAtMs ?? 0)
  const answeredAtMs = Math.max(...answered)
  return {
    engine,
    at,
    beatAt: new Date(beatAtMs),
    answeredAt: answeredAtMs === 0 ? null : new Date(answeredAtMs),
    version: oldestOf(versions),
    running: helper === null ? null : running.length,
    startedAgain: beganAtMs === null ? null : { times: startedAgain, since: new Date(beganAtMs) },
  }
}

/** Squid asks any of them, so the one that is furthest behind counts; null where one of them has nothing of the school. */
function oldestOf(versions: readonly (number | null)[]): number | null {
  const known = versions.filter((one) => one !== null)
  return known.length < versions.length ? null : Math.min(...known)
}

/** The same, with those that were heard in the last week and have fallen silent since. */
export async function enginesHeard(
  context: Pick<Context, 'vault' | 'clock'>,
  slug: string,
  kept: readonly Engine[],
): Promise<Engine[]> {
  const now = await enginesNow(context, slug)
  const isNow = ({ engine, at }: Engine) => now.some((one) => one.engine === engine && one.at === at)
  return [...now, ...kept.filter((one) => !isNow(one))]
}

/** Copies it to where evidence is read. It is nobody's act, so the trail says nothing of it. */
export function keepEngines(context: Context, actor: Actor): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { slug } = await findSchool(tx, actor.schoolId)
    const since = new Date(context.clock().getTime() - keptForDays * dayMs)
    await saveEngines(tx, actor.schoolId, await enginesNow(context, slug), since)
  })
}

/** Parts of the school's network that engines were not given, because another school of this server names them too. */
export async function networksLeftOut(context: Pick<Context, 'vault'>, schoolId: string): Promise<string[]> {
  const own = await loadState(filterFolder(context.vault), schoolId).catch(() => null)
  const agreed = await readAgreed(engineSnapshotPath(context)).catch(() => null)
  if (own === null || agreed === null) return []
  const { school, networks } = own.state
  const given = agreed.schools.find((one) => one.school === school.slug)?.networks ?? []
  return networks
    .map(({ range }) => range)
    .filter((range) => !given.some((one) => one.range === range) && !thisMachine.includes(range))
}

/** Addresses of this machine from which engines of this server take a test for each group; none before the first snapshot. */
export async function testAddressesHere(
  context: Pick<Context, 'vault'>,
  slug: string,
): Promise<readonly TestAddress[]> {
  const agreed = await readAgreed(engineSnapshotPath(context)).catch(() => null)
  return agreed?.schools.find(({ school }) => school === slug)?.testAddresses ?? []
}

/** Whether an engine that follows this server's snapshot lives at that address of this machine. */
export async function followsUs(
  context: Pick<Context, 'vault' | 'clock'>,
  slug: string,
  { address, port }: { address: string; port: number },
): Promise<boolean> {
  const places = [`${address}:${port}`, `0.0.0.0:${port}`]
  const engines = await enginesNow(context, slug)
  return engines.some((one) => places.includes(one.at) && isAlive(one, context.clock()))
}

/** Several schools may name the server itself; nobody’s device asks from there. */
const thisMachine: readonly string[] = ['127.0.0.1/32', '::1/128']
