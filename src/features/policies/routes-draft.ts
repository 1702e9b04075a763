import { NotFound, Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Answer, type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { changeFacts, changeFactsForm } from './change-facts.ts'
import {
  addParagraph,
  changeParagraph,
  moveParagraph,
  paragraphForm,
  removeParagraph,
} from './change-paragraph.ts'
import { answerComment, answerForm, meetingForm, recordMeeting } from './comment-policy.ts'
import { commentsOn } from './comment-store.ts'
import { importWord } from './import-word.ts'
import { answerPage, meetingPage } from './pages-comments.ts'
import { factsPage, paragraphPage, wordPage } from './pages-draft.ts'
import { paragraphsOf } from './paragraph-store.ts'
import { drawn, section } from './routes-register.ts'
import type { Paragraph, Version } from './version.ts'
import { findVersion } from './version-store.ts'

const base = '/policy-register/versions/:id'
const toVersion = (request: WebRequest) => redirect(request.at(`/policy-register/versions/${idIn(request)}`))

const readVersion = (request: WebRequest): Promise<Version> =>
  reading(request.context, request.actor, (tx) => findVersion(tx, request.actor, idIn(request)))

async function readText(
  request: WebRequest,
): Promise<{ version: Version; paragraphs: readonly Paragraph[] }> {
  const { context, actor } = request
  return reading(context, actor, async (tx) => {
    const version = await findVersion(tx, actor, idIn(request))
    return { version, paragraphs: await paragraphsOf(tx, actor.schoolId, version.id) }
  })
}

async function drawFacts(request: WebRequest, state: FormState): Promise<Page> {
  const version = await readVersion(request)
  const body = factsPage({ ...drawn(request, state), version, theirs: state.theirs })
  return page({ title: 'Title, scope, owner and dates', section, body })
}

async function drawParagraph(request: WebRequest, state: FormState): Promise<Page> {
  const { version, paragraphs } = await readText(request)
  const { paragraph: wanted } = request.params
  const paragraph = wanted === undefined ? null : paragraphs.find(({ id }) => id === wanted)
  if (paragraph === undefined) throw new NotFound('paragraph')
  const after = String(request.body.after ?? request.query.after ?? '') || null
  const headings = [...new Set(paragraphs.map(({ heading }) => heading))]
  const view = { version, paragraph, after, headings, theirs: state.theirs }
  return page({ title: 'Paragraph', section, body: paragraphPage({ ...drawn(request, state), ...view }) })
}

async function startParagraph(request: WebRequest) {
  const { paragraphs } = await readText(request)
  const { paragraph: wanted } = request.params
  const found = paragraphs.find(({ id }) => id === (wanted ?? request.query.after))
  if (wanted === undefined) return { heading: found?.heading ?? paragraphs.at(-1)?.heading ?? '' }
  return { heading: found?.heading ?? '', text: found?.text ?? '', clauses: found?.clauses.join(', ') ?? '' }
}

async function drawAnswer(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const comment = await reading(context, actor, async (tx) => {
    const version = await findVersion(tx, actor, idIn(request))
    return (await commentsOn(tx, actor, version.id)).find(({ id }) => id === request.params.comment)
  })
  if (!comment) throw new NotFound('comment')
  const body = answerPage({ ...drawn(request, state), comment, versionId: idIn(request) })
  return page({ title: 'Answer a comment', section, body })
}

async function drawWord(request: WebRequest, errors: FormState['errors']): Promise<Page> {
  const { version, paragraphs } = await readText(request)
  const state = { values: {}, errors, theirs: null }
  const body = wordPage({ ...drawn(request, state), version, replaces: paragraphs.length })
  return page({ title: 'Take the text from a Word file', section, errors, body })
}

/** Takes the file in. What it refuses is said beside the field, so that another can be chosen. */
async function sendWord(request: WebRequest): Promise<Answer> {
  const upload = await request.nextUpload()
  if (upload === null || upload.fileName === '') {
    upload?.content.resume()
    return { ...(await drawWord(request, { file: 'Choose a Word file (.docx)' })), status: 422 }
  }
  try {
    await importWord(request.context, request.actor, idIn(request), upload.content)
    return toVersion(request)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    upload.content.resume()
    return { ...(await drawWord(request, { file: error.message })), status: 409 }
  }
}

const at = (request: WebRequest) => ({
  versionId: idIn(request),
  paragraphId: idIn(request, 'paragraph'),
})

const paragraphRoutes: readonly Route[] = [
  ...formRoutes({
    path: `${base}/paragraphs/new`,
    may: 'policies.write',
    does: 'adds a paragraph to a draft',
    schema: paragraphForm,
    start: startParagraph,
    draw: drawParagraph,
    save: async (request, form) => {
      const after = String(request.body.after ?? '') || null
      await addParagraph(request.context, request.actor, idIn(request), { ...form, after })
      return toVersion(request)
    },
  }),
  ...formRoutes({
    path: `${base}/paragraphs/:paragraph`,
    may: 'policies.write',
    does: 'changes a paragraph of a draft',
    schema: paragraphForm,
    start: startParagraph,
    draw: drawParagraph,
    save: async (request, form) => {
      await changeParagraph(request.context, request.actor, at(request), form)
      return toVersion(request)
    },
  }),
  {
    method: 'POST',
    path: `${base}/paragraphs/:paragraph/move`,
    may: 'policies.write',
    does: 'moves a paragraph up or down',
    answer: async (request) => {
      const direction = request.body.direction === 'up' ? 'up' : 'down'
      await moveParagraph(request.context, request.actor, at(request), direction)
      return toVersion(request)
    },
  },
  {
    method: 'POST',
    path: `${base}/paragraphs/:paragraph/remove`,
    may: 'policies.write',
    does: 'takes a paragraph out of a draft',
    answer: async (request) => {
      await removeParagraph(request.context, request.actor, at(request))
      return toVersion(request)
    },
  },
]

export const draftRoutes: readonly Route[] = [
  ...formRoutes({
    path: `${base}/facts`,
    may: 'policies.write',
    does: 'changes title, scope, owner and dates of a draft',
    schema: changeFactsForm,
    dates: ['appliesFrom'],
    start: async (request) => {
      const { title, scope, owner, appliesFrom, changeNote } = await readVersion(request)
      return { title, scope, owner, appliesFrom: appliesFrom ?? '', changeNote: changeNote ?? '' }
    },
    draw: drawFacts,
    save: async (request, form) => {
      await changeFacts(request.context, request.actor, idIn(request), form)
      return toVersion(request)
    },
  }),
  ...paragraphRoutes,
  {
    method: 'GET',
    path: `${base}/word`,
    may: 'policies.write',
    does: 'asks for a Word file',
    answer: (request) => drawWord(request, {}),
  },
  {
    method: 'POST',
    path: `${base}/word`,
    may: 'policies.write',
    does: 'takes the text of a draft from a Word file',
    takesFile: true,
    answer: sendWord,
  },
  ...formRoutes({
    path: `${base}/meetings/new`,
    may: 'policies.write',
    does: 'records what a meeting thought of a draft',
    schema: meetingForm,
    dates: ['heldOn'],
    draw: async (request, state) => {
      const { id } = await readVersion(request)
      const body = meetingPage({ ...drawn(request, state), versionId: id })
      return page({ title: 'Record a discussion', section, body })
    },
    save: async (request, form) => {
      await recordMeeting(request.context, request.actor, idIn(request), form)
      return toVersion(request)
    },
  }),
  ...formRoutes({
    path: `${base}/comments/:comment`,
    may: 'policies.write',
    does: 'answers a comment',
    schema: answerForm,
    draw: drawAnswer,
    save: async (request, form) => {
      const of = { versionId: idIn(request), commentId: idIn(request, 'comment') }
      await answerComment(request.context, request.actor, of, form)
      return toVersion(request)
    },
  }),
]
