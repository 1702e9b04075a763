import { type Html, html } from '../html.ts'
import { govuk } from './govuk.ts'
import { moj } from './moj.ts'

export type TagColour =
  | 'grey'
  | 'blue'
  | 'turquoise'
  | 'green'
  | 'yellow'
  | 'orange'
  | 'red'
  | 'purple'
  | 'pink'

/** A state as people see it: a word or two, and one line that says what it means. */
export type Status = { text: string; means: string; colour?: TagColour }

/** A state with its meaning beside it. In a table, where the meaning would be read 25 times, `brief` hides it. */
export function statusTag({ text, means, colour }: Status, size: 'full' | 'brief' = 'full'): Html {
  const tag = govuk.tag({ text, classes: colour && `govuk-tag--${colour}` })
  return size === 'brief'
    ? tag
    : html`<span class="sk-status">${tag} <span class="sk-status__means">${means}</span></span>`
}

/** What the states on a page mean, for below a table. */
export function statusKey(statuses: readonly Status[]): Html {
  const rows = statuses.map(
    (status) => html`<div><dt>${statusTag(status, 'brief')}</dt><dd>${status.means}</dd></div>`,
  )
  return govuk.details({
    summaryText: 'What the states mean',
    html: html`<dl class="sk-status-key">${rows}</dl>`,
  })
}

export type TimelineEntry = {
  at: Date
  title: string
  by?: string
  body?: string | Html
}

/** What happened, in the order given. Times are London's. */
export function timeline(entries: readonly TimelineEntry[], headingLevel = 3): Html {
  return moj.timeline({
    headingLevel,
    items: entries.map(({ at, title, by, body }) => ({
      label: { text: title },
      ...(by === undefined ? {} : { byline: { text: by } }),
      datetime: { timestamp: at.toISOString(), type: 'datetime' },
      html: typeof body === 'string' ? html`<p class="govuk-body">${body}</p>` : (body ?? html``),
    })),
  })
}

/** Who a record is about. `caution` is what nobody may overlook: a court order, an address withheld. */
export function personBar(parts: {
  name: string
  href?: string
  facts: readonly string[]
  tags?: readonly Html[]
  caution?: string
  actions?: Html
}): Html {
  const { name, href, facts, tags, caution, actions } = parts
  return html`<section class="sk-person" aria-label="${name}">
<div><p class="sk-person__name">${href === undefined ? name : html`<a class="govuk-link" href="${href}">${name}</a>`}${tags?.map((tag) => html` ${tag}`)}</p>
<ul class="sk-person__facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul></div>
${actions && html`<div>${actions}</div>`}
${caution !== undefined && html`<p class="sk-person__caution"><strong>${caution}</strong></p>`}
</section>`
}

export type TaskRow = {
  title: string
  href: string
  /** "Due today at 16:00": the words come from whoever knows the clock. */
  due: string
  urgency: 'now' | 'overdue' | 'today' | 'later'
  /** What it belongs to, without a child's name where the reader's list may be seen by others. */
  about?: string
  /** What can be done about it from the list. */
  actions?: Html
}

const urgencies: Readonly<Record<TaskRow['urgency'], { text: string; colour: TagColour }>> = {
  now: { text: 'Open it now', colour: 'red' },
  overdue: { text: 'Overdue', colour: 'red' },
  today: { text: 'Today', colour: 'yellow' },
  later: { text: 'Later', colour: 'grey' },
}

/** One task in a list of tasks. Its urgency is said in words, never by colour alone. */
function taskRow({ title, href, due, urgency, about, actions }: TaskRow): Html {
  const { text, colour } = urgencies[urgency]
  return html`<li class="sk-task sk-task--${urgency}">
<div><a class="govuk-link sk-task__link" href="${href}">${title}</a>${about !== undefined && html`<span class="sk-task__about">${about}</span>`}${actions}</div>
<div class="sk-task__when">${govuk.tag({ text, classes: `govuk-tag--${colour}` })}<span>${due}</span></div>
</li>`
}

/** A person's tasks in the order given. */
export function taskList(tasks: readonly TaskRow[]): Html {
  return html`<ul class="sk-tasks">${tasks.map(taskRow)}</ul>`
}

/** Figures at the head of a board, each a link to what it counts. A figure that must not be shown is given in words. */
export function countTiles(
  tiles: readonly { text: string; count: number | string; href?: string; urgent?: boolean }[],
): Html {
  return html`<ul class="sk-tiles-row">${tiles.map(
    ({ text, count, href, urgent }) => html`<li class="sk-tile ${urgent && 'sk-tile--urgent'}">
${href === undefined ? figure(count, text) : html`<a class="sk-tile__link" href="${href}">${figure(count, text)}</a>`}</li>`,
  )}</ul>`
}

const figure = (count: number | string, text: string): Html =>
  html`<span class="sk-tile__count">${count}</span> <span class="sk-tile__text">${text}</span>`

/** What somebody wrote, word for word, with its lines kept. Read-aloud passes over it: it reads our words only. */
export function writtenWords(text: string, by?: string): Html {
  return html`<figure class="sk-words" data-typed><blockquote>${text}</blockquote>${by !== undefined && html`<figcaption>${by}</figcaption>`}</figure>`
}
