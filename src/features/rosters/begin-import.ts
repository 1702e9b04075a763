import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import { type IncomingFile, storeFile, withUpload } from '#/platform/files/files.ts'
import { queueJob } from '#/platform/jobs/queue-job.ts'
import { importStates, mayBecome, type SourceFormat } from './import.ts'
import { type Mapping, mappingSchema } from './mapping.ts'
import { findRosterFile, mostFileBytes } from './roster-file.ts'
import { clearPlan } from './staging-store.ts'
import {
  addImportFile,
  filesOf,
  findImport,
  findSource,
  insertImport,
  insertSource,
  runningImport,
  saveImport,
  saveSource,
  sourcesOf,
} from './store.ts'

export const sourceForm = z.object({
  name: z
    .string()
    .trim()
    .min(2, 'Name the system that the files come from, like “Arbor”')
    .max(80, 'Keep the name under 80 characters'),
  format: z.enum(['oneRoster', 'schoolDataSync', 'table'], 'Choose what its files look like'),
  schoolCode: z
    .string()
    .trim()
    .max(100, 'Keep the code under 100 characters')
    .default('')
    .transform((text) => text || null),
})
export type AddSource = { name: string; format: SourceFormat; schoolCode: string | null }

export const readJob = { name: 'rosters.read', tries: 3 } as const

/** Adds a system that files come from. Refuses a name that another has. */
export function addSource(context: Context, actor: Actor, request: AddSource): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'rosters.import')
    const { schoolId } = actor
    const taken = (await sourcesOf(tx, schoolId)).some(
      ({ name }) => name.toLowerCase() === request.name.toLowerCase(),
    )
    if (taken) throw new Refused('There is a source of that name already. Use it, or choose another name.')
    const id = newId()
    await insertSource(tx, {
      school_id: schoolId,
      id,
      name: request.name,
      format: request.format,
      mapping: null,
      school_code: request.schoolCode,
      added_at: context.clock(),
      added_by: personOf(actor),
    })
    record(tx, { did: 'rosters.sourceAdded', about: { kind: 'rosterSource', id }, detail: { ...request } })
    return id
  })
}

/** Begins an import from a source: files are added next. */
export function beginImport(context: Context, actor: Actor, sourceId: string): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const source = await findSource(tx, schoolId, sourceId)
    allow(context, actor, 'rosters.import')
    const id = newId()
    await insertImport(tx, {
      school_id: schoolId,
      id,
      source_id: source.id,
      state: 'collecting',
      begun_at: context.clock(),
      begun_by: personOf(actor),
    })
    record(tx, { did: 'rosters.begun', about: { kind: 'rosterImport', id }, detail: { sourceId } })
    return id
  })
}

/** Keeps a file of an import. Refuses what is no roster, and files for an import that is read already. */
export async function addRosterFile(
  context: Context,
  actor: Actor,
  importId: string,
  incoming: IncomingFile,
): Promise<void> {
  await reading(context, actor, async (tx) => {
    requireCollecting((await findImport(tx, actor.schoolId, importId)).state)
    allow(context, actor, 'rosters.import')
  })
  const limits = { maxBytes: mostFileBytes, find: findRosterFile }
  await withUpload(
    context.vault,
    actor.schoolId,
    incoming,
    (taken) =>
      inTransaction(context, actor, async (tx) => {
        const { schoolId } = actor
        requireCollecting((await findImport(tx, schoolId, importId, true)).state)
        const name = taken.name
        const known = await filesOf(tx, { schoolId, importId })
        if (known.some((file) => file.name === name))
          throw new Refused(`A file called ${name} is here already. Begin a new import to send another one.`)
        if (known.length >= 20) throw new Refused('An import has at most 20 files.')
        const about = { kind: 'rosterImport', id: importId }
        const fileId = await storeFile(tx, context.vault, actor, {
          taken,
          about,
          source: 'rosterImport',
          at: context.clock(),
        })
        await addImportFile(tx, { school_id: schoolId, import_id: importId, file_id: fileId, name })
      }),
    limits,
  )
}

/** Remembers for its source what the columns of a CSV file mean. Refuses one without code and names. */
export function mapColumns(
  context: Context,
  actor: Actor,
  importId: string,
  mapping: Mapping,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const found = await findImport(tx, actor.schoolId, importId)
    allow(context, actor, 'rosters.import')
    const { columns, everybodyIs } = mappingSchema.parse(mapping)
    if (!columns.code || !columns.givenName || !columns.familyName)
      throw new Refused('Choose the columns with the code, the given name and the family name.')
    if (everybodyIs === 'column' && !columns.kind)
      throw new Refused('Choose the column that says what they are, or say what everybody in the file is.')
    await saveSource(tx, actor.schoolId, found.sourceId, { mapping })
    record(tx, {
      did: 'rosters.columnsMapped',
      about: { kind: 'rosterSource', id: found.sourceId },
      detail: { mapping },
    })
  })
}

/** Has the files read and compared. Refuses without files, without a mapping where one is needed, and beside another import. */
export function readImport(context: Context, actor: Actor, importId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const found = await findImport(tx, schoolId, importId, true)
    allow(context, actor, 'rosters.import')
    requireCollecting(found.state)
    if ((await filesOf(tx, { schoolId, importId })).length === 0) throw new Refused('Add a file first.')
    const source = await findSource(tx, schoolId, found.sourceId)
    if (source.format === 'table' && source.mapping === null)
      throw new Refused('Say first what the columns mean.')
    const other = await runningImport(tx, schoolId)
    if (other !== null)
      throw new Refused(
        'Another import waits to be confirmed or is being made. Finish it, or set it aside first.',
      )
    await saveImport(tx, { schoolId, importId }, { state: 'reading', steps: 0, steps_done: 0 })
    await queueJob(tx, readJob, { aboutId: importId }, { key: `rosters ${importId}` })
  })
}

/** Sets an import aside: it changes nothing, and what was read of its files is forgotten. */
export function dropImport(context: Context, actor: Actor, importId: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const { state } = await findImport(tx, schoolId, importId, true)
    allow(context, actor, 'rosters.import')
    if (!mayBecome(state, 'dropped'))
      throw new Refused(
        `This import cannot be set aside any more: ${importStates[state].text.toLowerCase()}.`,
      )
    await clearPlan(tx, { schoolId, importId })
    await saveImport(tx, { schoolId, importId }, { state: 'dropped' })
    record(tx, { did: 'rosters.dropped', about: { kind: 'rosterImport', id: importId } })
  })
}

function requireCollecting(state: keyof typeof importStates): void {
  if (state !== 'collecting')
    throw new Refused('The files of this import have been read already. Begin a new import for other files.')
}
