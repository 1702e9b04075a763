import type { FieldErrors } from './components/fields.ts'
import { csrfField, errorSummary } from './components/form.ts'
import { govuk } from './components/govuk.ts'
import { type Html, html } from './html.ts'
import { assetsPath } from './look/sources.ts'
import { wayOut, wayOutLink } from './way-out.ts'

export type NavigationItem = {
  text: string
  href: string
  under: keyof typeof navigationHeadings
  current?: boolean
  count?: number
}

/** Whoever holds many roles finds what is folded away under these, in this order. */
export const navigationHeadings = {
  concerns: 'Concerns',
  people: 'People',
  network: 'Network',
  policy: 'Policy',
  school: 'School',
  yours: 'Yours',
} as const

/** Who answers now (decision S1). Nobody is an alarm, and shown as one. */
export type DutyLine =
  | { kind: 'onDuty'; text: string; href?: string }
  | { kind: 'nobody'; text: string; href?: string }

export type SignedIn = {
  name: string
  role: string
  href?: string
  signOut: { action: string; csrf: string }
}

/** Where the links at the foot lead, for one school. */
export type Foot = { report: string; accessibility: string; whatWeKeep: string }

/** Everything that stands around a page. What is left out is not drawn. */
export type Frame = {
  /** Never holds what a child wrote. "Error: " comes before it when there are errors. */
  title: string
  body: Html
  errors?: FieldErrors
  school?: { name: string; href: string }
  navigation?: readonly NavigationItem[]
  signedIn?: SignedIn
  duty?: DutyLine
  /** The strip that marks a demonstration. */
  demonstration?: string
  /** What has just been done, in a sentence. */
  notice?: string
  /** Way-marks above the page: breadcrumbs or a link back. */
  before?: Html
  /** Draws "Leave this page quickly" too: where somebody tells of harm, or reads the answer. */
  leaveQuickly?: boolean
  foot?: Foot
  /** Uses the whole width, for tables and boards. */
  wide?: boolean
  /** Shows the page again after so many seconds without JavaScript. With it, `progressPage` refreshes itself. */
  againAfterSeconds?: number
}

/** A page for grown-ups: staff, governors, parents, the public. */
export function layout(frame: Frame): Html {
  return documentOf(
    frame,
    html`${govuk.skipLink({ text: 'Skip to the page', href: '#main' })}
${frame.leaveQuickly && wayOutLink()}
<header>
${frame.demonstration !== undefined && demonstrationStrip(frame.demonstration)}
${band(frame)}
${frame.duty && dutyLine(frame.duty)}
</header>
${navigationOf(frame.navigation ?? [])}
<div class="govuk-width-container">
${frame.leaveQuickly && wayOut()}
${frame.before}
<main class="govuk-main-wrapper sk-main ${frame.wide ? '' : 'sk-main--usual'}" id="main">
${errorSummary(frame.errors ?? {})}
${frame.notice !== undefined && noticeOf(frame.notice)}
${frame.body}
</main>
</div>
${footOf(frame.foot)}`,
  )
}

/** The document around a page: its head, our style sheet and scripts, nothing inline. */
export function documentOf(
  frame: Pick<Frame, 'title' | 'errors' | 'school' | 'againAfterSeconds'>,
  body: Html,
  bodyClass = '',
): Html {
  const wrong = Object.keys(frame.errors ?? {}).length > 0
  const title = [wrong ? `Error: ${frame.title}` : frame.title, frame.school?.name, 'Schoolkeeper']
  const again = frame.againAfterSeconds
  return html`<!doctype html>
<html lang="en" class="govuk-template">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#10303c">
<meta name="robots" content="noindex">
${again !== undefined && html`<noscript><meta http-equiv="refresh" content="${again}"></noscript>`}
<title>${title.filter(Boolean).join(' – ')}</title>
<link rel="icon" href="${assetsPath}/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${assetsPath}/schoolkeeper.css">
<script type="module" src="${assetsPath}/init.js"></script>
</head>
<body class="govuk-template__body ${bodyClass}">
<script src="${assetsPath}/supported.js"></script>
${body}
</body>
</html>
`
}

/** The strip at the very top that marks a demonstration. */
export function demonstrationStrip(text: string): Html {
  return html`<div class="sk-demo"><div class="govuk-width-container">${text}</div></div>`
}

function band({ school, signedIn }: Frame): Html {
  return html`<div class="sk-band">
<div class="govuk-width-container sk-band__inner">
<a class="sk-brand" href="${school?.href ?? '/'}">
<img class="sk-brand__mark" src="${assetsPath}/mark.svg" alt="" width="36" height="36">Schoolkeeper</a>
${school && html`<span class="sk-band__school">${school.name}</span>`}
${signedIn && whoOf(signedIn)}
</div>
</div>`
}

function whoOf({ name, role, href, signOut }: SignedIn): Html {
  return html`<div class="sk-band__who">
<span>${href === undefined ? name : html`<a class="sk-band__link" href="${href}">${name}</a>`}
<span class="sk-band__role">${role}</span></span>
<form class="sk-band__out" method="post" action="${signOut.action}">${csrfField(signOut.csrf)}
<button type="submit">Sign out</button></form>
</div>`
}

function dutyLine({ kind, text, href }: DutyLine): Html {
  const words = href === undefined ? text : html`<a class="sk-duty__link" href="${href}">${text}</a>`
  return html`<div class="sk-duty ${kind === 'nobody' && 'sk-duty--nobody'}">
<div class="govuk-width-container">${kind === 'onDuty' && html`<strong>On duty now:</strong> `}${words}</div></div>`
}

/** More than these and the rest is folded away: whoever holds many roles still finds the first ones at a glance. */
const mostInNavigation = 10
const besideMore = 7

function navigationOf(items: readonly NavigationItem[]): Html | undefined {
  if (items.length === 0) return undefined
  const shown = items.length > mostInNavigation ? items.slice(0, besideMore) : items
  const folded = items.slice(shown.length)
  const navigation = govuk.serviceNavigation({
    navigation: shown.map(({ text, href, current, count }) => ({
      href,
      current,
      html: html`${text}${count !== undefined && count > 0 && countBadge(count)}`,
    })),
    slots: folded.length > 0 ? { navigationEnd: moreOf(folded) } : undefined,
  })
  return html`<div class="sk-menu" id="menu"><a class="govuk-link sk-menu__open" href="#menu">Menu</a>${navigation}</div>`
}

function moreOf(items: readonly NavigationItem[]): Html {
  const here = items.find(({ current }) => current)
  const groups = Object.entries(navigationHeadings)
    .map(([under, heading]) => ({ heading, items: items.filter((item) => item.under === under) }))
    .filter((group) => group.items.length > 0)
  return html`<li class="govuk-service-navigation__item sk-more"><details>
<summary class="sk-more__summary">${here ? `More: ${here.text}` : 'More'}</summary>
<div class="sk-more__groups">${groups.map(
    (
      group,
    ) => html`<div class="sk-more__group"><p class="sk-more__heading" aria-hidden="true">${group.heading}</p>
<ul class="sk-more__list" aria-label="${group.heading}">${group.items.map(foldedItem)}</ul></div>`,
  )}</div></details></li>`
}

function foldedItem({ text, href, current }: NavigationItem): Html {
  return html`<li><a class="govuk-service-navigation__link" href="${href}"${current && html` aria-current="page"`}>${text}</a></li>`
}

function countBadge(count: number): Html {
  return html` <span class="sk-count">${count > 99 ? '99+' : count}<span class="govuk-visually-hidden"> open</span></span>`
}

function noticeOf(notice: string): Html {
  return govuk.notificationBanner({ type: 'success', titleText: 'Done', text: notice })
}

function footOf(foot: Foot | undefined): Html {
  return html`<footer class="sk-foot">
<div class="govuk-width-container">
<ul class="sk-foot__help">
<li><strong>Somebody is in danger now</strong> Ring 999.</li>
<li><strong>Childline</strong> 0800 1111, free, day and night. It does not show on the bill.</li>
${foot && html`<li><strong>Something is wrong online</strong> <a class="govuk-link" href="${foot.report}">Tell the school</a></li>`}
</ul>
<ul class="sk-foot__links">
${
  foot &&
  html`<li><a class="govuk-link" href="${foot.whatWeKeep}">What we keep about you</a></li>
<li><a class="govuk-link" href="${foot.accessibility}">Accessibility</a></li>`
}
<li class="sk-foot__name">Schoolkeeper</li>
</ul>
</div>
</footer>`
}
