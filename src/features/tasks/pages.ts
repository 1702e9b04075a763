import { emptyState } from '#/platform/web/components/empty-state.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type TaskRow, taskList } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { fullName, type Person, roleWords } from '../people/index.ts'
import type { Task } from './task.ts'
import { dueWords, type GroupName, groupTasks, groupWords } from './task-groups.ts'

type At = (path: string) => string

const urgencies: Readonly<Record<GroupName, TaskRow['urgency']>> = {
  now: 'now',
  overdue: 'overdue',
  today: 'today',
  thisWeek: 'later',
  later: 'later',
  noDate: 'later',
}

/** A person's tasks, the most pressing first. */
export function tasksPage(parts: {
  tasks: readonly Task[]
  /** What a task is about, of those whose record the reader may see. */
  said: ReadonlyMap<string, string>
  warning: Html | null
  /** What other features show below the tasks. */
  cards: readonly Html[]
  now: Date
  at: At
}): Html {
  const { tasks, said, warning, cards, now, at } = parts
  return html`<h1 class="govuk-heading-l">Your tasks</h1>
${warning}
${tasks.length === 0 && emptyState({ sentence: 'You have nothing to do here at the moment.' })}
${groupTasks(tasks, now).map(
  (group) => html`<h2 class="govuk-heading-m">${groupWords[group.name]}</h2>
${taskList(group.tasks.map((task) => rowOf(task, said.get(task.id), group.name, now, at)))}`,
)}
${cards}`
}

function rowOf(task: Task, said: string | undefined, group: GroupName, now: Date, at: At): TaskRow {
  const whose = task.personId === null ? `For the ${roleWords(task.role ?? '').toLowerCase()}` : 'For you'
  return {
    title: task.title,
    href: at(`/tasks/${task.id}`),
    due: dueWords(task, now),
    urgency: urgencies[group],
    about: said === undefined ? whose : `${said} · ${whose}`,
    actions: html`<span class="sk-task__about"><a class="govuk-link" href="${at(`/tasks/${task.id}/end`)}">Done or not needed<span class="govuk-visually-hidden">: ${task.title}${said !== undefined && `, ${said}`}</span></a></span>`,
  }
}

type FormParts = {
  task: Task
  said: string | undefined
  at: At
  csrf: string
  once: string
  values: TypedValues
  errors: FieldErrors
  colleagues: readonly Person[]
}

/** Ending one task, or handing it to a colleague. */
export function endTaskPage({ task, said, at, csrf, once, values, errors, colleagues }: FormParts): Html {
  return html`${govuk.backLink({ text: 'Your tasks', href: at('/tasks') })}
${said !== undefined && html`<span class="govuk-caption-l">${said}</span>`}
<h1 class="govuk-heading-l">${task.title}</h1>
<p class="govuk-body">If several people have this task, it ends for all of them.</p>
${form({
  action: at(`/tasks/${task.id}/end`),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'state',
      label: 'What became of it?',
      choices: [
        { value: 'done', text: 'It is done' },
        {
          value: 'notNeeded',
          text: 'It is not needed',
          reveals: [
            {
              kind: 'longText',
              name: 'reason',
              label: 'Why is it not needed?',
              hint: 'Leave out names and what happened: this stays with the task.',
              limit: 500,
              rows: 3,
            },
          ],
        },
      ],
    },
  ],
  submit: 'Save',
})}
${
  colleagues.length > 0 &&
  html`<h2 class="govuk-heading-m">Hand it to a colleague</h2>
${form({
  action: at(`/tasks/${task.id}/move`),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'select',
      name: 'personId',
      label: 'Who is to do it?',
      choices: [
        { value: '', text: 'Choose' },
        ...colleagues.map((person) => ({ value: person.id, text: fullName(person) })),
      ],
    },
  ],
  submit: 'Hand over',
  weight: 'secondary',
})}`
}`
}

/** One button that withdraws cover. */
export const withdrawButton = (parts: { action: string; csrf: string; once: string }): Html =>
  buttonForm({ ...parts, text: 'Withdraw', classes: 'govuk-button--secondary' })
