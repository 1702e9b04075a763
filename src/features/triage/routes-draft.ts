import { formatDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { answerForm } from '#/platform/web/read-form.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  page,
  redirect,
  type Sent,
  type WebRequest,
} from '#/platform/web/route.ts'
import { namesOf } from '../people/index.ts'
import { editNode, editNodeForm, flowTextForm, replaceFlowText } from './edit-flow.ts'
import { findFlowVersion } from './flow-store.ts'
import type { FlowVersion } from './flow-version.ts'
import { editNodePage, flowTextPage } from './pages-flow-editor.ts'
import { readTriageSettings } from './settings.ts'

/** The page of the copy. */
export const versionPath = (request: WebRequest) => request.at(`/flows/versions/${idIn(request)}`)

/** A copy with the names of those who wrote and decided it. */
export async function readVersion(request: WebRequest) {
  const { context, actor } = request
  return reading(context, actor, async (tx) => {
    const version = await findFlowVersion(tx, actor.schoolId, idIn(request))
    const ids = [version.draftedBy, version.proposedBy, version.decidedBy]
    const people = await namesOf(tx, actor.schoolId, ids)
    return { version, people, settings: await readTriageSettings(tx, actor.schoolId) }
  })
}

/** What is known of a copy: who wrote, proposed and decided it, and why. */
export function factsOf(version: FlowVersion, people: ReadonlyMap<string, string>) {
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

/** One node of a draft as a form. */
export async function showNode(request: WebRequest, values: Sent, errors: FieldErrors): Promise<Page> {
  const { version } = await readVersion(request)
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
      action: `${back}/nodes/${node.id}`,
      back,
      tokens: { csrf, once },
      values,
      errors,
    }),
  })
}

/** Saves one node of a draft. */
export function saveNode(request: WebRequest): Promise<Answer> {
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

/** A draft as text. */
export async function showText(request: WebRequest, values: Sent, errors: FieldErrors): Promise<Page> {
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

/** Saves a draft as text. */
export function saveText(request: WebRequest): Promise<Answer> {
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
