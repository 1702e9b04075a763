// One policy of the register: what is in force, what is being worked on, who has read it, when it is looked at again.

import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Introduction } from './introduction-store.ts'
import type { LetterCounts } from './letter-store.ts'
import type { FormPage } from './pages-register.ts'
import { type At, factsPart, keptAtLink } from './pages-text.ts'
import { audiences, type Linked, type Policy, ways } from './policy.ts'
import type { PolicyParts } from './policy-document.ts'
import type { Round } from './reading-store.ts'
import { causes, outcomes, type Review } from './review.ts'
import { openStates, states, type Version } from './version.ts'

export type PolicyMay = { write: boolean; publish: boolean; askReview: boolean; seeReaders: boolean }

export type PolicyPage = FormPage & {
  policy: Policy
  versions: readonly Version[]
  /** What the page says of the version in force; null while none is. */
  inForce: PolicyParts | null
  linked: readonly Linked[]
  rounds: readonly Round[]
  reviews: readonly Review[]
  introductions: readonly Introduction[]
  /** E-mails about the version in force. */
  letters: LetterCounts | null
  may: PolicyMay
}

/** The page of one policy. */
export function policyPage(page: PolicyPage): Html {
  const { policy, inForce, at } = page
  const open = page.versions.find(({ state }) => openStates.includes(state))
  return html`${govuk.backLink({ text: 'Policies', href: at('/policy-register') })}
<h1 class="govuk-heading-l">${policy.title}</h1>
${inForce ? inForcePart(page, inForce) : html`<p class="govuk-body">No version is in force yet.</p>`}
${open ? openPart(open, at) : page.may.write && startPart(page)}
${linkedSection(page)}
${page.may.seeReaders && roundsSection(page)}
${reviewsSection(page)}
${introductionsSection(page)}
${versionsSection(page)}`
}

function inForcePart(page: PolicyPage, inForce: PolicyParts): Html {
  const { at, policy, may, csrf, once } = page
  const { version } = inForce
  const read = html`<a class="govuk-link" href="${at(`/policy-register/versions/${version.id}`)}">Read version ${version.number}</a>`
  return html`<p class="govuk-body">${statusTag(states.adopted)}</p>
${factsPart(inForce)}
${
  version.publishedAt === null
    ? html`<p class="govuk-body">${read}. It is not published yet.</p>
${may.publish && buttonForm({ action: at(`/policy-register/versions/${version.id}/publish`), csrf, once, text: 'Publish it and ask everybody to read it' })}`
    : html`<p class="govuk-body">${read}, or <a class="govuk-link" href="${at(`/policies/${policy.slug}`)}">see it as the public does</a>. Published ${formatInstant(version.publishedAt)}.</p>
${may.seeReaders && page.letters && lettersPart(page.letters)}`
}`
}

/** How far the e-mails are; what waits is tried again by itself. */
function lettersPart(counts: LetterCounts): Html {
  const { queued, sent, waiting, failing, wrongAddress, refused, withoutServer } = counts
  if (queued === 0) {
    return html`<p class="govuk-body">Nobody was sent its address besides those who confirm having read it.</p>`
  }
  const sentences = [
    `Its address was sent by e-mail to ${sent} of ${queued} people besides those who confirm having read it.`,
    waiting > 0 && failing === 0 && `${waiting} wait to be sent.`,
    failing > 0 && `${waiting} wait: the mail server does not take them. They are tried again by themselves.`,
    wrongAddress > 0 &&
      (wrongAddress === 1
        ? '1 has a wrong address: correct it on their own page.'
        : `${wrongAddress} have a wrong address: correct it on their own pages.`),
    refused > 0 &&
      (refused === 1
        ? '1 was refused by the mail server: tell this person of the policy’s public page.'
        : `${refused} were refused by the mail server: tell these people of the policy’s public page.`),
    withoutServer > 0 &&
      `${withoutServer} were not sent, because no mail server is set up. The policy stands on its public page: send people there.`,
  ]
  return html`<p class="govuk-body">${sentences.filter((one) => one !== false).join(' ')}</p>`
}

function openPart(open: Version, at: At): Html {
  return govuk.insetText({
    html: html`<h2 class="govuk-heading-s">Being worked on</h2>
<p class="govuk-body"><a class="govuk-link" href="${at(`/policy-register/versions/${open.id}`)}">Version ${open.number}</a> ${statusTag(states[open.state])}</p>`,
  })
}

function startPart({ at, policy, csrf, once }: PolicyPage): Html {
  return buttonForm({
    action: at(`/policy-register/${policy.id}/versions`),
    csrf,
    once,
    text: 'Begin a new version',
    classes: 'govuk-button--secondary',
  })
}

function linkedSection(page: PolicyPage): Html {
  const { linked, may } = page
  return html`<section><h2 class="govuk-heading-m govuk-!-margin-top-6">Read together with</h2>
${linked.length === 0 && html`<p class="govuk-body">Nothing is linked yet.</p>`}
${linked.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${linked.map(({ title, keptAt }) => html`<li>${keptAtLink(title, keptAt)}</li>`)}</ul>`}
${may.write && govuk.details({ summaryText: 'Change this list', html: html`${linkForm(page)}${removeButtons(page)}` })}</section>`
}

function linkForm({ at, policy, csrf, once, values, errors }: PolicyPage): Html {
  return form({
    action: at(`/policy-register/${policy.id}/linked`),
    csrf,
    once,
    values,
    errors,
    fields: [
      { kind: 'text', name: 'title', label: 'Document' },
      {
        kind: 'text',
        name: 'keptAt',
        label: 'Where it is kept',
        hint: 'An address that begins with https://, or words such as “staff shared drive, Policies”',
        optional: true,
      },
    ],
    submit: 'Link it',
  })
}

function removeButtons({ linked, at, policy, csrf }: PolicyPage): Html {
  return html`${linked.map(({ id, title }) =>
    buttonForm({
      action: at(`/policy-register/${policy.id}/linked/${id}/remove`),
      csrf,
      text: `Remove ${title}`,
      classes: 'govuk-button--secondary',
    }),
  )}`
}

const whys = { published: 'It was published', yearly: 'The year is over', asked: 'The school asked' } as const

function roundsSection({ rounds, inForce, may, at, csrf, once }: PolicyPage): Html {
  const version = inForce?.version
  return html`<section><h2 class="govuk-heading-m">Who has read it</h2>
${rounds.length === 0 && html`<p class="govuk-body">Nobody was asked to read it yet. Publishing it asks them.</p>`}
${
  rounds.length > 0 &&
  plainTable({
    caption: 'Reading rounds',
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: 'Begun' }, { text: 'Why' }, { text: 'By' }, { text: 'Have read it' }],
    rows: rounds.map((round) => [
      {
        html: html`<a class="govuk-link" href="${at(`/policy-register/rounds/${round.id}`)}">${formatDate(round.openedAt.toISOString().slice(0, 10))}</a>`,
      },
      { text: whys[round.why] },
      { text: formatDate(round.dueOn) },
      { text: `${round.read} of ${round.people}` },
    ]),
  })
}
${may.publish && version?.publishedAt != null && buttonForm({ action: at(`/policy-register/versions/${version.id}/rounds`), csrf, once, text: 'Ask everybody to read it again', classes: 'govuk-button--secondary' })}</section>`
}

function reviewsSection({ policy, reviews, inForce, may, at }: PolicyPage): Html {
  return html`<section><h2 class="govuk-heading-m">Reviews</h2>
<p class="govuk-body">${policy.reviewDueOn ? `The next one is due by ${formatDate(policy.reviewDueOn)}.` : 'The day of the first one is set when the policy is adopted.'}${may.askReview && inForce && html` <a class="govuk-link" href="${at(`/policy-register/${policy.id}/reviews/new`)}">Ask for one sooner</a>`}</p>
${
  reviews.length > 0 &&
  govuk.summaryList({
    rows: reviews.map((review) => ({
      key: { text: causes[review.cause] },
      value: { html: reviewLine(review, may.write, at) },
    })),
  })
}</section>`
}

function reviewLine(review: Review, mayEnd: boolean, at: At): Html {
  const { id, says, outcome, findings, endedAt, dueOn } = review
  if (outcome !== null && endedAt !== null) {
    return html`<p class="govuk-body">${says}</p><p class="govuk-body">${outcomes[outcome]}, ${formatInstant(endedAt)}. ${findings}</p>`
  }
  return html`<p class="govuk-body">${says}</p><p class="govuk-body">Due by ${formatDate(dueOn)}.${mayEnd && html` <a class="govuk-link" href="${at(`/policy-register/reviews/${id}`)}">Record what came of it</a>`}</p>`
}

function introductionsSection({ introductions, inForce, may, at }: PolicyPage): Html {
  return html`<section><h2 class="govuk-heading-m">How people were told</h2>
${introductions.length === 0 && html`<p class="govuk-body">No assembly, meeting, newsletter or display is recorded yet.</p>`}
${
  introductions.length > 0 &&
  html`<ul class="govuk-list govuk-list--bullet">${introductions.map(
    ({ heldOn, group, way, says, number }) =>
      html`<li>${formatDate(heldOn)}, ${audiences[group]}: ${ways[way]}. ${says} (version ${number})</li>`,
  )}</ul>`
}
${may.write && inForce && html`<p class="govuk-body"><a class="govuk-link" href="${at(`/policy-register/versions/${inForce.version.id}/introductions/new`)}">Record how somebody was told</a></p>`}</section>`
}

function versionsSection({ versions, at }: PolicyPage): Html {
  return html`<section><h2 class="govuk-heading-m">Versions</h2>
${plainTable({
  caption: 'Versions of this policy',
  captionClasses: 'govuk-visually-hidden',
  head: [{ text: 'Version' }, { text: 'State' }, { text: 'Adopted' }, { text: 'What changed' }],
  rows: versions.map((version) => [
    {
      html: html`<a class="govuk-link" href="${at(`/policy-register/versions/${version.id}`)}">${version.number}</a>`,
    },
    { html: statusTag(states[version.state], 'brief') },
    { text: version.adoptedOn ? formatDate(version.adoptedOn) : '–' },
    {
      html: html`${version.changeNote}${version.number > 1 && html` <a class="govuk-link" href="${at(`/policy-register/versions/${version.id}/changes`)}">Word by word<span class="govuk-visually-hidden">: version ${version.number}</span></a>`}`,
    },
  ]),
})}</section>`
}
