import { may } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { type FormState, formOnPage } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Answer, type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { namesOf } from '../people/index.ts'
import { nextStep, type Step, stepRow } from './approval.ts'
import { giveUpVersion } from './change-facts.ts'
import { commentForm, commentOnPolicy } from './comment-policy.ts'
import { commentsOn } from './comment-store.ts'
import { closeComments, openComments } from './open-comments.ts'
import { changesPage } from './pages-changes.ts'
import { versionPage } from './pages-version.ts'
import { groupOf } from './policy.ts'
import type { PolicyParts } from './policy-document.ts'
import { publishPolicy } from './publish-policy.ts'
import { readParts } from './read-policy.ts'
import { giveDocument } from './routes-public.ts'
import { drawn, section } from './routes-register.ts'
import { sendForApproval } from './send-for-approval.ts'
import { findVersion, versionsOf } from './version-store.ts'
import { changesBetween } from './word-changes.ts'

const base = '/policy-register/versions/:id'
const nothing: FormState = { values: {}, errors: {}, theirs: null }

/** The step that waits for the actor on this version; null when none does. */
function stepOf(actor: Actor, { version, approvals }: PolicyParts): Step | null {
  if (version.state !== 'approving' && version.state !== 'signing') return null
  const step = nextStep(version, approvals)
  if (step === null || actor.kind !== 'person') return null
  return stepRow(step).decidedBy.some((role) => actor.roles.has(role)) ? step : null
}

async function drawVersion(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const shown = await reading(context, actor, async (tx) => {
    const version = await findVersion(tx, actor, idIn(request))
    const comments = await commentsOn(tx, actor, version.id)
    return {
      parts: await readParts(context, tx, actor, version),
      comments,
      names: await namesOf(
        tx,
        actor.schoolId,
        comments.map(({ personId }) => personId),
      ),
    }
  })
  const group = actor.kind === 'person' ? groupOf(actor.roles) : null
  const { version } = shown.parts
  const body = versionPage({
    ...shown,
    ...drawn(request, state),
    may: {
      write: may(context, actor, 'policies.write'),
      comment: may(context, actor, 'policies.comment') && group !== null && version.groups.includes(group),
      decide: stepOf(actor, shown.parts),
    },
  })
  return page({ title: `${version.title}, version ${version.number}`, section, errors: state.errors, body })
}

async function showChanges(request: WebRequest): Promise<Page> {
  const { context, actor, query, at } = request
  const shown = await reading(context, actor, async (tx) => {
    const version = await findVersion(tx, actor, idIn(request))
    const earlier = (await versionsOf(tx, actor, version.policyId)).filter(
      ({ number, state }) => number < version.number && state !== 'withdrawn',
    )
    const from = earlier.find(({ id }) => id === query.from) ?? earlier[0] ?? version
    const before = await readParts(context, tx, actor, from)
    const after = await readParts(context, tx, actor, version)
    return { version, from, earlier, changes: changesBetween(before.paragraphs, after.paragraphs) }
  })
  return page({ title: 'What changed', section, body: changesPage({ ...shown, at }) })
}

async function giveVersion(request: WebRequest, form: 'pdf' | 'docx'): Promise<Answer> {
  const { context, actor } = request
  const parts = await reading(context, actor, async (tx) =>
    readParts(context, tx, actor, await findVersion(tx, actor, idIn(request))),
  )
  return giveDocument(parts, form)
}

/** A button on the version's page: it does one thing, and shows the page again. */
const button = (
  path: `/${string}`,
  permission: Route['may'],
  does: string,
  act: (request: WebRequest, id: string) => Promise<unknown>,
): Route => ({
  method: 'POST',
  path: `${base}${path}`,
  may: permission,
  does,
  answer: async (request) => {
    await act(request, idIn(request))
    return redirect(request.at(`/policy-register/versions/${idIn(request)}`))
  },
})

export const versionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: base,
    may: 'policies.read',
    does: 'shows one version of a policy',
    answer: (request) => drawVersion(request, { ...nothing, values: request.typed ?? {} }),
  },
  {
    method: 'GET',
    path: `${base}/changes`,
    may: 'policies.read',
    does: 'shows what changed, word by word',
    answer: showChanges,
  },
  {
    method: 'GET',
    path: `${base}/policy.pdf`,
    may: 'policies.read',
    does: 'gives a version as PDF',
    answer: (request) => giveVersion(request, 'pdf'),
  },
  {
    method: 'GET',
    path: `${base}/policy.docx`,
    may: 'policies.read',
    does: 'gives a version for Word',
    answer: (request) => giveVersion(request, 'docx'),
  },
  formOnPage({
    path: `${base}/comments`,
    may: 'policies.comment',
    does: 'comments on a draft',
    schema: commentForm,
    draw: drawVersion,
    save: async (request, form) => {
      await commentOnPolicy(request.context, request.actor, idIn(request), form)
      return redirect(request.at(`/policy-register/versions/${idIn(request)}`))
    },
  }),
  button('/comments/open', 'policies.write', 'opens a draft for comments', ({ context, actor }, id) =>
    openComments(context, actor, id),
  ),
  button('/comments/close', 'policies.write', 'closes a draft for comments', ({ context, actor }, id) =>
    closeComments(context, actor, id),
  ),
  button('/send', 'policies.write', 'sends a draft for approval', ({ context, actor }, id) =>
    sendForApproval(context, actor, id),
  ),
  button('/give-up', 'policies.write', 'gives a draft up', ({ context, actor }, id) =>
    giveUpVersion(context, actor, id),
  ),
  button('/publish', 'policies.publish', 'publishes a version', ({ context, actor }, id) =>
    publishPolicy(context, actor, id),
  ),
]
