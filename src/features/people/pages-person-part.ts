import { formatDate } from '#/kernel/london-time.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Guardianship } from './belonging-store.ts'

/** A titled part of the page, with what can be done about it below. */
export function section(title: string, body: Html, action: Html | false): Html {
  return html`<section class="sk-part"><h2 class="govuk-heading-m">${title}</h2>${body}
${action && html`<p class="govuk-body">${action}</p>`}</section>`
}

/** A link inside a sentence or a list. */
export const link = (text: string, href: string): Html =>
  html`<a class="govuk-link" href="${href}">${text}</a>`
/** What a part of the page says while it is empty. */
export const none = (sentence: string): Html => html`<p class="govuk-body">${sentence}</p>`

/** Whether a guardianship is in force on the day. */
export function isNow(
  { startsOn, endsOn }: Pick<Guardianship, 'startsOn' | 'endsOn'>,
  today: string,
): boolean {
  return startsOn <= today && (endsOn === null || endsOn >= today)
}

/** "since 1 September 2026". */
export function period({ startsOn, endsOn }: { startsOn: string; endsOn: string | null }): string {
  return endsOn === null
    ? `since ${formatDate(startsOn)}`
    : `${formatDate(startsOn)} to ${formatDate(endsOn)}`
}
