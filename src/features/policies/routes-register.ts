import { londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { type FormState, formOnPage, formRoutes } from '#/platform/web/form-routes.ts'
import { html } from '#/platform/web/html.ts'
import { idIn } from '#/platform/web/path-params.ts'
import {
  type HomeCard,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { addLinked, addLinkedForm, takeLinkedAway } from './change-facts.ts'
import { introductionsOf } from './introduction-store.ts'
import { countLetters } from './letter-store.ts'
import { models } from './models/all-models.ts'
import { policyPage } from './pages-policy.ts'
import { registerPage, startPage, toReadPart } from './pages-register.ts'
import { readParts } from './read-policy.ts'
import { roundsOf, toRead } from './reading-store.ts'
import { reviewsOf } from './review-store.ts'
import { startPolicy, startPolicyForm } from './start-policy.ts'
import { startVersion } from './start-version.ts'
import { findPolicy, linkedTo, listPolicies } from './store.ts'
import { findVersion, versionInForce, versionsOf } from './version-store.ts'

export const section = '/policy-register'

/** What the model policies are called, as on the page that chooses one. */
const modelNames = { A: 'Alder', B: 'Beech', T: 'Thorn', H: 'Hazel', R: 'Rowan' } as const

/** What a form's page is drawn with, besides its own. */
export function drawn({ at, csrf, once }: WebRequest, { values, errors }: FormState) {
  return { at, csrf, once, values, errors }
}

const mineToRead = ({ context, actor }: WebRequest) =>
  reading(context, actor, async (tx) => {
    const personId = personOf(actor)
    return personId === null ? [] : toRead(tx, actor.schoolId, personId)
  })

async function showRegister(request: WebRequest): Promise<Page> {
  const { context, actor, at } = request
  const policies = await reading(context, actor, (tx) => listPolicies(tx, actor))
  const body = registerPage({
    policies,
    toRead: await mineToRead(request),
    today: londonDate(context.clock()),
    mayWrite: may(context, actor, 'policies.write'),
    mayPrompt: may(context, actor, 'policies.askReview'),
    at,
  })
  return page({ title: 'Policies', section, body })
}

async function drawPolicy(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const id = idIn(request)
  const shown = await reading(context, actor, async (tx) => {
    const policy = await findPolicy(tx, actor.schoolId, id)
    const versions = await versionsOf(tx, actor, id)
    if (versions.length === 0) throw new NotFound('policy')
    const inForce = await versionInForce(tx, actor, id)
    return {
      policy,
      versions,
      inForce: inForce ? await readParts(context, tx, actor, inForce) : null,
      linked: await linkedTo(tx, actor.schoolId, id),
      rounds: await roundsOf(tx, actor.schoolId, id),
      reviews: may(context, actor, 'policies.askReview') ? await reviewsOf(tx, actor.schoolId, id) : [],
      introductions: await introductionsOf(tx, actor.schoolId, id),
      letters: inForce ? await countLetters(tx, actor.schoolId, inForce.id) : null,
    }
  })
  const body = policyPage({ ...shown, ...drawn(request, state), may: mayOf(request, actor) })
  return page({ title: shown.policy.title, section, errors: state.errors, body })
}

function mayOf({ context }: WebRequest, actor: Actor) {
  return {
    write: may(context, actor, 'policies.write'),
    publish: may(context, actor, 'policies.publish'),
    askReview: may(context, actor, 'policies.askReview'),
    seeReaders: may(context, actor, 'policies.seeReaders'),
  }
}

/** What somebody has still to read, on their home page. */
export const toReadCard: HomeCard = {
  may: 'policies.read',
  order: 30,
  draw: async (request) => {
    const waiting = await mineToRead(request)
    const today = londonDate(request.context.clock())
    return waiting.length === 0 ? null : html`${toReadPart(waiting, today, request.at)}`
  },
}

const start = formRoutes({
  path: '/policy-register/new',
  may: 'policies.write',
  does: 'begins a policy',
  schema: startPolicyForm,
  start: async () => ({ from: 'model' }),
  draw: async (request, state) =>
    page({
      title: 'Begin a policy',
      section,
      body: startPage({ ...drawn(request, state), models, names: modelNames }),
    }),
  save: async ({ context, actor, at }, form) => {
    const id = await startPolicy(context, actor, form)
    if (form.from !== 'word') return redirect(at(`/policy-register/${id}`))
    const [version] = await reading(context, actor, (tx) => versionsOf(tx, actor, id))
    return redirect(at(`/policy-register/versions/${version?.id}/word`))
  },
})

export const registerRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/policy-register',
    may: 'policies.read',
    does: 'lists the school’s policies',
    answer: showRegister,
  },
  ...start,
  {
    method: 'GET',
    path: '/policy-register/:id',
    may: 'policies.read',
    does: 'shows one policy',
    answer: (request) => drawPolicy(request, { values: {}, errors: {}, theirs: null }),
  },
  {
    method: 'POST',
    path: '/policy-register/:id/versions',
    may: 'policies.write',
    does: 'begins a new version of a policy',
    answer: async (request) => {
      const id = await startVersion(request.context, request.actor, idIn(request))
      return redirect(request.at(`/policy-register/versions/${id}`))
    },
  },
  formOnPage({
    path: '/policy-register/:id/linked',
    may: 'policies.write',
    does: 'links a document to a policy',
    schema: addLinkedForm,
    draw: drawPolicy,
    save: async (request, form) => {
      await addLinked(request.context, request.actor, idIn(request), form)
      return redirect(request.at(`/policy-register/${idIn(request)}`))
    },
  }),
  {
    method: 'POST',
    path: '/policy-register/:id/linked/:linked/remove',
    may: 'policies.write',
    does: 'removes a link from a policy',
    answer: async (request) => {
      await takeLinkedAway(request.context, request.actor, idIn(request), idIn(request, 'linked'))
      return redirect(request.at(`/policy-register/${idIn(request)}`))
    },
  },
]

/** The policy that a version belongs to, for going back to it. */
export async function policyOf({ context, actor }: WebRequest, versionId: string): Promise<string> {
  return reading(context, actor, async (tx) => (await findVersion(tx, actor, versionId)).policyId)
}
