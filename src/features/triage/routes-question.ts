import { formatInstant } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { requirePerson } from '#/platform/access/access.ts'
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
import type { Incident } from '../incidents/index.ts'
import { findPeople, fullName } from '../people/index.ts'
import { contactsOf } from '../schools/index.ts'
import { answerLabel, answerNode, answerNodeForm } from './answer-node.ts'
import { keyOf } from './change-flow.ts'
import type { Course } from './course.ts'
import type { FlowNode } from './flow.ts'
import type { Leg } from './journey.ts'
import { pathTo } from './keep-steps.ts'
import { nodePage, passedOnPage } from './pages-question.ts'
import { registerLink } from './read-steps.ts'
import { rolesIn } from './role-holders.ts'
import { readAbout } from './routes-reading.ts'
import { firstOfTwo, isFor, roleNamesOf, rolesFor } from './run-flow.ts'
import { entryFor } from './walk-flow.ts'

function nodeIn(request: WebRequest, course: Course): { leg: Leg; node: FlowNode } {
  const leg = course.legs.find(({ flow }) => flow.key === request.params.flow)
  const visit = leg?.walk.visits.find(
    ({ node, standing }) => node.id === request.params.node && standing !== 'passed',
  )
  if (!leg || !visit) throw new NotFound('question')
  return { leg, node: visit.node }
}

/** One question, decision or step on a page. */
export async function showNode(request: WebRequest, values: Sent, errors: FieldErrors): Promise<Page> {
  const { at, context, actor, csrf, once } = request
  const person = requirePerson(actor)
  const shown = await readAbout(request, async (tx, { incident, course }) => {
    const { leg, node } = nodeIn(request, course)
    const entry = entryFor(leg.flow, node, course.entries)
    const [by] = entry ? await findPeople(tx, actor.schoolId, [entry.by]) : []
    const settings = course.facts.settings
    const notFor = firstOfTwo(leg.flow, node, course.entries)
    const roles = await rolesIn(tx, person, { incident, node, notFor, settings, at: context.clock() })
    const who = 'who' in node ? rolesFor(node.who, settings) : []
    return {
      leg,
      node,
      contacts: await contactsOf(tx, actor.schoolId),
      isFor: isFor(who, roles) ? null : roleNamesOf(who),
      before: entry && {
        answer: answerLabel(node, entry.answer),
        reason: entry.reason,
        by: by ? fullName(by) : 'Somebody',
        at: formatInstant(entry.at),
      },
    }
  })
  const { incident, course, leg, node } = shown
  const here = `/incidents/${incident.id}`
  return page({
    title: leg.flow.title,
    section: '/incidents',
    errors,
    body: nodePage({
      ...shown,
      reference: incident.reference,
      caption: captionOf(incident, course, leg, node),
      settings: course.facts.settings,
      opens: registerLink(incident.id, node, request),
      action: at(`${here}/triage/${leg.flow.key}/${node.id}`),
      back: at(`${here}/triage`),
      csrf,
      once,
      values: Object.keys(values).length > 0 ? values : (request.typed ?? {}),
      errors,
    }),
  })
}

function captionOf(incident: Incident, course: Course, leg: Leg, node: FlowNode): string {
  const questions = leg.flow.nodes.filter(({ kind }) => kind === 'question')
  const number = questions.findIndex(({ id }) => id === node.id) + 1
  const isFirst = leg === course.legs[0]
  if (isFirst && number > 0) return `${incident.reference} · Safety question ${number} of ${questions.length}`
  return `${incident.reference} · ${leg.flow.title}`
}

/** Records what was answered, and goes on with the next question of the same flow. */
export function saveAnswer(request: WebRequest): Promise<Answer> {
  const { context, actor, body, params, at } = request
  return answerForm({
    schema: answerNodeForm,
    sent: body,
    save: async (form) => {
      const incidentId = idIn(request)
      const asked = { ...form, flowKey: params.flow ?? '', nodeId: params.node ?? '' }
      const { open, seen } = await answerNode(context, actor, incidentId, asked)
      if (!seen) return redirect(at('/incidents/passed-on'))
      const next = open.find(({ flowId, node }) => node.kind === 'question' && keyOf(flowId) === params.flow)
      return redirect(at(next ? pathTo(incidentId, next) : `/incidents/${incidentId}/triage`))
    },
    again: (errors) => showNode(request, body, errors),
  })
}

/** After an answer that took the incident out of one's sight: whom one may ring, and nothing of the incident. */
export async function showPassedOn({ context, actor }: WebRequest): Promise<Answer> {
  const contacts = await reading(context, actor, (tx) => contactsOf(tx, actor.schoolId))
  return page({
    title: 'Passed to the right person',
    section: '/incidents',
    body: passedOnPage({ contacts }),
  })
}
