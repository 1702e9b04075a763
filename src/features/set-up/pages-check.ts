import { formatDate, isCalendarDate } from '#/kernel/london-time.ts'
import type { Field, FieldErrors } from '#/platform/web/components/fields.ts'
import { csrfField } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { Html, html } from '#/platform/web/html.ts'
import { termRows } from '../schools/index.ts'
import { questions } from './pages-questions.ts'
import type { QuestionKey } from './questions.ts'
import type { Answers } from './tables.ts'

type Typed = Answers[string]

/** Everything that was answered, in the words of the questions, with a link to change each; then the school is made. */
export function checkPage(answers: readonly { key: QuestionKey; typed: Typed }[], errors: FieldErrors): Html {
  const rows = answers.map(({ key, typed }) => ({
    key: { text: questions[key].title },
    value: {
      html: html`${linesOf(key, typed).map((line, index) => html`${index > 0 && html`<br>`}${line}`)}`,
    },
    actions: {
      items: [{ text: 'Change', href: `/set-up/questions/${key}`, visuallyHiddenText: questions[key].title }],
    },
  }))
  return html`<h1 class="govuk-heading-l">Check your answers</h1>
${errors[''] !== undefined && html`<p class="govuk-error-message">${errors['']}</p>`}
${govuk.summaryList({ rows })}
<form method="post" action="/set-up/check" novalidate data-once>${csrfField('')}
${govuk.button({ text: 'Make the school', preventDoubleClick: true })}</form>`
}

function linesOf(key: QuestionKey, typed: Typed): string[] {
  if (key === 'terms') return termRows.filter((row) => typed[`name${row}`]).map((row) => termLine(typed, row))
  const lines = questions[key].fields.flatMap((field) =>
    field instanceof Html ? [] : answerLines(field, typed),
  )
  // Whoever is asked for by name and address needs no label to be known again.
  return key === 'contacts'
    ? lines.map(({ label, answer }) => `${label}: ${answer}`)
    : lines.map(({ answer }) => answer)
}

function termLine(typed: Typed, row: number): string {
  const [from, to] = [`from${row}`, `to${row}`].map((field) => {
    const day = String(typed[field] ?? '')
    return isCalendarDate(day) ? formatDate(day) : day
  })
  return `${String(typed[`name${row}`])}: ${from} to ${to}`
}

type Line = { label: string; answer: string }

/** What was typed into one field, a choice by its words and with what it reveals. */
function answerLines(field: Field, typed: Typed): Line[] {
  const given = [typed[field.name] ?? []].flat().filter((one) => one !== '')
  if (field.kind === 'choice' || field.kind === 'choices') {
    return field.choices.flatMap((choice) => {
      if ('divider' in choice || !given.includes(choice.value)) return []
      const revealed = (choice.reveals ?? []).flatMap((one) => answerLines(one, typed))
      return revealed.length > 0 ? revealed : [{ label: field.label, answer: choice.text }]
    })
  }
  const label = 'label' in field ? field.label : ''
  return given.map((answer) => ({ label, answer }))
}
