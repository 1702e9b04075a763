// Reads, checks and compares: all that happens before somebody looks. It changes nobody's record.

import { newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readFile } from '#/platform/files/files.ts'
import { inTurn } from '#/platform/jobs/give-way.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { allHoldersOn, isDesignatedRole, roleRow } from '../people/index.ts'
import { classesOfSchool, phases, phasesOfSchool } from '../schools/index.ts'
import { countChanges, hashChanges } from './change-store.ts'
import { compare } from './compare.ts'
import { stageKnown, stageKnownKinds } from './known-store.ts'
import { matchPeople } from './match-store.ts'
import {
  addChanges,
  countKnown,
  keepLeavers,
  planGuardians,
  planLeavers,
  saveOurs,
  stagedClasses,
  stagedPeopleAfter,
} from './plan-store.ts'
import { readFiles, type SentFile } from './read-files.ts'
import { mostLeaversPercent } from './settings.ts'
import type { Problem } from './staged-row.ts'
import {
  addProblems,
  clearPlan,
  countStaged,
  findTraps,
  type ImportKey,
  joinAsLarge,
  mergeStaged,
  stageRows,
} from './staging-store.ts'
import { filesOf, findImport, findSource, type Source, saveImport } from './store.ts'

type Reading = {
  context: Context
  actor: Actor
  key: ImportKey
  source: Source
  today: string
  classIds: Map<string, string>
}
type Found = Problem & { file: string }

/** The job: reads the files of an import and plans its changes, or says what has to be mended. Begun again, it begins anew. */
export async function planImport(context: Context, actor: Actor, importId: string): Promise<void> {
  const { schoolId } = actor
  const key = { schoolId, importId }
  const begun = await reading(context, actor, async (tx) => {
    const found = await findImport(tx, schoolId, importId)
    return { state: found.state, source: await findSource(tx, schoolId, found.sourceId) }
  })
  if (begun.state !== 'reading') return
  const today = londonDate(context.clock())
  const job: Reading = { context, actor, key, source: begun.source, today, classIds: new Map() }
  await inTransaction(context, actor, (tx) => clearPlan(tx, key))
  const problems = await stageAndCheck(job)
  if (problems.found.some(({ stops }) => stops)) return finish(job, 'faulty', problems)
  await planPeople(job, problems.mode)
  await planRest(job, problems.mode)
  await finish(job, 'planned', problems)
}

async function stageAndCheck(job: Reading): Promise<{ found: Found[]; mode: 'bulk' | 'delta' }> {
  const { context, actor, key, source } = job
  const found: Found[] = []
  try {
    const mode = await readFiles(source, await sentFiles(job), {
      rows: (file, rows) =>
        inTurn(() => inTransaction(context, actor, (tx) => stageRows(tx, key, file, rows))),
      problem: (problem) => {
        if (found.length < 5_000) found.push(problem)
      },
    })
    if (found.some(({ stops }) => stops)) return { found, mode }
    const of = { sourceId: source.id, today: job.today }
    if (mode === 'delta') await large(job, (tx) => stageKnown(tx, key, of))
    await large(job, (tx) => mergeStaged(tx, key))
    await large(job, (tx) => matchPeople(tx, key, source.id))
    if (mode === 'delta') await large(job, (tx) => stageKnownKinds(tx, key))
    const traps = await large(job, async (tx) => {
      const { person = 0 } = await countStaged(tx, key)
      const empty = person === 0 && mode === 'bulk' ? [nobody] : []
      return [...(await findTraps(tx, key)), ...empty, ...(await placeClasses(tx, job))]
    })
    return { found: [...found, ...traps], mode }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { found: [...found, whole(error.message)], mode: 'bulk' }
  }
}

const whole = (sentence: string): Found => ({
  stops: true,
  file: 'The file',
  line: null,
  column: null,
  sentence,
})
const nobody: Found = whole('There is nobody in the files. Read as they stand, they would remove everybody.')

async function sentFiles({ context, actor, key }: Reading): Promise<SentFile[]> {
  const files = await reading(context, actor, (tx) => filesOf(tx, key))
  const about = { kind: 'rosterImport', id: key.importId }
  return files.map(({ fileId, name }) => ({
    name,
    bytes: async function* () {
      yield* (await readFile(context, context.vault, actor, { fileId, about, copy: 'original' })).bytes
    },
  }))
}

/** Says which class of ours each class of the files is; one that is new gets an id, and is made when the import is. */
async function placeClasses(tx: Tx, { key, source, classIds }: Reading): Promise<Found[]> {
  const here = (await classesOfSchool(tx, key.schoolId)).filter(({ endsOn }) => endsOn === null)
  const byName = new Map(here.map(({ name, id }) => [name.toLowerCase(), id]))
  const known = new Set(here.map(({ id }) => id))
  const phaseKeys = new Set((await phasesOfSchool(tx, key.schoolId)).map((phase) => phase.key))
  const found: Found[] = []
  for (const { code, name, yearGroup, ours, file, line } of await stagedClasses(tx, key)) {
    const id = ours !== null && known.has(ours) ? ours : byName.get(name.toLowerCase())
    const phase = Object.entries(phases).find(([, { years }]) =>
      (years as readonly number[]).includes(yearGroup ?? Number.NaN),
    )?.[0]
    if (id === undefined && phase !== undefined && !phaseKeys.has(phase as keyof typeof phases)) {
      const sentence = `${name} is a class of year ${yearGroup}, and this school has no such phase. Add the phase first, or check the year.`
      found.push({
        stops: true,
        file: file === 'table' ? source.name : file,
        line,
        column: 'title',
        sentence,
      })
    }
    classIds.set(code, id ?? newId())
  }
  await saveOurs(
    tx,
    key,
    'class',
    [...classIds].map(([code, ours]) => ({ code, ours })),
  )
  return found
}

const pageSize = 400

async function planPeople(job: Reading, mode: 'bulk' | 'delta'): Promise<void> {
  let last: string | undefined = ''
  while (last !== undefined) {
    const after: string = last
    last = await inTurn(() => inTransaction(job.context, job.actor, (tx) => planSome(tx, job, mode, after)))
  }
}

/** Plans what changes about the next people. Returns the code of the last one, or nothing when all are done. */
async function planSome(
  tx: Tx,
  { key, source, today }: Reading,
  mode: 'bulk' | 'delta',
  after: string,
): Promise<string | undefined> {
  const people = await stagedPeopleAfter(tx, key, after, { today, sourceId: source.id, most: pageSize })
  const changes = people.flatMap((person) =>
    compare(person, { today, mode, newId }).map((change) => ({ person, change })),
  )
  await addChanges(
    tx,
    key,
    changes.map(({ change }) => change),
  )
  const joiners = changes.filter(({ change }) => change.what === 'joins')
  await saveOurs(
    tx,
    key,
    'person',
    joiners.map(({ person, change }) => ({ code: person.code, ours: change.personId })),
  )
  return people.at(-1)?.code
}

/** A transaction that compares whole tables of rows which have just come. */
function large<T>({ context, actor }: Reading, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(context, actor, async (tx) => {
    await joinAsLarge(tx)
    return work(tx)
  })
}

async function planRest(job: Reading, mode: 'bulk' | 'delta'): Promise<void> {
  const { key, source, today } = job
  await large(job, (tx) => planGuardians(tx, key, { sourceId: source.id, mode, today }))
  await large(job, async (tx) => {
    if (mode === 'bulk') await planLeavers(tx, key, source.id, today)
    const holders = await allHoldersOn(tx, key.schoolId, today)
    const powerful = holders.filter(({ role }) => isDesignatedRole(role) && roleRow(role).powerful)
    await keepLeavers(
      tx,
      key,
      powerful.map(({ personId }) => personId),
      'Holds a role that the school cannot be without. Give it to somebody else first, then note the leaving on their own page.',
    )
  })
}

async function finish(
  { context, actor, key, source }: Reading,
  state: 'faulty' | 'planned',
  { found, mode }: { found: Found[]; mode: 'bulk' | 'delta' },
): Promise<void> {
  await inTransaction(context, actor, async (tx) => {
    const sorted = [...found].sort((a, b) => Number(b.stops) - Number(a.stops))
    await addProblems(tx, key, sorted, 0)
    const counts = await countChanges(tx, key)
    const leavers = counts.find(({ what, state }) => what === 'leaves' && state === 'planned')?.count ?? 0
    const planned = counts.filter((one) => one.state === 'planned').reduce((sum, { count }) => sum + count, 0)
    await saveImport(tx, key, {
      state,
      mode,
      problems: found.length,
      known: await countKnown(tx, key.schoolId, source.id),
      leavers,
      most_percent: await readSetting(tx, key.schoolId, mostLeaversPercent),
      steps: planned,
      steps_done: 0,
      changes_hash: state === 'planned' ? await hashChanges(tx, key) : null,
    })
    record(tx, {
      did: 'rosters.read',
      about: { kind: 'rosterImport', id: key.importId },
      detail: { state, mode, problems: found.length, changes: planned, leavers },
    })
  })
}
