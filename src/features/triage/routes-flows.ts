import { isId } from '#/kernel/id.ts'
import { formatDate, londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { personOf } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { withDates } from '#/platform/web/components/form.ts'
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
import { findPeople, fullName } from '../people/index.ts'
import { checkEditedFlow, checkFlow } from './check-flow.ts'
import { copyFlow } from './copy-flow.ts'
import { keepsTheRules } from './course.ts'
import { decideFlow, decideFlowForm } from './decide-flow.ts'
import { discardFlow, editNode, editNodeForm, flowTextForm, replaceFlowText } from './edit-flow.ts'
import { findFlowVersion, flowVersions } from './flow-store.ts'
import { type FlowVersion, inForceOn } from './flow-version.ts'
import { fixedFlows, shippedFlows } from './flows/shipped-flows.ts'
import { drawFlow } from './pages-flow-picture.ts'
import { editNodePage, flowPage, flowsPage, flowTextPage, versionPage } from './pages-flows.ts'
import { proposeFlow, proposeFlowForm } from './propose-flow.ts'
import { readTriageSettings } from './settings.ts'
import type { TriageSettings } from './triage-settings.ts'

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

function idIn({ params }: WebRequest): string {
  if (!isId(params.id)) throw new NotFound('flow')
  return params.id
}

const versionPath = (request: WebRequest) => request.at(`/flows/versions/${idIn(request)}`)

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

async function readVersion(request: WebRequest) {
  const { context, actor } = request
  return reading(context, actor, async (tx) => {
    const version = await findFlowVersion(tx, actor.schoolId, idIn(request))
    const ids = [version.draftedBy, version.proposedBy, version.decidedBy].filter((id) => id !== null)
    const people = new Map((await findPeople(tx, actor.schoolId, ids)).map((one) => [one.id, fullName(one)]))
    return { version, people, settings: await readTriageSettings(tx, actor.schoolId) }
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
      picture: checkFlow(flow).length === 0 ? drawFlow(flow, settings) : drawIfPossible(flow, settings),
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

/** A flow whose lines lead nowhere cannot be drawn; its boxes can still be changed from the text. */
function drawIfPossible(flow: FlowVersion['flow'], settings: TriageSettings) {
  const ids = new Set(flow.nodes.map(({ id }) => id))
  return ids.has(flow.start) ? drawFlow(flow, settings) : null
}

function factsOf(version: FlowVersion, people: ReadonlyMap<string, string>) {
  const { why, fromDay, draftedBy, proposedBy, decidedBy, decisionReason } = version
  const nameOf = (id: string | null) => (id === null ? null : (people.get(id) ?? 'Somebody'))
  const facts: [string, string | null][] = [
    ['Written by', nameOf(draftedBy)],
    ['What changes, and why', why],
    ['From', fromDay && formatDate(fromDay)],
    ['Proposed by', nameOf(proposedBy)],
    ['Decided by', nameOf(decidedBy)],
    ['Reason', decisionReason],
  ]
  return facts.flatMap(([key, value]) => (value ? [{ key, value }] : []))
}

async function showNode(request: WebRequest, values: Sent, errors: FieldErrors): Promise<Page> {
  const { version, settings } = await readVersion(request)
  const node = version.flow.nodes.find(({ id }) => id === request.params.node)
  if (!node) throw new NotFound('node of the flow')
  const { csrf, once } = request
  const back = versionPath(request)
  return page({
    title: 'Change a box of a flow',
    section: '/flows',
    errors,
    body: editNodePage({
      flow: version.flow,
      node,
      settings,
      action: `${back}/nodes/${node.id}`,
      back,
      tokens: { csrf, once },
      values,
      errors,
    }),
  })
}

function saveNode(request: WebRequest): Promise<Answer> {
  const { context, actor, body, params } = request
  return answerForm({
    schema: editNodeForm,
    sent: body,
    save: async (form) => {
      await editNode(context, actor, idIn(request), params.node ?? '', form)
      return redirect(versionPath(request))
    },
    again: (errors) => showNode(request, body, errors),
  })
}

async function showText(request: WebRequest, values: Sent, errors: FieldErrors): Promise<Page> {
  const { version } = await readVersion(request)
  const { csrf, once } = request
  const back = versionPath(request)
  return page({
    title: 'A flow as text',
    section: '/flows',
    errors,
    body: flowTextPage({
      flow: version.flow,
      action: `${back}/text`,
      back,
      tokens: { csrf, once },
      values,
      errors,
    }),
  })
}

function saveText(request: WebRequest): Promise<Answer> {
  const { context, actor, body } = request
  return answerForm({
    schema: flowTextForm,
    sent: body,
    save: async ({ text }) => {
      await replaceFlowText(context, actor, idIn(request), text)
      return redirect(versionPath(request))
    },
    again: (errors) => showText(request, body, errors),
  })
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
