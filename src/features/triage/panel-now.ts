import { reading } from '#/platform/context.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Panel, WebRequest } from '#/platform/web/route.ts'
import { findIncident, type State, states } from '../incidents/index.ts'
import { hasToBeAnswered } from './begin-triage.ts'
import { readCourse } from './course.ts'
import { pathTo } from './keep-steps.ts'
import { nextQuestion, owedList, stepList } from './pages-steps.ts'
import { nextQuestions, stepLines } from './read-steps.ts'
import { stepStates } from './step.ts'

const mostSteps = 5

/** “What to do now” at the top of an incident's page: the next question, then the steps that are owed. */
export const whatToDoNow: Panel = { on: 'incident', may: 'triage.answer', order: 10, draw: drawNow }

/** What is said when no step is owed, where it is not time to close. */
const restWords: Readonly<Partial<Record<State, string>>> = {
  reopened: 'Something new came up after it was over. Start on it, and add what is new.',
  waiting: 'Others have the next step. Go on with it when they have answered.',
}

async function drawNow(request: WebRequest, incidentId: string): Promise<Html | null> {
  const { context, actor, at, opens } = request
  if (actor.kind !== 'person') return null
  const shown = await reading(context, actor, async (tx) => {
    const incident = await findIncident(tx, actor, incidentId)
    if (states[incident.state].over) return null
    const seen = { incident, course: await readCourse(tx, incident) }
    const now = { at, opens, now: context.clock() }
    return {
      state: incident.state,
      questions: await nextQuestions(tx, actor, seen, now),
      steps: (await stepLines(tx, seen, now)).filter(({ state }) => !stepStates[state].over),
    }
  })
  if (!shown) return null
  const { questions, steps } = shown
  const more = steps.length - mostSteps
  return html`<section aria-labelledby="what-to-do-now"><h2 class="govuk-heading-m" id="what-to-do-now">What to do now</h2>
${questions.map(nextQuestion)}
${steps.length > 0 && stepList(steps.slice(0, mostSteps), 'now')}
${questions.length === 0 && steps.length === 0 && html`<p class="govuk-body">${restWords[shown.state] ?? 'Every step is recorded. Look at the whole once more, then close the incident.'}</p>`}
<p class="govuk-body"><a class="govuk-link" href="${at(`/incidents/${incidentId}/triage`)}">${more > 0 ? `All that has to happen (${more} more)` : 'All that has to happen'}</a></p></section>`
}

/** In place of the forms that end an incident: what has to be settled before, each with its link. */
export const owedBeforeEnd: Panel = { on: 'endOfIncident', may: 'triage.answer', order: 10, draw: drawOwed }

async function drawOwed({ context, actor, at }: WebRequest, incidentId: string): Promise<Html | null> {
  const owed = await reading(context, actor, async (tx) => {
    const { open } = await readCourse(tx, await findIncident(tx, actor, incidentId))
    return open.filter(hasToBeAnswered)
  })
  if (owed.length === 0) return null
  return owedList(owed.map((open) => ({ title: open.node.title, href: at(pathTo(incidentId, open)) })))
}
