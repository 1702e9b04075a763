import { formatInstant } from '#/kernel/london-time.ts'
import type { Field } from '#/platform/web/components/fields.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { isPage, type PagesSeen, profileWords, wholeSiteOf } from '../filtering/index.ts'
import type { Drawn, OneView } from './pages.ts'
import { lastings, providerTroubles, type Reach, reaches, usuallyMeant, type Wants } from './request.ts'

/** What would really happen where a page alone is agreed that is not seen everywhere, for whoever decides. */
export const unseenWords = (wants: Wants, seen: Exclude<PagesSeen, 'everywhere'>): string =>
  seen === 'notOnOwnDevices' ? notOnOwnDevices[wants] : byNameAlone(wants)

const notOnOwnDevices = {
  open: 'The filter sees pages for these groups, but not on people’s own devices: nobody looks inside there, so on encrypted sites this page alone stays closed on them.',
  block:
    'The filter sees pages for these groups, but not on people’s own devices: nobody looks inside there, so on encrypted sites this page alone stays open on them.',
} as const

const byNameAlone = (wants: Wants): string =>
  `On encrypted sites the filter sees only the name, so this page alone cannot be ${wants === 'open' ? 'opened' : 'blocked'} there: it would take effect only on pages without encryption, and where the filter looks inside. Guests and people’s own devices are never looked into.`

/** The whole site or one page of it, where a page was named. */
const reachFields = ({ request: { site, wants, profiles }, sees }: OneView): readonly Field[] =>
  isPage(site)
    ? [
        {
          kind: 'choice',
          name: 'reach',
          label: 'How much of it?',
          small: true,
          choices: [
            { value: 'site', text: reaches.site, hint: `Everything on ${wholeSiteOf(site)}.` },
            {
              value: 'page',
              text: reaches.page,
              hint: pageHint(wants, sees(site, profiles)),
            },
          ],
        },
      ]
    : []

const pageHint = (wants: Wants, seen: PagesSeen): string =>
  seen === 'everywhere'
    ? 'And what stands below it. The filter sees pages for these groups; for others it may see the name only.'
    : unseenWords(wants, seen)

/** What the first of two chose; else the whole site, unless the filter sees the page for all of these groups. */
function usualReach({ request: { site, wants, profiles, agreedSite }, sees }: OneView): Reach {
  if (agreedSite === null) return usuallyMeant(wants, sees(site, profiles))
  return isPage(agreedSite) ? 'page' : 'site'
}

const usualAnswersOf = (view: OneView) => {
  const { wants, profiles } = view.request
  return {
    profiles: profiles.length === 0 && wants === 'block' ? ['all'] : profiles,
    reach: usualReach(view),
    lasts: wants === 'open' ? 'lesson' : 'good',
  }
}

/** Yes or no, for whom, for how long, and the words for whoever asked. */
export function decisionForm(view: OneView, { at, csrf, once, values, errors }: Drawn): Html {
  const { request, groups } = view
  const opening = request.wants === 'open'
  return html`<h2 class="govuk-heading-m">Decide</h2>${form({
    action: at(`/site-requests/${request.id}/decide`),
    csrf,
    once,
    values: { ...usualAnswersOf(view), ...values },
    errors,
    fields: [
      {
        kind: 'choice',
        name: 'decision',
        label: opening ? 'Open this site?' : 'Block this site?',
        inline: true,
        choices: [
          { value: 'agreed', text: 'Yes' },
          { value: 'refused', text: 'No' },
        ],
      },
      ...reachFields(view),
      {
        kind: 'choices',
        name: 'profiles',
        label: 'For whom?',
        small: true,
        choices: [
          ...groups.map((value) => ({ value, text: profileWords(value) })),
          { divider: 'or' },
          { value: 'all', text: 'Everybody', alone: true },
        ],
      },
      {
        kind: 'choice',
        name: 'lasts',
        label: 'For how long?',
        small: true,
        choices: Object.entries(lastings).map(([value, text]) => ({
          value,
          text,
          ...(value === 'until'
            ? { reveals: [{ kind: 'date' as const, name: 'on', label: 'Last day' }] }
            : {}),
        })),
      },
      {
        kind: 'longText',
        name: 'why',
        label: 'Why?',
        hint: 'For the record. Whoever asked does not read it.',
        rows: 2,
        limit: 1000,
      },
      {
        kind: 'longText',
        name: 'answer',
        label: 'Words for whoever asked',
        hint: 'Left empty, they read a kind sentence.',
        optional: true,
        rows: 2,
        limit: 500,
      },
    ],
    submit: 'Decide',
  })}`
}

/** What the provider was told, and what it did. */
export function providerPart({ request, desk }: OneView, { at, csrf, once, values, errors }: Drawn): Html {
  return html`<h2 class="govuk-heading-m">The filter provider</h2>
${govuk.summaryList({
  rows: [
    request.toldProviderAt === null
      ? {
          key: { text: 'Written to' },
          value: {
            html: request.providerTrouble
              ? html`<strong>They could not be written to.</strong> ${providerTroubles[request.providerTrouble]}`
              : html`Not yet: the message is on its way.`,
          },
        }
      : summaryRow('Written to', formatInstant(request.toldProviderAt)),
    {
      key: { text: 'Whom to turn to' },
      value: {
        html: html`${deskWords(desk)} <a class="govuk-link" href="${at('/contacts')}">Contacts</a>, which the office or a school leader changes.`,
      },
    },
    ...(request.providerDid === null || request.providerDidAt === null
      ? []
      : [summaryRow('What they did', `${request.providerDid} (${formatInstant(request.providerDidAt)})`)]),
  ],
})}
${
  request.providerDid === null &&
  form({
    action: at(`/site-requests/${request.id}/provider`),
    csrf,
    once,
    values,
    errors,
    fields: [
      {
        kind: 'longText',
        name: 'did',
        label: 'What did the provider do, and how do you know?',
        rows: 2,
        limit: 1000,
      },
    ],
    submit: 'Record it',
    weight: 'secondary',
  })
}`
}

function deskWords(desk: OneView['desk']): string {
  if (desk === undefined) return 'Nobody of the provider stands among the contacts.'
  const parts = [desk.name, desk.phone, desk.email].filter((part) => part !== null && part !== '')
  return `${parts.join(', ')}.`
}

/** One press makes an incident; nobody is blamed by it. */
export function incidentPart(
  { request, mayMakeIncident, incidentPath }: OneView,
  { at, csrf }: Drawn,
): Html | false {
  if (incidentPath !== null)
    return html`<p class="govuk-body"><a class="govuk-link" href="${at(incidentPath)}">The incident about it</a></p>`
  if (!mayMakeIncident || request.incidentId !== null) return false
  const press = (kind: string, text: string) =>
    buttonForm({
      action: at(`/site-requests/${request.id}/incident`),
      csrf,
      text,
      values: { kind },
      classes: 'govuk-button--secondary',
    })
  return html`<h2 class="govuk-heading-m">Is it more than a site?</h2>
<p class="govuk-body">Coming across something by accident is nobody’s fault. Whoever told you is written down as the one who told, and as nothing else.</p>
<div class="govuk-button-group">${press('accidentalFind', 'Found by accident: open an incident')}${press('deliberateAccess', 'Looked for on purpose: open an incident')}</div>`
}
