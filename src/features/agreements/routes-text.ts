import { NotFound, Refused } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { writePdf } from '#/platform/documents/write-document.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm } from '#/platform/web/read-form.ts'
import {
  type Answer,
  download,
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { namesOf } from '../people/index.ts'
import { findSchool } from '../schools/index.ts'
import { type AgreementKey, agreementKeys, agreementRow, isAgreementKey } from './agreement.ts'
import { decideText, decideTextForm, submitText } from './approve-text.ts'
import { fieldsOf } from './draft-fields.ts'
import { changeDraft, draftForm, startDraft } from './draft-text.ts'
import { draftPage, textPage, textsPage, versionPage } from './pages-text.ts'
import { paperForm } from './paper-form.ts'
import { approver, askedFor } from './settings.ts'
import { findVersion, versionsOf } from './version-store.ts'

const section = '/agreements'

async function listTexts({ context, actor, at }: WebRequest): Promise<Page> {
  const lines = await reading(context, actor, async (tx) => {
    const asked = await readSetting(tx, actor.schoolId, askedFor)
    const all = []
    for (const key of agreementKeys) {
      const versions = await versionsOf(tx, actor.schoolId, key)
      all.push({
        key,
        asked: asked.includes(key),
        current: versions.find(({ state }) => state === 'published'),
        open: versions.find(({ state }) => state === 'draft' || state === 'waiting'),
      })
    }
    return all
  })
  return page({
    title: 'Texts of the agreements',
    section,
    wide: true,
    body: textsPage(lines, at, may(context, actor, 'agreements.draft')),
  })
}

function keyIn({ key }: WebRequest['params']): AgreementKey {
  if (key === undefined || !isAgreementKey(key)) throw new NotFound('agreement')
  return key
}

async function showText({ context, actor, params, csrf, once, at }: WebRequest): Promise<Page> {
  const key = keyIn(params)
  const versions = await reading(context, actor, (tx) => versionsOf(tx, actor.schoolId, key))
  const mayDraft = may(context, actor, 'agreements.draft')
  return page({
    title: agreementRow(key).words,
    section,
    wide: true,
    body: textPage({ key, versions, mayDraft, csrf, once, at }),
  })
}

async function start({ context, actor, params, at }: WebRequest): Promise<Answer> {
  const id = await startDraft(context, actor, keyIn(params))
  return redirect(at(`/agreements/versions/${id}`))
}

async function showVersion(request: WebRequest, errors: FieldErrors = {}): Promise<Page> {
  const { context, actor, params, csrf, once, at } = request
  const view = await reading(context, actor, async (tx) => {
    const version = await findVersion(tx, actor.schoolId, idIn({ params }))
    const role = await readSetting(tx, actor.schoolId, approver)
    return {
      version,
      names: await namesOf(tx, actor.schoolId, [version.draftedBy, version.approvedBy]),
      role,
      code: (await findSchool(tx, actor.schoolId)).policyCode,
    }
  })
  const holds = actor.kind === 'person' && actor.roles.has(view.role)
  const body = versionPage({
    version: view.version,
    ownClauses: (clause) => view.code !== null && clause.startsWith(view.code),
    names: view.names,
    mayDraft: may(context, actor, 'agreements.draft'),
    mayDecide: holds && may(context, actor, 'agreements.approve'),
    errors,
    csrf,
    once,
    at,
  })
  const title = `${agreementRow(view.version.agreement).words}, version ${view.version.number}`
  return page({ title, section, errors, body })
}

async function submit({ context, actor, params, at }: WebRequest): Promise<Answer> {
  await submitText(context, actor, idIn({ params }))
  return redirect(at(`/agreements/versions/${params.id}`))
}

function decide(request: WebRequest): Promise<Answer> {
  const { context, actor, params, body, at } = request
  return answerForm({
    schema: decideTextForm,
    sent: body,
    save: async (form) => {
      await decideText(context, actor, idIn({ params }), form)
      return redirect(at(`/agreements/versions/${params.id}`))
    },
    again: (errors) => showVersion(request, errors),
  })
}

async function givePaper({ context, actor, params, school }: WebRequest): Promise<Answer> {
  const version = await reading(context, actor, (tx) => findVersion(tx, actor.schoolId, idIn({ params })))
  if (version.state !== 'published')
    throw new Refused('Only a text that is in force is printed to be signed.')
  return download({
    fileName: `${version.text.title}, version ${version.number}.pdf`,
    contentType: 'application/pdf',
    content: await writePdf(paperForm(school.name, version)),
  })
}

export const textRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/agreements/texts',
    may: 'agreements.readTexts',
    does: 'Lists the texts of the agreements',
    answer: listTexts,
  },
  {
    method: 'GET',
    path: '/agreements/texts/:key',
    may: 'agreements.readTexts',
    does: 'Shows the versions of one agreement',
    answer: showText,
  },
  {
    method: 'POST',
    path: '/agreements/texts/:key/draft',
    may: 'agreements.draft',
    does: 'Starts a draft of an agreement',
    answer: start,
  },
  {
    method: 'GET',
    path: '/agreements/versions/:id',
    may: 'agreements.readTexts',
    does: 'Shows a version as people will see it',
    answer: (request) => showVersion(request),
  },
  {
    method: 'GET',
    path: '/agreements/versions/:id/paper.pdf',
    may: 'agreements.readTexts',
    does: 'Gives a text in force to print and sign by hand',
    answer: givePaper,
  },
  ...formRoutes({
    path: '/agreements/versions/:id/change',
    may: 'agreements.draft',
    does: 'Changes the words of a draft',
    schema: draftForm,
    start: async ({ context, actor, params }) =>
      fieldsOf(await reading(context, actor, (tx) => findVersion(tx, actor.schoolId, idIn({ params })))),
    draw: async (request, { values, errors }) => {
      const { context, actor, params, csrf, once, at } = request
      const version = await reading(context, actor, (tx) => findVersion(tx, actor.schoolId, idIn({ params })))
      const body = draftPage({ version, values, errors, csrf, once, at })
      return page({ title: 'Change the words', section, errors, body })
    },
    save: async ({ context, actor, params, at }, form) => {
      await changeDraft(context, actor, idIn({ params }), form)
      return redirect(at(`/agreements/versions/${params.id}`))
    },
  }),
  {
    method: 'POST',
    path: '/agreements/versions/:id/submit',
    may: 'agreements.draft',
    does: 'Sends a draft for approval',
    answer: submit,
  },
  {
    method: 'POST',
    path: '/agreements/versions/:id/decide',
    may: 'agreements.approve',
    does: 'Approves a text or sends it back',
    answer: decide,
  },
]
