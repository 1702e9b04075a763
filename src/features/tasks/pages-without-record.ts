import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { fullName, type Person } from '../people/index.ts'
import type { Task } from './task.ts'
import { dueWords } from './task-groups.ts'

/** A task whose record its holder may not see: that something is owed, by whom, and what they can do about it. */
export function withoutRecordPage(parts: {
  task: Task
  others: readonly Person[]
  now: Date
  at: (path: string) => string
  opens: (path: string) => boolean
}): Html {
  const { task, others, now, at, opens } = parts
  return html`${govuk.backLink({ text: 'Your tasks', href: at('/tasks') })}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${task.title}</h1>
<p class="govuk-body">${dueWords(task, now)}.</p>
${govuk.insetText({ text: 'You may not see the record that this is about. It came to you because nobody has done it yet, so that somebody asks.' })}
${
  others.length === 0
    ? html`<p class="govuk-body">Nobody else has this task. Hand it to a colleague who may see the record.</p>`
    : html`<p class="govuk-body">Ask one of those who have it too. Do not ask what it is about.</p>
<ul class="govuk-list govuk-list--bullet">${others.map((person) => html`<li>${fullName(person)}</li>`)}</ul>`
}
${opens('/duty') && html`<p class="govuk-body"><a class="govuk-link" href="${at('/duty')}">Who is on duty now</a></p>`}
<p class="govuk-body"><a class="govuk-link" href="${at(`/tasks/${task.id}/end`)}">Say what became of it, or hand it to a colleague</a></p>
</div></div>`
}
