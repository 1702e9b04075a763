import { formatDate } from '#/kernel/london-time.ts'
import { buttonForm } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type Ask, isNotMailed, mailTroubles } from './ask.ts'

type Mailed = Pick<Ask, 'state' | 'mailOf' | 'mailTrouble'>

const again = 'govuk-button--secondary sk-button--small'

/** “The e-mail of 12 March 2026 did not go out.” Empty where that is not so. */
export function notMailedSentence(ask: Mailed): string {
  return isNotMailed(ask) && ask.mailOf !== null
    ? `The e-mail of ${formatDate(ask.mailOf)} did not go out.`
    : ''
}

/** Behind the number of those who have not answered: how many of them what was sent did not reach. */
export function unreachedWords(
  asks: readonly (Mailed & Pick<Ask, 'signerId'>)[],
  wrong: ReadonlySet<string>,
): string {
  const counts = [
    [
      asks.filter(({ state, signerId }) => state === 'open' && wrong.has(signerId)).length,
      'with a wrong address',
    ],
    [asks.filter(isNotMailed).length, 'whose e-mail did not go out'],
  ] as const
  return counts.map(([count, words]) => (count === 0 ? '' : `, ${count} ${words}`)).join('')
}

/** Above a round's classes: how many were not written to, and what to do. Nothing where there is nobody. */
export function notMailedOfRound(parts: {
  asks: readonly Mailed[]
  /** Whether the page names them, or has a line for each class only. */
  named: boolean
  action: string
  mayMail: boolean
  csrf: string
  once: string
}): Html | false {
  const count = parts.asks.filter(isNotMailed).length
  if (count === 0) return false
  const { action, csrf, once, named } = parts
  const who = count === 1 ? '1 parent has' : `${count} parents have`
  return html`${govuk.warningText({
    iconFallbackText: 'Warning',
    text: `${who} not had their link: the e-mail did not go out.`,
  })}
<p class="govuk-body">Ring them and record what they say, print letters with links, or send the e-mails again. ${named ? 'Beside each name it says which e-mail it was; the page behind the name says why.' : 'Open a class to see whose it was, and why.'}</p>
${parts.mayMail && buttonForm({ action, csrf, once, text: 'Send these e-mails again', classes: again })}`
}

/** On the page of one request to sign: why its e-mail did not go out, and what to do. */
export function notMailedOfAsk(parts: {
  ask: Mailed
  action: string
  mayMail: boolean
  csrf: string
  once: string
}): Html | false {
  const { ask, action, csrf, once } = parts
  if (!isNotMailed(ask) || ask.mailTrouble === null) return false
  return html`${govuk.warningText({ iconFallbackText: 'Warning', text: notMailedSentence(ask) })}
<p class="govuk-body">${mailTroubles[ask.mailTrouble]}</p>
<p class="govuk-body">Ring them and record what they say, make a letter with a link below, or send the e-mail again.</p>
${parts.mayMail && buttonForm({ action, csrf, once, text: 'Send the e-mail again', classes: again })}`
}
