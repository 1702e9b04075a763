// Answers for an attestation: what was seen, and its proof on its way in and out.

import { Readable } from 'node:stream'
import { isId } from '#/kernel/id.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { readFile, TooLarge } from '#/platform/files/files.ts'
import { withDates } from '#/platform/web/components/form.ts'
import { readForm } from '#/platform/web/read-form.ts'
import {
  type Answer,
  download,
  type FieldErrors,
  type Page,
  page,
  redirect,
  type Sent,
  type Upload,
  type WebRequest,
} from '#/platform/web/route.ts'
import { attestForm, attestPractice } from './attest-practice.ts'
import { attestPage } from './pages-practice.ts'
import { requireForActor } from './permissions.ts'
import { practiceIn } from './routes-calendar.ts'
import { attestationsOf, findArrangement, newestOf } from './store.ts'

const section = '/practices'

/** The form, with what was typed before a sign-in ran out. */
export const openAttest = (request: WebRequest): Promise<Answer> => draw(request, request.typed ?? {}, {})

async function draw(request: WebRequest, typed: Sent, errors: FieldErrors): Promise<Page> {
  const { context, actor, at, csrf, once } = request
  const practice = practiceIn(request)
  const last = await reading(context, actor, async (tx) => {
    const arrangement = await findArrangement(tx, actor.schoolId, practice.key)
    if (!arrangement) throw new NotFound('practice')
    requireForActor(actor, arrangement)
    return newestOf(tx, actor.schoolId, arrangement.id)
  })
  const body = attestPage({ practice, last, at, csrf, once, typed, errors })
  return page({ title: 'Say what you saw', section, body, errors })
}

/** Takes the words and, perhaps, a file with them; wrong fields show the form again. */
export async function sendAttest(request: WebRequest): Promise<Answer> {
  const { context, actor, at } = request
  const { key } = practiceIn(request)
  const upload = await request.nextUpload()
  const sent = withDates({ ...request.body, ...upload?.fields }, ['seenOn'])
  const again = async (errors: FieldErrors, status: number): Promise<Answer> => ({
    ...(await draw(request, sent, errors)),
    status,
    errors,
  })
  const read = readForm(attestForm, sent)
  if (!read.ok) {
    letGo(upload)
    return again(read.errors, 422)
  }
  const proof = upload === null || upload.fileName === '' ? null : upload
  if (proof === null) letGo(upload)
  try {
    await attestPractice(context, actor, key, read.form, proof)
    return redirect(at(`/practices/${key}`))
  } catch (error) {
    letGo(upload)
    if (!(error instanceof Refused)) throw error
    return error instanceof TooLarge
      ? again({ proof: error.message }, error.statusCode)
      : again({ '': error.message }, 409)
  }
}

/** Whatever was not read has to leave the line before the answer, or the browser shows a broken connection. */
function letGo(upload: Upload | null): void {
  if (upload?.content instanceof Readable) upload.content.resume()
}

/** The file of one attestation, as it was given; not found for whoever may not read it. */
export async function giveProof(request: WebRequest): Promise<Answer> {
  const { context, actor, params } = request
  const { key } = practiceIn(request)
  const found = await reading(context, actor, async (tx) => {
    const arrangement = await findArrangement(tx, actor.schoolId, key)
    if (!arrangement || !isId(params.attestation)) return undefined
    const attestations = await attestationsOf(tx, actor.schoolId, arrangement.id)
    const fileId = attestations.find(({ id }) => id === params.attestation)?.fileId
    return fileId ? { fileId, about: { kind: 'practice', id: arrangement.id } } : undefined
  })
  if (!found) throw new NotFound('proof')
  const opened = await readFile(context, context.vault, actor, { ...found, copy: 'original' })
  return download({
    fileName: opened.name,
    contentType: opened.type,
    content: Readable.from(opened.bytes, { objectMode: false }),
  })
}
