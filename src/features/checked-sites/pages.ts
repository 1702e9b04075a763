import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import type { Field } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { type PhaseKey, phases } from '../schools/index.ts'
import { type CheckedSite, type SiteCheck, type Standing, standings } from './checked-site.ts'

export type Drawn = Pick<WebRequest, 'at' | 'csrf' | 'once'> & FormState

/** For whom a site suits, in words. */
export const phaseNames = (keys: readonly PhaseKey[]): string =>
  keys.map((key) => phases[key].words).join(', ') || '–'

/** Until when a check holds; what was found unsuitable, or taken out, holds for no time. */
export const holdsUntil = ({ state, validUntil }: CheckedSite): string =>
  state === 'suitable' ? formatDate(validUntil) : '–'

/** A site that nobody has checked yet: its address, and what whoever looked found. */
export function newPage(
  { phasesHere, latestDay }: { phasesHere: readonly PhaseKey[]; latestDay: string },
  { at, csrf, once, values, errors }: Drawn,
): Html {
  return html`<h1 class="govuk-heading-l">Check a site</h1>
<p class="govuk-body">Open the site beside this page, and go where a child would go.</p>
${form({
  action: at('/checked-sites/new'),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'text',
      name: 'site',
      label: 'Address of the page',
      hint: 'Copy it from the top of your browser. The pages below it are meant too, except where anybody may put anything, as with films.',
    },
    ...checkFields(phasesHere, latestDay),
  ],
  submit: 'Save the check',
})}`
}

function checkFields(phasesHere: readonly PhaseKey[], latestDay: string): Field[] {
  return [
    { kind: 'text', name: 'title', label: 'Its name, as children read it' },
    {
      kind: 'choice',
      name: 'result',
      label: 'Is it suitable?',
      choices: [
        {
          value: 'suitable',
          text: 'Yes',
          reveals: [
            {
              kind: 'choices',
              name: 'phases',
              label: 'For whom?',
              small: true,
              choices: phasesHere.map((value) => ({ value, text: phases[value].words })),
            },
          ],
        },
        { value: 'notSuitable', text: 'No' },
      ],
    },
    {
      kind: 'longText',
      name: 'seen',
      label: 'What did you look at?',
      hint: 'Pages, films, adverts, comments, where its links lead.',
      rows: 3,
      limit: 1000,
    },
    {
      kind: 'text',
      name: 'beware',
      label: 'What should a class know before it opens it?',
      hint: 'For example, “Skip the advert first.”',
      optional: true,
    },
    {
      kind: 'date',
      name: 'until',
      label: 'Check it again by',
      hint: `Left empty it is ${formatDate(latestDay)}.`,
      optional: true,
    },
  ]
}

export type SiteView = {
  site: CheckedSite
  standing: Standing
  checks: readonly SiteCheck[]
  names: ReadonlyMap<string, string>
  /** What the filter says now, by phase for which it is suitable. */
  filterSays: readonly { phase: PhaseKey; allowed: boolean; sentence: string }[]
  phasesHere: readonly PhaseKey[]
  latestDay: string
  mayCheck: boolean
  mayTakeOut: boolean
}

/** One site: where it stands, what the filter does with it, and every check of it. */
export function sitePage(view: SiteView, drawn: Drawn): Html {
  const { site, standing, checks, names, mayCheck, mayTakeOut } = view
  const nameOf = (id: string) => names.get(id) ?? 'Somebody who has left'
  const [newest] = checks
  return html`<h1 class="govuk-heading-l">${site.title}</h1>
<p class="govuk-body">${statusTag(standings[standing])}</p>
${site.takenOutAt !== null && govuk.insetText({ text: `Taken out on ${formatInstant(site.takenOutAt)}. ${site.takenOutWhy ?? ''}` })}
${govuk.summaryList({
  rows: [
    {
      key: { text: 'Address' },
      value: {
        html: html`<a class="govuk-link sk-breaks" href="${site.address}" rel="noreferrer">${site.address}</a>`,
      },
    },
    summaryRow(
      'What was checked',
      site.covers === 'page' ? 'This page alone' : 'This page and those below it',
    ),
    summaryRow('Suitable for', phaseNames(site.phases)),
    summaryRow('Checked', `${nameOf(site.checkedBy)}, ${formatInstant(site.checkedAt)}`),
    summaryRow('Holds until', holdsUntil(site)),
    summaryRow('What was looked at', newest?.seen ?? '–'),
    summaryRow('What a class should know', newest?.beware ?? '–'),
    ...view.filterSays.map(({ phase, sentence }) =>
      summaryRow(`The filter, for ${phases[phase].words.toLowerCase()}`, sentence),
    ),
  ],
})}
${mayCheck && checkAgainPart(view, drawn)}
${mayTakeOut && site.state === 'suitable' && takeOutPart(site, drawn)}
${
  checks.length > 1 &&
  html`<h2 class="govuk-heading-m">Earlier checks</h2>
${govuk.summaryList({
  rows: checks
    .slice(1)
    .map((one) =>
      summaryRow(
        formatInstant(one.checkedAt),
        `${one.result === 'suitable' ? 'Suitable' : 'Not suitable'}, ${nameOf(one.checkedBy)}: ${one.seen}`,
      ),
    ),
})}`
}`
}

function checkAgainPart(
  { site, phasesHere, latestDay }: SiteView,
  { at, csrf, once, values, errors }: Drawn,
): Html {
  const again = form({
    action: at(`/checked-sites/${site.id}/check`),
    csrf,
    once,
    values: { title: site.title, phases: site.phases, ...values },
    errors,
    fields: checkFields(phasesHere, latestDay),
    submit: 'Save the check',
  })
  return govuk.details({ summaryText: 'Check it again', html: again, open: Object.keys(errors).length > 0 })
}

function takeOutPart({ id }: CheckedSite, { at, csrf, once, values, errors }: Drawn): Html {
  return govuk.details({
    summaryText: 'Something is wrong with it: take it out now',
    open: 'why' in errors,
    html: form({
      action: at(`/checked-sites/${id}/take-out`),
      csrf,
      once,
      values,
      errors,
      fields: [{ kind: 'longText', name: 'why', label: 'What is wrong with it?', rows: 2, limit: 500 }],
      submit: 'Take it out',
      weight: 'warning',
    }),
  })
}
