import { formatInstant } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type Cover, fullName, type OnDuty, type Person, roleWords, type Stretch } from '../people/index.ts'
import { withdrawButton } from './pages.ts'

export type DutyState = {
  onDuty: readonly OnDuty[]
  gaps: readonly Stretch[]
  vacant: readonly ('dsl' | 'deputyDsl')[]
}

/** What is wrong with who is on duty, or nothing. */
export function dutyWarning({ onDuty, gaps, vacant }: DutyState, href: string): Html | null {
  const [gap] = gaps
  const sentences = [
    ...vacant.map((role) => `Nobody is ${roleWords(role).toLowerCase()}.`),
    ...(onDuty.length === 0 ? ['Nobody is on duty for safeguarding now.'] : []),
    ...(gap ? [`Nobody is on duty from ${formatInstant(gap.from)} to ${formatInstant(gap.to)}.`] : []),
    ...(gaps.length > 1 ? [`${gaps.length - 1} more times in the next two weeks have nobody on duty.`] : []),
  ]
  if (sentences.length === 0) return null
  return govuk.warningText({
    iconFallbackText: 'Warning',
    html: html`${sentences.join(' ')} <a class="govuk-link" href="${href}">See who is on duty</a>`,
  })
}

type DutyPage = DutyState & {
  covers: readonly (Cover & { person: Person | undefined })[]
  /** Null for those who may not change cover: they see no telephone numbers either. */
  edit: EditParts | null
  at: (path: string) => string
}
type EditParts = {
  staff: readonly Person[]
  csrf: string
  once: string
  values: TypedValues
  errors: FieldErrors
}

/** Who is on duty now, what cover is dated, and the form that adds some. */
export function dutyPage({ covers, edit, at, ...state }: DutyPage): Html {
  return html`<h1 class="govuk-heading-l">Who is on duty for safeguarding</h1>
${dutyWarning(state, '#cover')}
<h2 class="govuk-heading-m">Now</h2>
${state.onDuty.length === 0 && emptyState({ sentence: 'Nobody. If a child is in danger, ring 999.' })}
<ul class="govuk-list govuk-list--bullet">${state.onDuty.map((one) => html`<li>${onDutyLine(one, edit !== null)}</li>`)}</ul>
<h2 class="govuk-heading-m" id="cover">When school is out</h2>
${covers.length === 0 && emptyState({ sentence: 'No cover has been dated from now on.' })}
${covers.length > 0 && coverTable(covers, edit, at)}
${edit && addForm(edit, at)}`
}

function onDutyLine({ person, because, reachBy, until }: OnDuty, senior: boolean): string {
  const why = because === 'cover' ? 'cover' : roleWords(because).toLowerCase()
  const end = until ? `, until ${formatInstant(until)}` : ''
  return `${fullName(person)}, ${why}${end}${senior && reachBy !== null ? `. Reached by ${reachBy}` : ''}`
}

function coverTable(covers: DutyPage['covers'], edit: EditParts | null, at: DutyPage['at']): Html {
  return plainTable({
    caption: 'Cover',
    captionClasses: 'govuk-visually-hidden',
    head: ['Who', 'From', 'To', ...(edit ? ['Reached by', 'Change'] : [])].map((text) => ({ text })),
    rows: covers.map(({ id, person, startsAt, endsAt, reachBy }) => [
      { text: person ? fullName(person) : 'Somebody who has left' },
      { text: formatInstant(startsAt) },
      { text: formatInstant(endsAt) },
      ...(edit
        ? [
            { text: reachBy },
            {
              html: withdrawButton({
                action: at(`/duty/cover/${id}/withdraw`),
                csrf: edit.csrf,
                once: edit.once,
              }),
            },
          ]
        : []),
    ]),
  })
}

function addForm({ staff, csrf, once, values, errors }: EditParts, at: DutyPage['at']): Html {
  return html`<h2 class="govuk-heading-m">Add cover</h2>
${form({
  action: at('/duty/cover'),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'select',
      name: 'personId',
      label: 'Who is on duty?',
      choices: [
        { value: '', text: 'Choose' },
        ...staff.map((one) => ({ value: one.id, text: fullName(one) })),
      ],
    },
    { kind: 'date', name: 'startsOn', label: 'Which day does it start?' },
    { kind: 'text', name: 'startsAt', label: 'At what time?', hint: 'For example, 3:30pm', width: 10 },
    { kind: 'date', name: 'endsOn', label: 'Which day does it end?' },
    { kind: 'text', name: 'endsAt', label: 'At what time?', hint: 'For example, 8:40am', width: 10 },
    {
      kind: 'text',
      name: 'reachBy',
      label: 'How is the person reached?',
      hint: 'A telephone number that is answered at night. Senior staff see it.',
    },
  ],
  submit: 'Add cover',
})}`
}
