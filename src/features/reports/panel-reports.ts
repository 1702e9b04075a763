// The part of an incident's page that shows what was told, word for word, and where the reporter is answered.

import { formatInstant } from '#/kernel/london-time.ts'
import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { writtenWords } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { typedValues } from '#/platform/web/read-form.ts'
import { type FieldErrors, type Page, type Panel, page, type WebRequest } from '#/platform/web/route.ts'
import { heldByWords, wasHeldBack } from '../incidents/index.ts'
import { channels, isNotTell, type Message, type Report } from './report.ts'
import { messagesOf, reportsOf } from './store.ts'

export const reportsPanel: Panel = { on: 'incident', may: 'incidents.read', order: 20, draw }

async function draw(request: WebRequest, incidentId: string): Promise<Html | null> {
  const { context, actor } = request
  const told = await reading(context, actor, async (tx) => {
    const reports = await reportsOf(tx, actor.schoolId, incidentId)
    const record = { schoolId: actor.schoolId, id: incidentId }
    const held = actor.kind === 'person' && (await wasHeldBack(tx, record, actor.personId))
    const mayLetGo = may(context, actor, 'incidents.release') && (await heldByWords(tx, record)).length > 0
    return Promise.all(
      reports.map(async (report) => ({
        report: held ? withoutNotTell(report) : report,
        mayLetGo,
        messages: await messagesOf(tx, actor.schoolId, report.id),
      })),
    )
  })
  if (told.length === 0) return null
  await recordReads(
    context,
    actor,
    told.map(({ report }) => ({
      did: 'reports.read' as const,
      about: { kind: 'incident', id: incidentId },
      detail: { reportId: report.id },
    })),
  )
  return html`<section><h2 class="govuk-heading-m">What was reported</h2>${told.map((each) => one(request, each))}</section>`
}

/** For somebody who was held back by these words and let go: they never learn of it. */
function withoutNotTell(report: Report): Report {
  return { ...report, said: report.said.filter((one) => !isNotTell(one)) }
}

type Told = { report: Report; messages: readonly Message[]; mayLetGo: boolean }

function one(request: WebRequest, { report, messages, mayLetGo }: Told): Html {
  return html`${mustNotKnow(request, report, mayLetGo)}<p class="govuk-body">${channels[report.channel]}, ${formatInstant(report.receivedAt)}${report.contact !== null && html`. Reach them: ${report.contact.reveal()}`}</p>
${govuk.summaryList({
  rows: report.said.map(({ ask, answer, childsWords }) => ({
    key: { text: ask },
    value: { html: inFull(answer.reveal(), childsWords === true) },
  })),
})}
${messages.map(({ writtenBy, text, writtenAt, firstReadAt }) =>
  writtenWords(
    text.reveal(),
    `${writtenBy === 'school' ? 'Answer' : 'The reporter'}, ${formatInstant(writtenAt)}${writtenBy === 'school' ? (firstReadAt ? ', read' : ', not read yet') : ''}`,
  ),
)}
${may(request.context, request.actor, 'reports.answer') && govuk.details({ summaryText: 'Answer the reporter', html: answerForReporter(request, report.id, {}) })}`
}

const longestAtOnce = 1_200

/** A long account shows its beginning, so that people and steps are not a mile below; the rest is one press away. */
function inFull(text: string, childsWords: boolean): Html {
  const draw = (part: string) => (childsWords ? writtenWords(part) : html`${part}`)
  if (text.length <= longestAtOnce) return draw(text)
  const cut = Math.max(text.lastIndexOf(' ', longestAtOnce), longestAtOnce / 2)
  return html`${draw(`${text.slice(0, cut)} …`)}${govuk.details({ summaryText: 'Read all of it', html: draw(text) })}`
}

/** The first question of whoever reads it, before they speak to anybody: the form's words may mean somebody here. */
function mustNotKnow(request: WebRequest, { said, incidentId }: Report, mayLetGo: boolean): Html | undefined {
  const typed = said.find(isNotTell)
  if (typed === undefined) return undefined
  const add = request.at(`/incidents/${incidentId}/people/add`)
  const held = request.at(`/incidents/${incidentId}/held`)
  return html`${govuk.warningText({
    text: 'Whom is this about, and who must not know? Find out before you tell anybody.',
    iconFallbackText: 'First of all',
  })}
<p class="govuk-body">The reporter wrote that these must not be told:</p>${writtenWords(typed.answer.reveal())}
<p class="govuk-body">It is kept from every adult here whose name this could be. If it means somebody else, <a class="govuk-link" href="${add}">add that person</a> as otherwise concerned: from then on it is kept from them too.${mayLetGo && html` If it does not mean all of them, <a class="govuk-link" href="${held}">let the others see it again</a>.`}</p>`
}

function answerForReporter(request: WebRequest, reportId: string, errors: FieldErrors): Html {
  return form({
    action: request.at(`/reports/${reportId}/answer`),
    csrf: request.csrf,
    once: request.once,
    values: typedValues(request.body),
    errors,
    fields: [
      {
        kind: 'longText',
        name: 'text',
        label: 'Your answer',
        hint: 'Thank them, and say what they can do next. No names, no sanctions, nothing of the case.',
        rows: 4,
        limit: 4000,
      },
    ],
    submit: 'Send the answer',
  })
}

/** The answer's form alone, when what was typed cannot be sent. */
export function answerAgainPage(
  request: WebRequest,
  reportId: string,
  home: string,
  errors: FieldErrors,
): Page {
  return page({
    title: 'Answer the reporter',
    section: '/incidents',
    errors,
    before: govuk.backLink({ text: 'Back to the incident', href: home }),
    body: html`<h1 class="govuk-heading-l">Answer the reporter</h1>${answerForReporter(request, reportId, errors)}`,
  })
}
