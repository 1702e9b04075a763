import { formatInstant } from '#/kernel/london-time.ts'
import type { Field } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { categoryIds, categoryRow, whens } from './category.ts'
import type { FormDrawn } from './pages.ts'
import { decisionForm } from './pages-decision.ts'
import {
  changesBetween,
  type ProfileKey,
  type ProfileRules,
  profiles,
  type Rules,
  youtubeLevels,
} from './profile.ts'
import { kindNames, termsText } from './search-term.ts'
import { type Version, versionStates } from './version.ts'

const whenChoices = Object.entries(whens).map(([value, text]) => ({ value, text }))

/** What the form holds when it is opened: what is in force. */
export const valuesOf = ({ otherwise, safeSearch, youtube, categories, searchTerms = [] }: ProfileRules) => ({
  otherwise,
  safeSearch: safeSearch ? 'yes' : 'no',
  youtube,
  searchTerms: termsText(searchTerms),
  ...categories,
})

/** Other rules for one profile, to be decided by somebody else. */
export function proposePage(key: ProfileKey, { at, csrf, once, values, errors }: FormDrawn): Html {
  const fixed = categoryIds.filter((id) => categoryRow(id).never)
  const asked: Field[] = categoryIds
    .filter((id) => !fixed.includes(id) && !categoryRow(id).followsSafeSearch)
    .map((id) => ({
      kind: 'select',
      name: id,
      label: categoryRow(id).words,
      hint: categoryRow(id).why,
      choices: whenChoices,
    }))
  const choices = (entries: Readonly<Record<string, string>>) =>
    Object.entries(entries).map(([value, text]) => ({ value, text }))
  return html`${govuk.backLink({ text: 'Rules', href: at('/filtering/rules') })}
<h1 class="govuk-heading-l">Rules for ${profiles[key].words.toLowerCase()}</h1>
<p class="govuk-body">Nothing changes before somebody else agrees. ${fixed.map((id) => categoryRow(id).words).join(', ')}: blocked for everybody, at all times.</p>
${form({
  action: at(`/filtering/rules/${key}`),
  csrf,
  once,
  values,
  errors,
  fields: [
    ...fixed.map((id): Field => ({ kind: 'hidden', name: id, value: 'always' })),
    ...asked,
    {
      kind: 'choice',
      name: 'otherwise',
      label: 'Sites that no list names',
      choices: [
        { value: 'allow', text: 'Open' },
        { value: 'block', text: 'Blocked: only sites that the school chose are open' },
      ],
    },
    {
      kind: 'choice',
      name: 'safeSearch',
      label: 'Safe search',
      hint: 'While it is on, search engines that cannot be made safe are blocked.',
      inline: true,
      choices: choices({ yes: 'On', no: 'Off' }),
    },
    { kind: 'select', name: 'youtube', label: 'YouTube', choices: choices(youtubeLevels) },
    {
      kind: 'longText',
      name: 'searchTerms',
      label: 'Searches that are stopped, besides those that come with Schoolkeeper',
      hint: `One a line: a kind, a colon, the words. “weapons: buy a knife” stops every search with these words in this order. Kinds: ${kindNames.join(', ')}.`,
      optional: true,
      rows: 4,
    },
    { kind: 'longText', name: 'why', label: 'Why?', rows: 3, limit: 1000 },
  ],
  submit: 'Propose it',
})}`
}

export type VersionView = {
  version: Version
  before: Rules
  names: ReadonlyMap<string, string>
  /** Whether whoever looks may say yes or no to it. */
  mayDecide: boolean
}

/** One version: what it changes, who proposed and decided it and why, and the decision where it waits. */
export function versionPage({ version, before, names, mayDecide }: VersionView, drawn: FormDrawn): Html {
  const { at } = drawn
  const by = (id: string | null) => (id === null ? 'Nobody yet' : (names.get(id) ?? 'Somebody who has left'))
  const row = (key: string, text: string) => ({ key: { text: key }, value: { text } })
  const changes = changesBetween(before, version.rules)
  return html`${govuk.backLink({ text: 'History', href: at('/filtering/history') })}
<h1 class="govuk-heading-l">Rules number ${version.number}</h1>
<p class="govuk-body">${statusTag(versionStates[version.state])}</p>
${govuk.summaryList({
  rows: [
    row('Proposed by', `${by(version.proposedBy)}, ${formatInstant(version.proposedAt)}`),
    row('Why', version.why),
    ...(version.decidedAt === null
      ? []
      : [row('Decided by', `${by(version.decidedBy)}, ${formatInstant(version.decidedAt)}`)]),
    ...(version.decidedWhy === null ? [] : [row('What was said', version.decidedWhy)]),
  ],
})}
${plainTable({
  caption: 'What it changes',
  captionClasses: 'govuk-table__caption--m',
  firstCellIsHeader: true,
  head: [{ text: 'Group' }, { text: 'What' }, { text: 'Before' }, { text: 'After' }],
  rows: changes.map(({ profile, what, from, to }) => [
    { text: profiles[profile].words },
    { text: what },
    { text: from },
    { text: to },
  ]),
})}
${
  version.state === 'proposed' &&
  (mayDecide
    ? decisionForm(
        {
          path: `/filtering/versions/${version.id}/decide`,
          question: 'Shall the filter do so?',
          yes: 'Yes, from now on',
          no: 'No',
        },
        drawn,
      )
    : html`<p class="govuk-body">Somebody who decides about the filter, and did not propose this, has to agree.</p>`)
}`
}
