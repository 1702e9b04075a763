import { formatDate } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { fullName, type Person } from '../people/index.ts'
import { stepOf } from './checklist.ts'
import type { Item, Starter } from './store.ts'

export type Drawn = Pick<WebRequest, 'csrf' | 'once' | 'at'>

/** Who joined within a year, those with something overdue first. */
export function startersPage({ at }: Drawn, starters: readonly Starter[]): Html {
  return html`<h1 class="govuk-heading-l">Induction</h1>
<p class="govuk-body">Who joined within a year. They mark what they have done; you confirm it.</p>
${
  starters.length === 0
    ? emptyState({ sentence: 'Nobody has joined within a year.' })
    : plainTable({
        caption: 'Joiners, those with something overdue first',
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: [
          { text: 'Name' },
          { text: 'Joined' },
          { text: 'Done' },
          { text: 'Confirmed' },
          { text: 'Overdue' },
        ],
        rows: starters.map((one) => [
          { html: html`<a class="govuk-link" href="${at(`/induction/${one.personId}`)}">${one.name}</a>` },
          { text: formatDate(one.begunOn) },
          { text: `${one.done} of ${one.all}` },
          { text: `${one.confirmed} of ${one.all}` },
          { text: one.overdue === 0 ? 'Nothing' : String(one.overdue) },
        ]),
      })
}`
}

export type ChecklistPage = Drawn & {
  person: Person
  items: readonly Item[]
  own: boolean
  mayConfirm: boolean
  today: string
  /** What was typed into the form below the list, and what is wrong with it. */
  state: Pick<FormState, 'values' | 'errors'>
}

/** The list of one joiner: they mark, somebody else confirms; nobody confirms their own. */
export function checklistPage(shown: ChecklistPage): Html {
  const { person, items, own, mayConfirm, at } = shown
  return html`${mayConfirm && govuk.backLink({ text: 'Induction', href: at('/induction') })}
<h1 class="govuk-heading-l">${own ? 'What is new for you here' : `The induction of ${fullName(person)}`}</h1>
${items.length === 0 ? emptyState({ sentence: 'There is nothing to do.' }) : items.map((item) => stepCard(item, shown))}
${mayConfirm && !own && confirmForm(shown)}`
}

/** Nothing where nothing waits, unless somebody typed: what they wrote is not lost when another confirms first. */
function confirmForm({ person, items, state, csrf, once, at }: ChecklistPage): Html | null {
  const waiting = items.filter(({ doneAt, confirmedAt }) => doneAt !== null && confirmedAt === null).length
  if (waiting === 0 && !state.values.remark) return null
  return form({
    action: at(`/induction/${person.id}/confirm`),
    csrf,
    once,
    ...state,
    fields: [
      { kind: 'longText', name: 'remark', label: 'Anything to note?', optional: true, rows: 2, limit: 500 },
    ],
    submit: waiting > 1 ? `Confirm the ${waiting} things that are done` : 'Confirm what is done',
  })
}

function stepCard(item: Item, { own, today, csrf, at }: ChecklistPage): Html {
  const step = stepOf(item.key)
  const late = item.doneAt === null && item.dueOn < today ? ' (overdue)' : ''
  return govuk.summaryList({
    card: { title: { text: step?.title ?? item.key } },
    rows: [
      { key: { text: 'What' }, value: { text: step?.does ?? '' } },
      { key: { text: 'By' }, value: { text: `${formatDate(item.dueOn)}${late}` } },
      {
        key: { text: 'Done' },
        value: {
          html:
            item.doneAt !== null
              ? html`Yes${item.confirmedAt === null && ', and waits to be confirmed'}`
              : own
                ? buttonForm({
                    action: at('/induction/steps'),
                    csrf,
                    text: 'I have done this',
                    values: { key: item.key },
                    classes: 'govuk-button--secondary sk-button--small',
                  })
                : html`Not yet`,
        },
      },
      ...(item.confirmedAt === null
        ? []
        : [{ key: { text: 'Confirmed' }, value: { text: item.confirmedBy ?? '' } }]),
    ],
  })
}
