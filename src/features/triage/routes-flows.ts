import { formatDate, londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { personOf } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { withDates } from '#/platform/web/components/form.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type Sent,
  type WebRequest,
} from '#/platform/web/route.ts'
import { checkEditedFlow } from './check-flow.ts'
import { copyFlow } from './copy-flow.ts'
import { keepsTheRules } from './course.ts'
import { decideFlow, decideFlowForm } from './decide-flow.ts'
import { discardFlow } from './edit-flow.ts'
import { exitsOf, type Flow } from './flow.ts'
import { flowVersions } from './flow-store.ts'
import { type FlowVersion, inForceOn } from './flow-version.ts'
import { fixedFlows, shippedFlows } from './flows/shipped-flows.ts'
import { drawFlow } from './pages-flow-picture.ts'
import { flowPage, flowsPage, versionPage } from './pages-flows.ts'
import { proposeFlow, proposeFlowForm } from './propose-flow.ts'
import { factsOf, readVersion, saveNode, saveText, showNode, showText, versionPath } from './routes-draft.ts'
import { readTriageSettings } from './settings.ts'

const ofVersion = '/flows/versions/:id'

export const flowRoutes: readonly Route[] = [
  { method: 'GET', path: '/flows', may: 'triage.readFlows', does: 'lists the flows', answer: showFlows },
  { method: 'GET', path: '/flows/:key', may: 'triage.readFlows', does: 'draws a flow', answer: showFlow },
  {
    method: 'POST',
    path: '/flows/:key/copy',
    may: 'triage.editFlows',
    does: 'makes the school’s own draft of a flow',
    answer: async ({ context, actor, params, at }) =>
      redirect(at(`/flows/versions/${await copyFlow(context, actor, params.key ?? '')}`)),
  },
  {
    method: 'GET',
    path: ofVersion,
    may: 'triage.readFlows',
    does: 'shows a school’s copy of a flow',
    answer: (request) => showVersion(request, {}, {}),
  },
  {
    method: 'GET',
    path: `${ofVersion}/nodes/:node`,
    may: 'triage.editFlows',
    does: 'shows one node of a draft as a form',
    answer: (request) => showNode(request, {}, {}),
  },
  {
    method: 'POST',
    path: `${ofVersion}/nodes/:node`,
    may: 'triage.editFlows',
    does: 'changes one node of a draft',
    answer: saveNode,
  },
  {
    method: 'GET',
    path: `${ofVersion}/text`,
    may: 'triage.editFlows',
    does: 'shows a draft as text',
    answer: (request) => showText(request, {}, {}),
  },
  {
    method: 'POST',
    path: `${ofVersion}/text`,
    may: 'triage.editFlows',
    does: 'replaces a draft by a text',
    answer: saveText,
  },
  {
    method: 'POST',
    path: `${ofVersion}/discard`,
    may: 'triage.editFlows',
    does: 'discards a draft',
    answer: async (request) => {
      await discardFlow(request.context, request.actor, idIn(request))
      return redirect(request.at('/flows'))
    },
  },
  {
    method: 'POST',
    path: `${ofVersion}/propose`,
    may: 'triage.editFlows',
    does: 'proposes a draft',
    answer: propose,
  },
  {
    method: 'POST',
    path: `${ofVersion}/decide`,
    may: 'triage.confirmFlows',
    does: 'puts a proposed flow in force, or not',
    answer: decide,
  },
]

async function readFlows({ context, actor }: WebRequest) {
  const at = context.clock()
  return reading(context, actor, async (tx) => {
    const versions = await flowVersions(tx, actor.schoolId)
    const settings = await readTriageSettings(tx, actor.schoolId)
    return { versions, settings, inForce: inForceOn(versions, { at, day: londonDate(at) }) }
  })
}

async function showFlows(request: WebRequest): Promise<Answer> {
  const { versions, settings, inForce } = await readFlows(request)
  const flows = shippedFlows.map((shipped) => {
    const own = inForce.get(shipped.key)
    const pending = versions.find(
      ({ flow, state }) => flow.key === shipped.key && (state === 'draft' || state === 'proposed'),
    )
    const stands = !own || keepsTheRules(own.flow, settings)
    return {
      title: own?.flow.title ?? shipped.title,
      href: request.at(`/flows/${shipped.key}`),
      runs: own && stands ? runsSince(own) : 'As delivered',
      isFixed: fixedFlows.includes(shipped.key),
      trouble: stands
        ? null
        : 'Your own copy breaks a safety rule under the settings of today. The delivered flow stands in for it.',
      pending: pending
        ? {
            text: `Version ${pending.flow.version}`,
            href: request.at(`/flows/versions/${pending.id}`),
            state: pending.state,
          }
        : null,
    }
  })
  return page({ title: 'How we handle incidents', section: '/flows', body: flowsPage({ flows }) })
}

const runsSince = ({ flow, fromDay }: FlowVersion) =>
  `Your own, version ${flow.version}, since ${fromDay ? formatDate(fromDay) : ''}`

async function showFlow(request: WebRequest): Promise<Answer> {
  const { at, params, context, actor, csrf, once } = request
  const { versions, settings, inForce } = await readFlows(request)
  const shipped = shippedFlows.find(({ key }) => key === params.key)
  if (!shipped) throw new NotFound('flow')
  const own = inForce.get(shipped.key)?.flow
  const flow = own && keepsTheRules(own, settings) ? own : shipped
  const ofThis = versions.filter((version) => version.flow.key === shipped.key)
  const isBeingChanged = ofThis.some(({ state }) => state === 'draft' || state === 'proposed')
  return page({
    title: flow.title,
    section: '/flows',
    wide: true,
    body: flowPage({
      flow,
      picture: drawFlow(flow, settings),
      mayCopy: !fixedFlows.includes(flow.key) && !isBeingChanged && may(context, actor, 'triage.editFlows'),
      history: ofThis.map((version) => ({
        text: `Version ${version.flow.version}`,
        href: at(`/flows/versions/${version.id}`),
        state: version.state,
      })),
      links: { back: at('/flows'), self: at(`/flows/${flow.key}`) },
      tokens: { csrf, once },
    }),
  })
}

async function showVersion(request: WebRequest, values: Sent, errors: FieldErrors): Promise<Page> {
  const { at, context, actor, csrf, once } = request
  const { version, people, settings } = await readVersion(request)
  const { flow, state } = version
  const self = versionPath(request)
  return page({
    title: flow.title,
    section: '/flows',
    wide: true,
    errors,
    body: versionPage({
      flow,
      state,
      facts: factsOf(version, people),
      refused: state === 'draft' || state === 'proposed' ? checkEditedFlow(flow, settings).refused : [],
      picture: canBeDrawn(flow) ? drawFlow(flow, settings) : null,
      may: {
        edit: may(context, actor, 'triage.editFlows'),
        decide: may(context, actor, 'triage.confirmFlows') && version.proposedBy !== personOf(actor),
      },
      links: { back: at('/flows'), self, node: (id) => `${self}/nodes/${id}` },
      tokens: { csrf, once },
      values,
      errors,
    }),
  })
}

/** A flow whose lines lead nowhere has no picture; its boxes are listed, to be put right. */
function canBeDrawn({ nodes, start }: Flow): boolean {
  const ids = new Set(nodes.map(({ id }) => id))
  return ids.has(start) && nodes.flatMap(exitsOf).every(({ to }) => ids.has(to))
}

function propose(request: WebRequest): Promise<Answer> {
  const { context, actor, body } = request
  return answerForm({
    schema: proposeFlowForm,
    sent: withDates(body, ['fromDay']) as Sent,
    save: async (form) => {
      await proposeFlow(context, actor, idIn(request), form)
      return redirect(versionPath(request))
    },
    again: (errors) => showVersion(request, body, errors),
  })
}

function decide(request: WebRequest): Promise<Answer> {
  const { context, actor, body } = request
  return answerForm({
    schema: decideFlowForm,
    sent: body,
    save: async (form) => {
      await decideFlow(context, actor, idIn(request), form)
      return redirect(versionPath(request))
    },
    again: (errors) => showVersion(request, body, errors),
  })
}
