import { formatDate } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { fullName, type Person, personKindWords } from '../people/index.ts'
import type { SchoolClass } from '../schools/index.ts'
import type { PlannedMove } from './move-store.ts'
import { type Drawn, rosterTabs } from './pages.ts'
import { kindsToMoveTo } from './plan-move.ts'

const states = {
  planned: {
    text: 'Planned',
    means: 'Made by itself in the night before that day begins.',
    colour: 'yellow',
  },
  done: { text: 'Made', means: 'They have moved.', colour: 'green' },
  withdrawn: { text: 'Taken back', means: 'It will not be made.', colour: 'grey' },
  impossible: { text: 'Not possible', means: 'Something stood against it on the day.', colour: 'red' },
} as const

/** What is planned, and what was made or called off lately. */
export function movesPage(shown: Drawn & { moves: readonly PlannedMove[] }): Html {
  const { moves, at, csrf } = shown
  return html`<div class="sk-title-row"><h1 class="govuk-heading-l">Moves</h1>
${govuk.button({ text: 'Plan a move', href: at('/rosters/moves/new'), classes: 'govuk-button--secondary' })}</div>
${rosterTabs(shown, '/rosters/moves')}
<p class="govuk-body">Who will be in another class, or something else here, and from which day on. It is made by itself on the day, and what depends on it follows.</p>
${
  moves.length === 0
    ? emptyState({ sentence: 'No move is planned.' })
    : plainTable({
        caption: 'Moves, soonest first',
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: [
          { text: 'Who' },
          { text: 'What' },
          { text: 'From' },
          { text: 'State' },
          { html: html`<span class="govuk-visually-hidden">Take back</span>` },
        ],
        rows: moves.map((move) => [
          { html: html`<a class="govuk-link" href="${at(`/people/${move.personId}`)}">${move.name}</a>` },
          { text: `${to(move)}. ${move.why}` },
          { text: formatDate(move.onDay) },
          {
            html: html`${statusTag(states[move.state], 'brief')}${move.says !== null && html` ${move.says}`}`,
          },
          {
            html:
              move.state === 'planned'
                ? buttonForm({
                    action: at(`/rosters/moves/${move.id}/withdraw`),
                    csrf,
                    text: 'Take back',
                    classes: 'govuk-button--secondary sk-button--small',
                  })
                : html``,
          },
        ]),
      })
}`
}

const to = ({ className, toKind }: PlannedMove): string =>
  [
    className && `to ${className}`,
    toKind && `becomes ${personKindWords[toKind as keyof typeof personKindWords].toLowerCase()}`,
  ]
    .filter(Boolean)
    .join(', ')

/** Who was found by name, or null before anything was searched. */
export function planMovePage(
  { csrf, once, at }: Drawn,
  shown: { found: readonly Person[] | null; classes: readonly SchoolClass[] },
  { values, errors }: FormState,
): Html {
  const { found, classes } = shown
  const chosen = found !== null && found.length > 0
  const people = (found ?? []).map((person) => ({
    value: person.id,
    text: `${fullName(person)} (${personKindWords[person.kind].toLowerCase()})`,
  }))
  return html`${govuk.backLink({ text: 'Moves', href: at('/rosters/moves') })}
<h1 class="govuk-heading-l">Plan a move</h1>
${form({
  action: at('/rosters/moves/new'),
  csrf,
  once,
  values,
  errors,
  fields: [
    ...(chosen
      ? [{ kind: 'choice', name: 'personId', label: 'Who?', choices: people, small: true } as const]
      : []),
    {
      kind: 'text',
      name: 'find',
      label: found === null ? 'Who moves?' : 'Search again by name',
      hint: 'The beginning of their name.',
      width: 20,
      autocomplete: 'off',
      optional: found !== null,
    },
    ...(chosen
      ? ([
          {
            kind: 'select',
            name: 'toClassId',
            label: 'To which class?',
            optional: true,
            choices: [
              { value: '', text: 'No other class' },
              ...classes
                .filter(({ endsOn }) => endsOn === null)
                .map(({ id, name }) => ({ value: id, text: name })),
            ],
          },
          {
            kind: 'select',
            name: 'toKind',
            label: 'Will they be something else here?',
            optional: true,
            choices: [
              { value: '', text: 'No, they stay what they are' },
              ...kindsToMoveTo.map((value) => ({ value, text: personKindWords[value] })),
            ],
          },
          { kind: 'date', name: 'onDay', label: 'From which day?', hint: 'For example, 1 9 2027' },
          { kind: 'text', name: 'why', label: 'Why?', hint: 'For example: moves up to Year 3', width: 30 },
        ] as const)
      : []),
  ],
  submit: chosen ? 'Plan it' : 'Find',
})}`
}
