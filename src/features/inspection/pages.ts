import { formatInstant } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import { type Html, html } from '#/platform/web/html.ts'
import {
  type Drawn,
  decisionForm,
  type FormDrawn,
  filterNavigation,
  neverInspected,
  type ProfileKey,
  profiles,
  profileWords,
} from '../filtering/index.ts'
import { type Inspection, inspectionStates } from './inspection.ts'

const groupsOf = ({ profiles: keys }: Pick<Inspection, 'profiles'>): string =>
  keys.map(profileWords).join(', ')

export type InspectionsView = { all: readonly Inspection[]; hasCertificate: boolean; mayPropose: boolean }

/** Whether encrypted pages are looked into, for whom, and what nobody ever looks into. */
export function inspectionsPage({ all, hasCertificate, mayPropose }: InspectionsView, drawn: Drawn): Html {
  const { at } = drawn
  const inForce = all.find(({ state }) => state === 'inForce')
  const waiting = all.find(({ state }) => state === 'proposed')
  return html`${filterNavigation(drawn, '/filtering/inspection')}
<h1 class="govuk-heading-l">Looking inside encrypted pages</h1>
${
  inForce
    ? govuk.warningText({ text: `It is on for: ${groupsOf(inForce)}.`, iconFallbackText: 'Warning' })
    : html`<p class="govuk-body-l">It is off: the filter sees which site is asked for, and nothing of the page.</p>`
}
<p class="govuk-body">With it the filter sees whole addresses and searches, can show why a page is blocked, and keeps searches safe. What stands on a page, passwords and cookies are never kept. Two people turn it on, one can end it, and guests and own devices are never part of it.</p>
${waiting && govuk.insetText({ html: html`<p class="govuk-body">A proposal waits for a second person. <a class="govuk-link" href="${at(`/filtering/inspection/${waiting.id}`)}">Look at it</a></p>` })}
${mayPropose && !inForce && !waiting && govuk.button({ text: 'Propose it for some groups', href: at('/filtering/inspection/propose'), classes: 'govuk-button--secondary' })}
<h2 class="govuk-heading-m">What nobody looks into</h2>
<ul class="govuk-list govuk-list--bullet">${neverInspected.map(({ words }) => html`<li>${words}</li>`)}
<li>Sites of help, and the school’s own</li></ul>
<h2 class="govuk-heading-m">The school’s certificate</h2>
${
  hasCertificate
    ? html`<p class="govuk-body">Each device of the groups has to trust it, and no other device should. <a class="govuk-link" href="${at('/filtering/inspection/certificate.pem')}">Download the certificate</a></p>`
    : html`<p class="govuk-body">It is made when the second person has agreed. Its key stays on this server and cannot be taken out.</p>`
}
<h2 class="govuk-heading-m">What was proposed</h2>
${
  all.length === 0
    ? emptyState({ sentence: 'Nobody has proposed it yet.' })
    : html`<ul class="govuk-list">${all.map(
        (one) =>
          html`<li><a class="govuk-link" href="${at(`/filtering/inspection/${one.id}`)}">${formatInstant(one.proposedAt)}</a>, ${groupsOf(one)} ${statusTag(inspectionStates[one.state], 'brief')}</li>`,
      )}</ul>`
}`
}

/** For which groups, and why. Nothing changes before somebody else agrees. */
export function proposeInspectionPage(groups: readonly ProfileKey[], drawn: FormDrawn): Html {
  const { at, csrf, once, values, errors } = drawn
  return html`${govuk.backLink({ text: 'Looking inside encrypted pages', href: at('/filtering/inspection') })}
<h1 class="govuk-heading-l">Propose to look inside encrypted pages</h1>
<p class="govuk-body">Nothing changes before somebody else agrees. Do the assessment for data protection first, and tell those whom it is about.</p>
${form({
  action: at('/filtering/inspection/propose'),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choices',
      name: 'profiles',
      label: 'For whom?',
      choices: groups.map((value) => ({ value, text: profiles[value].words })),
    },
    { kind: 'longText', name: 'why', label: 'Why?', rows: 3, limit: 1000 },
    {
      kind: 'choice',
      name: 'told',
      label: 'Have they been told?',
      hint: 'By the agreements that they sign, a letter, or in class. The public page about the filter says it too once it is on.',
      choices: [
        { value: 'yes', text: 'Yes' },
        { value: 'no', text: 'Not yet' },
      ],
    },
  ],
  submit: 'Propose it',
})}`
}

export type InspectionView = {
  one: Inspection
  names: ReadonlyMap<string, string>
  mayDecide: boolean
  mayEnd: boolean
}

/** One proposal: for whom and why, who decided, and what can be done now. */
export function inspectionPage({ one, names, mayDecide, mayEnd }: InspectionView, drawn: FormDrawn): Html {
  const { at, csrf, once, values, errors } = drawn
  const by = (id: string | null, when: Date | null) =>
    `${(id !== null && names.get(id)) || 'Somebody who has left'}${when === null ? '' : `, ${formatInstant(when)}`}`
  return html`${govuk.backLink({ text: 'Looking inside encrypted pages', href: at('/filtering/inspection') })}
<h1 class="govuk-heading-l">Looking inside encrypted pages</h1>
<p class="govuk-body">${statusTag(inspectionStates[one.state])}</p>
${govuk.summaryList({
  rows: [
    summaryRow('For', groupsOf(one)),
    summaryRow('Why', one.why),
    summaryRow('Proposed by', by(one.proposedBy, one.proposedAt)),
    ...(one.decidedAt === null ? [] : [summaryRow('Decided by', by(one.decidedBy, one.decidedAt))]),
    ...(one.decidedWhy === null ? [] : [summaryRow('What was said', one.decidedWhy)]),
    ...(one.endedAt === null
      ? []
      : [
          summaryRow('Ended by', by(one.endedBy, one.endedAt)),
          summaryRow('Why it ended', one.endedWhy ?? ''),
        ]),
  ],
})}
${
  one.state === 'proposed' &&
  (mayDecide
    ? decisionForm(
        {
          path: `/filtering/inspection/${one.id}/decide`,
          question: 'Is it to be so?',
          yes: 'Yes: encrypted pages of these groups are looked into',
          no: 'No: everything stays as it is',
        },
        drawn,
      )
    : html`<p class="govuk-body">Somebody who decides about the filter, and did not propose this, has to agree.</p>`)
}
${
  one.state === 'inForce' &&
  mayEnd &&
  form({
    action: at(`/filtering/inspection/${one.id}/end`),
    csrf,
    once,
    values,
    errors,
    fields: [{ kind: 'longText', name: 'why', label: 'Why is it ended?', rows: 2, limit: 1000 }],
    submit: 'End it now',
    weight: 'warning',
  })
}`
}
