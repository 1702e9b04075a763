import { Refused } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { nextStep } from './approval.ts'
import { decideStep, decideStepForm } from './decide-step.ts'
import { decidePage, signPage } from './pages-approve.ts'
import type { PolicyParts } from './policy-document.ts'
import { readParts } from './read-policy.ts'
import { drawn, section } from './routes-register.ts'
import { signPolicy, signPolicyForm } from './sign-policy.ts'
import { findVersion } from './version-store.ts'

const base = '/policy-register/versions/:id'
const toVersion = (request: WebRequest) => redirect(request.at(`/policy-register/versions/${idIn(request)}`))

const partsOf = (request: WebRequest): Promise<PolicyParts> =>
  reading(request.context, request.actor, async (tx) =>
    readParts(request.context, tx, request.actor, await findVersion(tx, request.actor, idIn(request))),
  )

async function drawDecide(request: WebRequest, state: FormState): Promise<Page> {
  const parts = await partsOf(request)
  const step = nextStep(parts.version, parts.approvals)
  if (parts.version.state !== 'approving' || step === null || step === 'signature') {
    throw new Refused('No step of approval waits for this version now. Look at its page.')
  }
  return page({
    title: 'Record a decision',
    section,
    body: decidePage({ ...drawn(request, state), parts, step }),
  })
}

async function drawSign(request: WebRequest, state: FormState): Promise<Page> {
  const parts = await partsOf(request)
  if (parts.version.state !== 'signing') {
    throw new Refused('This version does not wait for a signature. Look at its page.')
  }
  return page({ title: 'Sign the policy', section, body: signPage({ ...drawn(request, state), parts }) })
}

export const approveRoutes: readonly Route[] = [
  ...formRoutes({
    path: `${base}/decide`,
    may: 'policies.decide',
    does: 'records a step of approval',
    schema: decideStepForm,
    dates: ['heldOn'],
    draw: drawDecide,
    save: async (request, form) => {
      await decideStep(request.context, request.actor, idIn(request), form)
      return toVersion(request)
    },
  }),
  ...formRoutes({
    path: `${base}/sign`,
    may: 'policies.sign',
    does: 'signs a version as chair of governors',
    stepUp: true,
    schema: signPolicyForm,
    draw: drawSign,
    save: async (request, form) => {
      await signPolicy(request.context, request.actor, idIn(request), form)
      return toVersion(request)
    },
  }),
]
