import { formatDate, formatInstant, londonDate } from '#/kernel/london-time.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusTag, timeline, writtenWords } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { addendumKinds } from './add-addendum.ts'
import type { Addendum } from './addendum-store.ts'
import { factLabels, factsInWords } from './change-facts.ts'
import type { Closing } from './closing-store.ts'
import { type Action, actions, actionsIn, type Incident, registers, type State, states } from './incident.ts'
import { type Involvement, parts } from './involvement.ts'
import type { Earlier } from './list-store.ts'
import { kindWords } from './misuse-catalogue.ts'
import { peopleIn } from './pages-people.ts'
import { perhapsSamePart } from './pages-same.ts'
import type { PerhapsSame } from './same-store.ts'
import type { TimelineLine } from './timeline-store.ts'

export type IncidentPage = {
  incident: Incident
  people: readonly Involvement[]
  addenda: readonly Addendum[]
  closings: readonly Closing[]
  events: readonly TimelineLine[]
  earlier: readonly Earlier[]
  same: readonly PerhapsSame[]
  /** Somebody is held back because of a reporter’s words, and the reader may let them go. */
  holds: boolean
  /** What other features show, each with its place: first what to do, then what was said, then the rest. */
  panels: readonly { order: number; html: Html }[]
  /** By id: whoever wrote, added, closed. */
  names: ReadonlyMap<string, string>
  may: (
    permission: Action | 'work' | 'addNote' | 'share' | 'informParents' | 'askIt' | 'reclassify',
  ) => boolean
  at: (path: string) => string
  csrf: string
}

/** The order of the page by the panels' own order: what to do now, what was said, and what follows the people. */
const places = { now: [0, 19], said: [20, 29], after: [30, 90] } as const

function panelsIn({ panels }: IncidentPage, place: keyof typeof places): Html[] {
  const [first, last] = places[place]
  return panels.filter(({ order }) => order >= first && order <= last).map((panel) => panel.html)
}

/** One incident, everything about it: what to do now stands first, then what was said, then who is in it. */
export function incidentPage(page: IncidentPage): Html {
  const { incident } = page
  const { words, means, colour } = states[incident.state]
  return html`<span class="govuk-caption-l">${incident.reference} · ${registers[incident.register]}</span>
<h1 class="govuk-heading-l">${kindWords(incident.kind)}</h1>
<p class="govuk-body">${statusTag({ text: words, means, colour })}</p>
${warnings(incident)}
${panelsIn(page, 'now')}
${whatNext(page)}
${panelsIn(page, 'said')}
${account(page)}
${perhapsSamePart({ incidentId: incident.id, others: page.same, mayAnswer: page.may('work'), csrf: page.csrf, at: page.at })}
${peopleIn(page)}
${panelsIn(page, 'after')}
${facts(page)}
${added(page)}
${closingsOf(page)}
${earlierOnes(page)}
<section><h2 class="govuk-heading-m" id="timeline">Timeline</h2>${timelineOf(page)}</section>`
}

function warnings({ possibleChildImage, restricted, duplicateOf }: Incident): Html {
  return html`${
    possibleChildImage &&
    govuk.warningText({
      text: 'There may be a picture of a child. Do not open, copy, send or delete anything, and do not describe the picture here.',
      iconFallbackText: 'Warning',
    })
  }${
    restricted &&
    govuk.insetText({
      text: 'Only those who are named on this incident can see it. Speak to nobody about it before the LADO has advised.',
    })
  }${duplicateOf !== null && govuk.insetText({ text: 'The work on this goes on in the incident that it repeats.' })}`
}

/** What each state is for. In any other, the tasks above come first, and no button competes with them. */
const mainAction: Readonly<Partial<Record<State, Action>>> = {
  reopened: 'begin',
  waiting: 'goOn',
  readyToClose: 'close',
}
const seldom: readonly Action[] = ['markDuplicate', 'setAside']

function whatNext({ incident, may, at, holds }: IncidentPage): Html {
  const own = (path: string) => at(`/incidents/${incident.id}${path}`)
  const possible = actionsIn(incident.state).filter(
    (action) => action !== 'answerFirstQuestions' && may(action),
  )
  const href = (action: Action) => (action === 'close' ? own('/close') : own(`/do/${action}`))
  const links = [
    may('addNote') && { text: 'Add a note', href: own('/add') },
    may('work') && { text: 'Add a person', href: own('/people/add') },
    may('work') && { text: 'Change the facts', href: own('/facts') },
    may('reclassify') && { text: 'Change the kind', href: own('/kind') },
    may('informParents') && { text: 'Parents', href: own('/parents') },
    may('askIt') && { text: 'Ask IT support', href: own('/it') },
    may('share') && { text: 'Who may see it', href: own('/access') },
    holds && { text: 'Held back', href: own('/held') },
    ...possible
      .filter((action) => seldom.includes(action))
      .map((action) => ({ text: actions[action].label, href: href(action) })),
  ].filter((link) => link !== false)
  const buttons = possible.filter((action) => !seldom.includes(action))
  return html`<div class="govuk-button-group">${buttons.map((action) =>
    govuk.button({
      text: actions[action].label,
      href: href(action),
      classes: action === mainAction[incident.state] ? undefined : 'govuk-button--secondary',
    }),
  )}</div>
<p class="govuk-body govuk-!-display-none-print">${links.map(({ text, href: to }, index) => html`${index > 0 && ' · '}<a class="govuk-link" href="${to}">${text}</a>`)}</p>`
}

/** Where it came as a report, its answers stand above already, so this is folded away. */
function account(page: IncidentPage): Html {
  const { incident, names } = page
  const by = incident.openedBy === null ? 'Nobody by name' : (names.get(incident.openedBy) ?? 'Somebody')
  const words = writtenWords(incident.description.reveal(), `${by}, ${formatInstant(incident.toldAt)}`)
  return panelsIn(page, 'said').length > 0
    ? govuk.details({ summaryText: 'The first account, as it is kept', html: words })
    : html`<section><h2 class="govuk-heading-m">What was told</h2>${words}</section>`
}

function facts({ incident }: IncidentPage): Html {
  const words = factsInWords(incident)
  return html`<section><h2 class="govuk-heading-m">Facts</h2>
${govuk.summaryList({
  rows: [
    ...Object.entries(factLabels).map(([name, label]) => ({
      key: { text: label },
      value: { text: words[name] ?? '' },
    })),
    {
      key: { text: 'School hours' },
      value: {
        text:
          incident.outOfHours === null
            ? 'Not known'
            : incident.outOfHours
              ? 'Out of school hours'
              : 'In school hours',
      },
    },
    { key: { text: 'A child may be harmed' }, value: { text: incident.safeguarding ? 'Yes' : 'No' } },
  ],
})}</section>`
}

function added({ addenda, names }: IncidentPage): Html | undefined {
  if (addenda.length === 0) return undefined
  return html`<section><h2 class="govuk-heading-m">Added later</h2>
${addenda.map(
  ({ kind, text, writtenAt, writtenBy }) =>
    html`<h3 class="govuk-heading-s">${addendumKinds[kind]}</h3>${writtenWords(text.reveal(), `${names.get(writtenBy ?? '') ?? 'Somebody'}, ${formatInstant(writtenAt)}`)}`,
)}</section>`
}

function closingsOf({ closings, names }: IncidentPage): Html | undefined {
  if (closings.length === 0) return undefined
  return html`<section><h2 class="govuk-heading-m">How it was closed</h2>
${closings.map(({ done, told, change, closedAt, closedBy }) =>
  govuk.summaryList({
    rows: [
      { key: { text: 'What was done' }, value: { text: done } },
      { key: { text: 'Who was told' }, value: { text: told } },
      { key: { text: 'What will change' }, value: { text: change } },
      {
        key: { text: 'Closed' },
        value: { text: `${formatInstant(closedAt)}, ${names.get(closedBy ?? '') ?? ''}` },
      },
    ],
  }),
)}</section>`
}

function earlierOnes({ earlier, people, at }: IncidentPage): Html | undefined {
  if (earlier.length === 0) return undefined
  const names = new Map(people.map(({ personId, nameThen }) => [personId, nameThen]))
  const byIncident = Map.groupBy(earlier, ({ id }) => id)
  return html`<section><h2 class="govuk-heading-m">Other incidents with the same people</h2>
<ul class="govuk-list govuk-list--bullet">${[...byIncident.values()].map((rows) => {
    const [first] = rows
    if (!first) return html``
    const who = rows.map(
      ({ personId, part }) => `${names.get(personId) ?? ''}: ${parts[part].words.toLowerCase()}`,
    )
    return html`<li><a class="govuk-link" href="${at(`/incidents/${first.id}`)}">${first.reference}</a>, ${kindWords(first.kind)}, ${formatDate(londonDate(first.toldAt))} (${who.join('; ')})</li>`
  })}</ul></section>`
}

function timelineOf({ events, names, at }: IncidentPage): Html {
  return timeline(
    events.map(({ at: when, title, says, path, actorId }) => ({
      at: when,
      title,
      by: names.get(actorId ?? '') ?? 'Schoolkeeper',
      body: html`${says !== null && html`<p class="govuk-body">${says}</p>`}${
        path !== null &&
        html`<p class="govuk-body"><a class="govuk-link" href="${at(path)}">Look there</a></p>`
      }`,
    })),
  )
}
