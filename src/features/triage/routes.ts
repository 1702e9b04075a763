import { isId } from '#/kernel/id.ts'
import { formatInstant } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { requirePerson } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
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
import { findIncident, type Incident } from '../incidents/index.ts'
import { findPeople, fullName } from '../people/index.ts'
import { contactsOf } from '../schools/index.ts'
import { answerLabel, answerNode, answerNodeForm } from './answer-node.ts'
import { keyOf } from './change-flow.ts'
import { type Course, readCourse } from './course.ts'
import type { FlowNode } from './flow.ts'
import type { Leg } from './journey.ts'
import { pathTo } from './keep-steps.ts'
import { chartPage } from './pages-chart.ts'
import { drawFlow } from './pages-flow-picture.ts'
import { nodePage, passedOnPage } from './pages-question.ts'
import { answersPage, stepsPage } from './pages-steps.ts'
import { answerLines, nextQuestions, progressOf, registerLink, stepLines } from './read-steps.ts'
import { rolesIn } from './role-holders.ts'
import { flowRoutes } from './routes-flows.ts'
import { isFor, namesOf, rolesFor } from './run-flow.ts'
import { entryFor } from './walk-flow.ts'

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/incidents/:id/triage',
    may: 'triage.answer',
    does: 'shows what has to happen about an incident',
    answer: showSteps,
  },
  {
    method: 'GET',
    path: '/incidents/:id/triage/answers',
    may: 'triage.answer',
    does: 'shows everything that was answered about an incident',
    answer: showAnswers,
  },
  {
    method: 'GET',
    path: '/incidents/:id/triage/chart',
    may: 'triage.answer',
    does: 'draws the way that an incident takes',
    answer: showChart,
  },
  {
    method: 'GET',
    path: '/incidents/passed-on',
    may: 'triage.answer',
    does: 'says that an incident is with the right person now, and whom else one may ring',
    answer: showPassedOn,
  },
  {
    method: 'GET',
    path: '/incidents/:id/triage/:flow/:node',
    may: 'triage.answer',
    does: 'asks one question about an incident',
    answer: (request) => showNode(request, {}, {}),
  },
  {
    method: 'POST',
    path: '/incidents/:id/triage/:flow/:node',
    may: 'triage.answer',
    does: 'records an answer, a decision or a step',
    answer: saveAnswer,
  },
  ...flowRoutes,
]

async function showPassedOn({ context, actor }: WebRequest): Promise<Answer> {
  const contacts = await reading(context, actor, (tx) => contactsOf(tx, actor.schoolId))
  return page({
    title: 'Passed to the right person',
    section: '/incidents',
    body: passedOnPage({ contacts }),
  })
}

function idIn({ params }: WebRequest): string {
  if (!isId(params.id)) throw new NotFound('incident')
  return params.id
}

type Seen = { incident: Incident; course: Course }

/** Reads with the incident at hand; that it was looked at is on record before anything is shown. */
async function readAbout<T>(
  request: WebRequest,
  work: (tx: Tx, seen: Seen) => Promise<T>,
): Promise<T & Seen> {
  const { context, actor } = request
  const shown = await reading(context, actor, async (tx) => {
    const incident = await findIncident(tx, actor, idIn(request))
    const seen = { incident, course: await readCourse(tx, incident) }
    return { ...(await work(tx, seen)), ...seen }
  })
  await recordReads(context, actor, [
    { did: 'triage.read', about: { kind: 'incident', id: shown.incident.id } },
  ])
  return shown
}

async function showSteps(request: WebRequest): Promise<Answer> {
  const { at, context, actor } = request
  const { incident, course, steps, questions } = await readAbout(request, async (tx, seen) => ({
    steps: await stepLines(tx, seen, { at, now: context.clock() }),
    questions: await nextQuestions(tx, requirePerson(actor), seen, { at, now: context.clock() }),
  }))
  const here = `/incidents/${incident.id}`
  return page({
    title: 'What has to happen',
    section: '/incidents',
    body: stepsPage({
      reference: incident.reference,
      questions,
      steps,
      ...progressOf(course),
      links: {
        incident: at(here),
        answers: at(`${here}/triage/answers`),
        chart: at(`${here}/triage/chart`),
      },
    }),
  })
}

async function showAnswers(request: WebRequest): Promise<Answer> {
  const { at } = request
  const { incident, answers } = await readAbout(request, async (tx, seen) => ({
    answers: await answerLines(tx, seen, at),
  }))
  return page({
    title: 'Check the answers',
    section: '/incidents',
    body: answersPage({
      reference: incident.reference,
      answers,
      back: at(`/incidents/${incident.id}/triage`),
    }),
  })
}

async function showChart(request: WebRequest): Promise<Answer> {
  const { incident, course } = await readAbout(request, async () => ({}))
  const flows = course.legs.map(({ flow, facts, walk }) => ({
    title: flow.title,
    writtenFor: flow.writtenFor,
    picture: drawFlow(flow, facts.settings, walk),
  }))
  return page({
    title: 'The way it takes',
    section: '/incidents',
    wide: true,
    body: chartPage({
      reference: incident.reference,
      flows,
      back: request.at(`/incidents/${incident.id}/triage`),
    }),
  })
}

function nodeIn(request: WebRequest, course: Course): { leg: Leg; node: FlowNode } {
  const leg = course.legs.find(({ flow }) => flow.key === request.params.flow)
  const visit = leg?.walk.visits.find(
    ({ node, standing }) => node.id === request.params.node && standing !== 'passed',
  )
  if (!leg || !visit) throw new NotFound('question')
  return { leg, node: visit.node }
}

async function showNode(request: WebRequest, values: Sent, errors: FieldErrors): Promise<Page> {
  const { at, context, actor, csrf, once } = request
  const person = requirePerson(actor)
  const shown = await readAbout(request, async (tx, { incident, course }) => {
    const { leg, node } = nodeIn(request, course)
    const entry = entryFor(leg.flow, node, course.entries)
    const [by] = entry ? await findPeople(tx, actor.schoolId, [entry.by]) : []
    const settings = course.facts.settings
    const roles = await rolesIn(tx, person, { incident, node, settings, at: context.clock() })
    const who = 'who' in node ? rolesFor(node.who, settings) : []
    return {
      leg,
      node,
      contacts: await contactsOf(tx, actor.schoolId),
      isFor: isFor(who, roles) ? null : namesOf(who),
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
      opens: registerLink(incident.id, node, at),
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

function saveAnswer(request: WebRequest): Promise<Answer> {
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
