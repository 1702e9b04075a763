import { formatDate } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import type { Field } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { fullName, type Person, roleWords } from '../people/index.ts'
import { type LeftKind, type LeftTask, leftKinds } from './left-tasks.ts'

export type LeaverTasksPage = {
  leaver: Person
  own: boolean
  tasks: readonly LeftTask[]
  /** What each is about, of those whose record may be seen. */
  said: ReadonlyMap<string, string>
  colleagues: readonly Person[]
  back: { text: string; href: string }
  action: string
  csrf: string
  once: string
}

/** All that somebody who leaves has to do, and who is to do it: one colleague for everything, or one for each kind. */
export function leaverTasksPage(shown: LeaverTasksPage, { values, errors }: FormState): Html {
  const { leaver, own, tasks, back, action, csrf, once } = shown
  const name = fullName(leaver)
  const kinds = leftKinds(tasks)
  return html`${govuk.backLink(back)}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${own ? 'Pass on your tasks' : `Pass on the tasks of ${name}`}</h1>
${leaver.leftOn !== null && html`<p class="govuk-body">${own ? 'Your' : 'Their'} last day is ${formatDate(leaver.leftOn)}. What nobody takes over until then goes by itself to whoever stands in.</p>`}
${
  kinds.length === 0
    ? emptyState({
        sentence: own
          ? 'You have nothing to pass on.'
          : 'They have nothing to pass on that you may see. What is about records that you may not see goes by itself to whoever may.',
      })
    : form({
        action,
        csrf,
        once,
        values,
        errors,
        fields: fieldsOf(shown, kinds),
        submit: tasks.length === 1 ? 'Pass it on' : 'Pass them on',
      })
}
</div></div>`
}

/** Of one kind alone nothing is shared out: one question is enough. */
function fieldsOf(shown: LeaverTasksPage, kinds: readonly LeftKind[]): Field[] {
  const [only, ...others] = kinds
  if (only !== undefined && others.length === 0)
    return [kindField(shown, { ...only, field: 'everything' }, 'Choose')]
  const everything: Field = {
    kind: 'select',
    name: 'everything',
    label: `Who is to do all ${shown.tasks.length}?`,
    hint: 'Choose somebody whose role opens these records. They are told once, by e-mail.',
    choices: choicesOf(shown, 'Different people'),
  }
  return [everything, ...kinds.map((kind) => kindField(shown, kind, 'As above'))]
}

function kindField(shown: LeaverTasksPage, { field, title, tasks }: LeftKind, nobody: string): Field {
  return {
    kind: 'select',
    name: field,
    label: tasks.length === 1 ? title : `${title} (${tasks.length})`,
    hint: aboutWords(shown, tasks),
    choices: choicesOf(shown, nobody),
  }
}

const mostSaid = 6

function aboutWords({ said, own }: LeaverTasksPage, tasks: readonly LeftTask[]): Html {
  const lines = [...new Set(tasks.map(({ id }) => said.get(id)).filter((line) => line !== undefined))]
  const more = lines.length - mostSaid
  const role = tasks.find(({ waitsWith }) => waitsWith !== null)?.waitsWith
  return html`${lines.slice(0, mostSaid).map((line) => html`${line}<br>`)}${more > 0 && html`and ${more} more<br>`}${
    role
      ? `Waits with the ${roleWords(role).toLowerCase()} now`
      : `${own ? 'Yours' : 'Theirs'} until somebody takes ${tasks.length === 1 ? 'it' : 'them'} over`
  }`
}

const choicesOf = ({ colleagues }: LeaverTasksPage, nobody: string) => [
  { value: '', text: nobody },
  ...colleagues.map((person) => ({ value: person.id, text: fullName(person) })),
]

/** On the page of somebody who leaves: how much is still theirs, and the way to pass it on. */
export function leaverTasksPanel({ count, own, href }: { count: number; own: boolean; href: string }): Html {
  const words =
    count === 0
      ? own
        ? 'You have nothing to pass on.'
        : 'Nothing of theirs that you may see waits for somebody.'
      : `${count} ${count === 1 ? 'task waits' : 'tasks wait'} for somebody to take over.`
  return html`<h2 class="govuk-heading-m">Tasks</h2>
<p class="govuk-body">${words}</p>
${count > 0 && html`<p class="govuk-body"><a class="govuk-link" href="${href}">${count === 1 ? 'Pass it on' : 'Pass them on'}</a></p>`}`
}
