import { requirePerson } from '#/platform/access/access.ts'
import { type Answer, page, type Route, type WebRequest } from '#/platform/web/route.ts'
import { chartPage } from './pages-chart.ts'
import { drawFlow } from './pages-flow-picture.ts'
import { answersPage, stepsPage } from './pages-steps.ts'
import { answerLines, nextQuestions, progressOf, stepLines } from './read-steps.ts'
import { flowRoutes } from './routes-flows.ts'
import { saveAnswer, showNode, showPassedOn } from './routes-question.ts'
import { readAbout } from './routes-reading.ts'

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

async function showSteps(request: WebRequest): Promise<Answer> {
  const { at, opens, context, actor } = request
  const { incident, course, steps, questions } = await readAbout(request, async (tx, seen) => ({
    steps: await stepLines(tx, seen, { at, opens, now: context.clock() }),
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
    answers: await answerLines(tx, seen, request),
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
