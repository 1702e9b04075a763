import { emptyState } from '#/platform/web/components/empty-state.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusKey, statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type StepState, stepStates } from './step.ts'

export type StepLine = {
  title: string
  href: string
  state: StepState
  who: string
  due: string | null
  reason: string | null
  /** The register in which it is done. */
  opens: { text: string; href: string } | null
  /** The entry by which it ended by itself. */
  endedBy: { text: string; href: string } | null
}

export type NextQuestion = { title: string; href: string; who: string; mine: boolean }

type Links = { incident: string; answers: string; chart: string }

/** What has to happen: the next question first, then every step with its state. */
export function stepsPage(parts: {
  reference: string
  questions: readonly NextQuestion[]
  steps: readonly StepLine[]
  settled: number
  stillToComeAtMost: number
  links: Links
}): Html {
  const { reference, questions, steps, links } = parts
  const owed = steps.filter(({ state }) => !stepStates[state].over)
  const over = steps.filter(({ state }) => stepStates[state].over)
  return html`${govuk.backLink({ text: 'Back to the incident', href: links.incident })}
<p class="govuk-caption-l">${reference}</p>
<h1 class="govuk-heading-l">What has to happen</h1>
${questions.map(nextQuestion)}
${owed.length > 0 && html`<h2 class="govuk-heading-m">To do</h2>${stepList(owed, 'to-do')}`}
${questions.length === 0 && owed.length === 0 && emptyState({ sentence: 'Nothing is open. Look at the whole once more, then close the incident.' })}
${over.length > 0 && html`<h2 class="govuk-heading-m">Recorded</h2>${stepList(over, 'recorded')}`}
<p class="govuk-body">${progressSentence(parts)}</p>
${steps.length > 0 && statusKey(Object.values(stepStates))}
<ul class="govuk-list">
<li><a class="govuk-link" href="${links.answers}">Check the answers, or say that it turned out to be something else</a></li>
<li><a class="govuk-link" href="${links.chart}">See the way it takes, drawn</a></li>
</ul>`
}

function progressSentence({ settled, stillToComeAtMost }: { settled: number; stillToComeAtMost: number }) {
  const done =
    settled === 0
      ? 'Nothing is recorded yet.'
      : settled === 1
        ? 'One thing is recorded.'
        : `${settled} things are recorded.`
  return stillToComeAtMost === 0
    ? `${done} Nothing more will be asked.`
    : `${done} At most ${stillToComeAtMost} more may be asked, depending on the answers.`
}

/** The one thing to do first; a button only for whoever it is for. */
export function nextQuestion({ title, href, who, mine }: NextQuestion): Html {
  return html`<div class="sk-now"><p class="govuk-caption-m">${mine ? 'Next question' : `Next question, for ${who}`}</p>
<h2 class="govuk-heading-m">${title}</h2>
${mine ? govuk.button({ text: 'Answer', href }) : html`<p class="govuk-body govuk-!-margin-bottom-0"><a class="govuk-link" href="${href}">Look at it</a></p>`}</div>`
}

/** Steps with who and by when; one that an entry ended leads to that entry. Two lists on a page differ in `idPrefix`. */
export function stepList(steps: readonly StepLine[], idPrefix: string): Html {
  return govuk.taskList({
    idPrefix,
    items: steps.map(({ title, href, state, who, due, reason, opens, endedBy }) => ({
      title: {
        html: html`${title}`,
      },
      href,
      hint: {
        html: html`${[`For ${who}`, due].filter(Boolean).join(' · ')}${reason && html`<br>${reason}`}${linkLine(opens)}${linkLine(endedBy)}`,
      },
      status: { html: statusTag(stepStates[state], 'brief') },
    })),
  })
}

const linkLine = (link: StepLine['opens']) =>
  link && html`<br><a class="govuk-link" href="${link.href}">${link.text}</a>`

export type AnswerLine = {
  flow: string
  title: string
  answer: string
  reason: string | null
  by: string
  at: string
  href: string
  endedBy: StepLine['endedBy']
  /** A later answer stands in its place. */
  replaced: boolean
}

/** Everything that was answered, with a way to answer again: nothing is changed, the new answer follows. */
export function answersPage(parts: {
  reference: string
  answers: readonly AnswerLine[]
  back: string
}): Html {
  const flows = [...new Set(parts.answers.map(({ flow }) => flow))]
  return html`${govuk.backLink({ text: 'Back to what has to happen', href: parts.back })}
<p class="govuk-caption-l">${parts.reference}</p>
<h1 class="govuk-heading-l">Check the answers</h1>
<p class="govuk-body">Did it turn out to be something else? Answer that question again and say why. Answers stay on record, and steps that are asked for in both ways are not asked for twice.</p>
${parts.answers.length === 0 && emptyState({ sentence: 'Nothing has been answered yet.' })}
${flows.map(
  (flow) => html`<h2 class="govuk-heading-m">${flow}</h2>
${govuk.summaryList({
  rows: parts.answers
    .filter((line) => line.flow === flow)
    .map((line) => ({
      key: { text: line.title },
      value: {
        html: html`${line.replaced ? html`<s>${line.answer}</s> (answered again later)` : html`<strong>${line.answer}</strong>`}${line.reason && html`<br>${line.reason}`}${linkLine(line.endedBy)}<span class="sk-step__who">${line.by}, ${line.at}</span>`,
      },
      ...(line.replaced
        ? {}
        : {
            actions: { items: [{ text: 'Answer again', href: line.href, visuallyHiddenText: line.title }] },
          }),
    })),
})}`,
)}`
}

/** What has to be settled before an incident can end, each a link. */
export function owedList(owed: readonly { title: string; href: string }[]): Html {
  return html`<p class="govuk-body">${owed.length === 1 ? 'One thing' : `${owed.length} things`} must be settled before this can end:</p>
<ul class="govuk-list govuk-list--bullet">${owed.map(({ title, href }) => html`<li><a class="govuk-link" href="${href}">${title}</a></li>`)}</ul>`
}
