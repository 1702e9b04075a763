import { NotFound } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { writeDocx, writePdf } from '#/platform/documents/write-document.ts'
import { type Answer, download, type Page, page, type Route, type WebRequest } from '#/platform/web/route.ts'
import { publicPolicyPage, publishedPage } from './pages-public.ts'
import { type PolicyParts, policyDocument } from './policy-document.ts'
import { readParts } from './read-policy.ts'
import { publishedVersions } from './version-store.ts'

async function listPublished({ context, actor, school, at }: WebRequest): Promise<Page> {
  const lines = await reading(context, actor, (tx) => publishedVersions(tx, actor.schoolId))
  return page({ title: 'Policies', look: 'public', body: publishedPage(school.name, lines, at) })
}

async function readPublished({ context, actor, params }: WebRequest): Promise<PolicyParts> {
  return reading(context, actor, async (tx) => {
    const found = (await publishedVersions(tx, actor.schoolId)).find(({ slug }) => slug === params.slug)
    if (!found) throw new NotFound('policy')
    return readParts(context, tx, actor, found)
  })
}

async function showPublished(request: WebRequest): Promise<Page> {
  const parts = await readPublished(request)
  const body = publicPolicyPage(parts, request.params.slug ?? '', request.at)
  return page({ title: parts.version.title, look: 'public', body })
}

export const documentForms = {
  pdf: { write: writePdf, contentType: 'application/pdf' },
  docx: {
    write: writeDocx,
    contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
} as const

/** The version as a file of one of the forms. */
export async function giveDocument(parts: PolicyParts, form: keyof typeof documentForms): Promise<Answer> {
  const { write, contentType } = documentForms[form]
  const { title, number } = parts.version
  return download({
    fileName: `${title}, version ${number}.${form}`,
    contentType,
    content: await write(policyDocument(parts)),
  })
}

export const publicRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/policies',
    may: 'anybody',
    does: 'lists the published policies',
    answer: listPublished,
  },
  {
    method: 'GET',
    path: '/policies/:slug',
    may: 'anybody',
    does: 'shows a published policy',
    answer: showPublished,
  },
  {
    method: 'GET',
    path: '/policies/:slug/policy.pdf',
    may: 'anybody',
    does: 'gives a published policy as PDF',
    answer: async (request) => giveDocument(await readPublished(request), 'pdf'),
  },
  {
    method: 'GET',
    path: '/policies/:slug/policy.docx',
    may: 'anybody',
    does: 'gives a published policy for Word',
    answer: async (request) => giveDocument(await readPublished(request), 'docx'),
  },
]
