// Answers for the pages of one incident's evidence: the question, what is kept, new entries, files, devices.

import { Readable } from 'node:stream'
import { Refused } from '#/kernel/refusal.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { filesAbout, TooLarge, whatCanBeKept } from '#/platform/files/files.ts'
import { readTableRequest } from '#/platform/web/components/table-request.ts'
import { type DrawForm, opened, sent } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { readForm } from '#/platform/web/read-form.ts'
import { type Answer, type FieldErrors, page, redirect, type WebRequest } from '#/platform/web/route.ts'
import { findIncident, listInvolvement } from '../incidents/index.ts'
import { namesOf } from '../people/index.ts'
import { answerIllegality, answerForm as answerSchema } from './answer-illegality.ts'
import { confiscateDevice, confiscateForm } from './confiscate-device.ts'
import { noFileBecause } from './illegality.ts'
import { type ItemKind, type ItemState, itemKinds, itemStates } from './item.ts'
import { entryForm, keepEntry } from './keep-entry.ts'
import { fileForm, keepFile, mayKeepFile } from './keep-file.ts'
import { readKeeping } from './keeping.ts'
import { evidencePage, registerPage, registerTable } from './pages.ts'
import { confiscatePage, entryPage, filePage } from './pages-new.ts'
import { procedureParts } from './pages-procedure.ts'
import { deletionsOf, stepsOf, viewingsOf } from './procedure-store.ts'
import { dates, formParts } from './routes-form.ts'
import { sealWaiting } from './seal-waiting.ts'
import { oldBackupsOf } from './sealing-store.ts'
import { itemsOf, listItems } from './store.ts'

const section = '/evidence'

/** The register across incidents, of those that the reader may see. The look is on record first. */
export async function answerRegister({ context, actor, query, at }: WebRequest): Promise<Answer> {
  const request = readTableRequest(query, registerTable)
  const { kind, state } = request.filters
  const { rows, total } = await reading(context, actor, (tx) =>
    listItems(tx, actor, {
      ...(kind && kind in itemKinds ? { kind: kind as ItemKind } : {}),
      ...(state && state in itemStates ? { state: state as ItemState } : {}),
      sort: request.sort as 'added' | 'number' | 'state',
      direction: request.direction,
      offset: request.offset,
      most: request.pageSize,
    }),
  )
  await recordReads(context, actor, [{ did: 'evidence.listed', detail: { rows: rows.length } }])
  return page({ title: 'Evidence', section, wide: true, body: registerPage({ rows, total, request, at }) })
}

const drawEvidence: DrawForm = async (request, state) => {
  const { context, actor, at, csrf, once } = request
  const incidentId = idIn(request)
  const body = await reading(context, actor, async (tx) => {
    const incident = await findIncident(tx, actor, incidentId)
    const { schoolId } = actor
    const keeping = await readKeeping(tx, incident)
    const steps = await stepsOf(tx, schoolId, incidentId)
    const viewings = await viewingsOf(tx, schoolId, incidentId)
    const deletions = await deletionsOf(tx, schoolId, incidentId)
    const files = await filesAbout(tx, schoolId, incidentId)
    const names = await namesOf(tx, schoolId, [
      ...keeping.answers.map(({ answeredBy }) => answeredBy),
      ...steps.map(({ recordedBy }) => recordedBy),
      ...deletions.map(({ pupilId }) => pupilId),
    ])
    return evidencePage({
      incident,
      keeping,
      items: await itemsOf(tx, actor, incidentId),
      mayKeepFile: await mayKeepFile(context, tx, actor, incident),
      waitingForSeal: keeping.keeps === 'entries' && files.some(({ seal }) => seal === 'open'),
      oldBackups: await oldBackupsOf(tx, schoolId, incidentId),
      names,
      at,
      csrf,
      once,
      typed: state.values,
      errors: state.errors,
      after: procedureParts({ incident, steps, viewings, deletions, names, at, opens: request.opens }),
    })
  })
  await recordReads(context, actor, [{ did: 'evidence.read', about: { kind: 'incident', id: incidentId } }])
  return page({ title: 'Evidence and items', section, body })
}
export const openEvidence = opened(drawEvidence)

const evidenceOf = (request: WebRequest) => redirect(request.at(`/incidents/${idIn(request)}/evidence`))

export const sendAnswer = sent({
  dates,
  schema: answerSchema,
  draw: drawEvidence,
  save: async (request, form) => {
    await answerIllegality(request.context, request.actor, idIn(request), form)
    return evidenceOf(request)
  },
})

/** Seals what could not be sealed before the school had its seal key. */
export async function sendSealWaiting(request: WebRequest): Promise<Answer> {
  await sealWaiting(request.context, request.actor, idIn(request))
  return evidenceOf(request)
}

const drawEntry: DrawForm = async (request, state) => {
  const { context, actor } = request
  const incident = await reading(context, actor, async (tx) => {
    const found = await findIncident(tx, actor, idIn(request))
    const { keeps } = await readKeeping(tx, found)
    if (keeps === 'unanswered') throw new Refused('First answer whether it could be illegal.')
    return found
  })
  const body = entryPage({ ...formParts(request, state), incident })
  return page({ title: 'Enter something that lies at the school', section, body })
}
export const openEntry = opened(drawEntry)
export const sendEntry = sent({
  dates,
  schema: entryForm,
  draw: drawEntry,
  save: async (request, form) => {
    const id = await keepEntry(request.context, request.actor, idIn(request), form)
    return redirect(request.at(`/evidence/${id}`))
  },
})

/** The page with the field for a file exists only where a file may exist: elsewhere it is refused (409). */
const drawFile: DrawForm = async (request, state) => {
  const { context, actor } = request
  const { incident, keeps } = await reading(context, actor, async (tx) => {
    const found = await findIncident(tx, actor, idIn(request))
    const keeping = await readKeeping(tx, found)
    return { incident: found, keeps: keeping.keeps }
  })
  if (keeps === 'unanswered' || keeps === 'entries') throw new Refused(noFileBecause[keeps])
  const wordsOnly = keeps === 'words'
  const body = filePage({
    ...formParts(request, state),
    incident,
    wordsOnly,
    canBeKept: whatCanBeKept(),
  })
  return page({ title: 'Keep a file', section, body })
}
export const openFileForm = opened(drawFile)

/** Takes the file in. What is wrong with it is said on the page, with what was typed; a refusal for the incident stands alone. */
export async function sendFile(request: WebRequest): Promise<Answer> {
  const { context, actor, body } = request
  const incidentId = idIn(request)
  const again = async (errors: FieldErrors, status: number): Promise<Answer> => ({
    ...(await drawFile(request, { values: body, errors, theirs: null })),
    status,
    errors,
  })
  const upload = await request.nextUpload()
  const read = readForm(fileForm, body)
  // Whatever was not read has to leave the line before the answer, or the browser shows a broken connection.
  if (!read.ok) {
    upload?.content.resume()
    return again(read.errors, 422)
  }
  if (!upload || upload.fileName === '') {
    upload?.content.resume()
    return again({ file: 'Choose the file' }, 422)
  }
  try {
    const id = await keepFile(context, actor, incidentId, read.form, upload)
    return redirect(request.at(`/evidence/${id}`))
  } catch (error) {
    if (upload.content instanceof Readable) upload.content.resume()
    if (!(error instanceof Refused)) throw error
    return again({ file: error.message }, error instanceof TooLarge ? error.statusCode : 409)
  }
}

const drawConfiscate: DrawForm = async (request, state) => {
  const { context, actor } = request
  const { incident, people } = await reading(context, actor, async (tx) => ({
    incident: await findIncident(tx, actor, idIn(request)),
    people: await listInvolvement(tx, actor.schoolId, idIn(request)),
  }))
  const known = new Map(
    people.flatMap(({ personId, nameThen, removedAt }) =>
      personId === null || removedAt !== null ? [] : [[personId, nameThen] as const],
    ),
  )
  const choices = [...known].map(([value, text]) => ({ value, text }))
  const body = confiscatePage({ ...formParts(request, state), incident, people: choices })
  return page({ title: 'Record a device taken in', section, body })
}
export const openConfiscate = opened(drawConfiscate)
export const sendConfiscate = sent({
  dates,
  schema: confiscateForm,
  draw: drawConfiscate,
  save: async (request, form) => {
    const id = await confiscateDevice(request.context, request.actor, idIn(request), form)
    return redirect(request.at(`/confiscations/${id}`))
  },
})
