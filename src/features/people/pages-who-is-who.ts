import { formatDate } from '#/kernel/london-time.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { lowerFirst } from './designation.ts'
import type { DesignationRequest, Holder } from './designation-store.ts'
import { type DesignatedRole, designatedRoles, isDesignatedRole, roleRow, roleWords } from './role.ts'

/** Whom a child, a parent or a new teacher would tell. */
const rolesToTell: readonly DesignatedRole[] = ['dsl', 'deputyDsl', 'head', 'coordinator']

/** Roles that a school cannot do without for a day. */
const neverVacant: readonly DesignatedRole[] = ['dsl', 'deputyDsl', 'head', 'chairOfGovernors']

export type WhoIsWho = {
  holders: readonly Holder[]
  requests: readonly DesignationRequest[]
  /** What this school calls its co-ordinator. */
  coordinatorTitle: string
  /** Everybody sees whom to tell; adults who work here see every role. */
  all: boolean
  mayAgree: boolean
  mayLookUp: boolean
  at: (path: string) => string
}

/** Whom to tell, first; then who holds which role today, and which roles nobody holds. */
export function whoIsWhoPage(page: WhoIsWho): Html {
  const { holders, all } = page
  const others = Object.keys(designatedRoles)
    .filter(isDesignatedRole)
    .filter((role) => !rolesToTell.includes(role))
  const held = others.filter((role) => holders.some((holder) => holder.role === role))
  const vacant = others.filter((role) => !held.includes(role))
  return html`<h1 class="govuk-heading-l">Who is who</h1>
${vacancyBanner(holders)}
${page.requests.length > 0 && requestsOf(page)}
<h2 class="govuk-heading-m">Whom to tell when something is wrong</h2>
${cards(rolesToTell, page)}
${
  all &&
  html`<h2 class="govuk-heading-m">Who else does what</h2>
${cards(held, page)}
${vacant.length > 0 && govuk.details({ summaryText: 'Roles that nobody holds', html: html`<ul class="govuk-list govuk-list--bullet">${vacant.map((role) => html`<li>${words(role, page)}: ${roleRow(role).does}</li>`)}</ul>` })}`
}`
}

/** A warning while a post that protects children is empty (decision S1); nothing when all are filled. */
export function vacancyBanner(holders: readonly Holder[]): Html | null {
  const missing = neverVacant.filter((role) => !holders.some((holder) => holder.role === role))
  if (missing.length === 0) return null
  const list = missing.map((role) => lowerFirst(roleWords(role))).join(', ')
  return govuk.warningText({
    text: `Nobody is ${list.replace(/, ([^,]*)$/, ' or $1')}. Reports go to the next person until somebody is.`,
    iconFallbackText: 'Warning',
  })
}

function requestsOf({ requests, mayAgree, at }: WhoIsWho): Html {
  const items = requests.map(
    (one) => html`<li>${one.name} as ${lowerFirst(roleWords(one.role))}, asked for by ${one.askedByName}.
${mayAgree && html`<a class="govuk-link" href="${at(`/who-is-who/requests/${one.id}`)}">Agree or refuse<span class="govuk-visually-hidden"> ${one.name} as ${lowerFirst(roleWords(one.role))}</span></a>`}</li>`,
  )
  return govuk.notificationBanner({
    titleText: 'Waiting for a second person',
    html: html`<ul class="govuk-list">${items}</ul>`,
  })
}

function cards(roles: readonly DesignatedRole[], page: WhoIsWho): Html {
  return html`<ul class="sk-who">${roles.map((role) => card(role, page))}</ul>`
}

function card(role: DesignatedRole, page: WhoIsWho): Html {
  const held = page.holders.filter((holder) => holder.role === role)
  return html`<li class="sk-who__role"><h3 class="govuk-heading-s">${words(role, page)}</h3>
${held.length === 0 && html`<p class="sk-who__does">Nobody at present</p>`}
${held.map((holder) => html`<p class="sk-who__name">${nameOf(holder, page)}${page.all && html`<span class="sk-who__since"> since ${formatDate(holder.startsOn)}</span>`}</p>`)}
<p class="sk-who__does">${roleRow(role).does}</p></li>`
}

function nameOf(holder: Holder, { mayLookUp, at }: WhoIsWho): Html | string {
  return mayLookUp
    ? html`<a class="govuk-link" href="${at(`/people/${holder.personId}`)}">${holder.name}</a>`
    : holder.name
}

/** A role has one name everywhere here; the title in the school’s policy stands beside it. */
function words(role: DesignatedRole, { coordinatorTitle }: WhoIsWho): string {
  const name = roleWords(role)
  const hasOwnTitle = role === 'coordinator' && coordinatorTitle.toLowerCase() !== name.toLowerCase()
  return hasOwnTitle ? `${name} (in our policy: ${coordinatorTitle})` : name
}
