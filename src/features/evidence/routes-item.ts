// Answers for the pages of one item: what it is, its chain of custody, its picture, its original, its sheet.

import { Readable } from 'node:stream'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { may, requirePerson } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { filesAbout } from '#/platform/files/files.ts'
import { type DrawForm, opened, sent } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Answer, download, page, redirect, type WebRequest } from '#/platform/web/route.ts'
import { findIncident } from '../incidents/index.ts'
import { namesOf } from '../people/index.ts'
import { custodyOf, viewsOf } from './custody-store.ts'
import { exportItem } from './export-item.ts'
import { actsFor, asksOf, type CustodyAct, itemStates } from './item.ts'
import { readKeeping } from './keeping.ts'
import { findItemToOpen, openFile, originalForm } from './open-file.ts'
import { type ItemPage, itemPage, originalPage, picturePage, sheetPage } from './pages-item.ts'
import { custodyPage } from './pages-new.ts'
import { custodyForm, recordCustody } from './record-custody.ts'
import { dates, formParts } from './routes-form.ts'
import { findConfiscation, findItem, type ItemOfIncident } from './store.ts'

const section = '/evidence'
const title = 'Evidence'

async function readItem(request: WebRequest): Promise<ItemPage> {
  const { context, actor, at, csrf } = request
  const id = idIn(request)
  const read = await reading(context, actor, async (tx) => {
    const item = await findItem(tx, actor, id)
    const custody = await custodyOf(tx, actor.schoolId, id)
    const views = await viewsOf(tx, actor.schoolId, id)
    const ids = [
      item.addedBy,
      ...custody.map((link) => link.recordedBy),
      ...views.map((view) => view.viewedBy),
    ]
    return {
      item,
      custody,
      views,
      file: await fileFacts(tx, actor.schoolId, item),
      taken: await findConfiscation(tx, actor.schoolId, id),
      names: await namesOf(tx, actor.schoolId, ids),
      mayOpen: await mayOpenNow(request, tx, item),
    }
  })
  await recordReads(context, actor, [{ did: 'evidence.read', about: { kind: 'evidence', id } }])
  return { ...read, at, csrf, mayHandOver: may(context, actor, 'evidence.handOver') }
}

/** Whether the page offers to open it. The command decides again, and says why not. */
async function mayOpenNow({ context, actor }: WebRequest, tx: Tx, item: ItemOfIncident): Promise<boolean> {
  if (item.fileId === null) return false
  try {
    await findItemToOpen(context, tx, requirePerson(actor), item.id)
    return true
  } catch (error) {
    if (error instanceof Refused || error instanceof NotAllowed) return false
    throw error
  }
}

async function fileFacts(tx: Tx, schoolId: string, item: ItemOfIncident): Promise<ItemPage['file']> {
  if (item.fileId === null) return null
  const file = (await filesAbout(tx, schoolId, item.incidentId)).find(({ fileId }) => fileId === item.fileId)
  if (!file) return null
  const { name, type, sizeBytes, sha256, hasShownCopy, seal } = file
  return {
    name,
    type,
    sizeBytes,
    sha256: sha256.toString('hex'),
    hasPicture: hasShownCopy,
    sealing: seal === 'sealing',
  }
}

/** One entry with its chain of custody; not found for whoever may not see the incident. */
export async function answerItem(request: WebRequest): Promise<Answer> {
  return page({ title, section, body: itemPage(await readItem(request)) })
}

/** The chain of custody for printing, with lines to sign on. */
export async function answerSheet(request: WebRequest): Promise<Answer> {
  const body = sheetPage({ ...(await readItem(request)), schoolName: request.school.name })
  return page({ title: 'Chain of custody', section, wide: true, body })
}

/**
 * The page around a picture. Not found, or refused in words, where the file may not be opened; the picture
 * itself puts the look on record.
 */
export async function answerPicture(request: WebRequest): Promise<Answer> {
  const { context, actor, at } = request
  const who = requirePerson(actor)
  const item = await reading(context, actor, (tx) => findItemToOpen(context, tx, who, idIn(request)))
  return page({ title, section, body: picturePage({ item, at }) })
}

/** The copy without metadata. The original is had by saying what for. */
export async function answerShown(request: WebRequest): Promise<Answer> {
  const opened = await openFile(request.context, request.actor, idIn(request), { copy: 'shown' })
  return sending(opened, true)
}

const drawOriginal: DrawForm = async (request, state) => {
  const { context, actor } = request
  const who = requirePerson(actor)
  const item = await reading(context, actor, (tx) => findItemToOpen(context, tx, who, idIn(request)))
  return page({ title, section, body: originalPage({ ...formParts(request, state), item }) })
}
export const openOriginal = opened(drawOriginal)
export const sendOriginal = sent({
  dates,
  schema: originalForm,
  draw: drawOriginal,
  save: async (request, { why }) =>
    sending(await openFile(request.context, request.actor, idIn(request), { copy: 'original', why }), false),
})

/** A file on its way to the browser. */
export function sending(
  opened: { name: string; type: string; bytes: AsyncIterable<Buffer> },
  inline: boolean,
): Answer {
  const content = Readable.from(opened.bytes, { objectMode: false })
  return download({ fileName: opened.name, contentType: opened.type, content, inline })
}

/** Hashes and custody of one item as JSON, for whoever has to prove that it is the same. */
export async function answerManifest(request: WebRequest): Promise<Answer> {
  const { fileName, text } = await exportItem(request.context, request.actor, idIn(request))
  return download({ fileName, contentType: 'application/json; charset=utf-8', content: Buffer.from(text) })
}

async function custodyNow(request: WebRequest) {
  const { context, actor } = request
  return reading(context, actor, async (tx) => {
    const item = await findItem(tx, actor, idIn(request))
    const act = actsFor(item).find((name) => name === request.params.act)
    const { possibleCrime } = await readKeeping(tx, await findIncident(tx, actor, item.incidentId))
    return { item, act, possibleCrime }
  })
}

const drawCustody: DrawForm = async (request, state) => {
  const { item, act, possibleCrime } = await custodyNow(request)
  if (!act) throw new Refused(notNow(item))
  const asks = asksOf(act, possibleCrime)
  const body = custodyPage({ ...formParts(request, state), item, act, asks, possibleCrime })
  return page({ title: 'Chain of custody', section, body })
}
export const openCustody = opened(drawCustody)
export const sendCustody = sent({
  dates,
  schema: async (request) => {
    const { item, act, possibleCrime } = await custodyNow(request)
    if (!act) throw new Refused(notNow(item))
    return custodyForm(asksOf(act, possibleCrime))
  },
  draw: drawCustody,
  save: async (request, form) => {
    const { act } = request.params
    if (!act) throw new NotFound('page')
    await recordCustody(request.context, request.actor, idIn(request), act as CustodyAct, form)
    return redirect(request.at(`/evidence/${idIn(request)}`))
  },
})

function notNow({ state }: ItemOfIncident): string {
  return `This is in the state “${itemStates[state].text}”, in which that is not possible. Go back and reload the page.`
}
