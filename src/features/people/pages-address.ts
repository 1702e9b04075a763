import { formatDate, londonDate } from '#/kernel/london-time.ts'
import { buttonForm } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WrongAddress } from './wrong-address-store.ts'

const whyWords: Readonly<Record<WrongAddress['why'], string>> = {
  refused: 'the mail server refuses the address',
  notMe: 'whoever opened it says that it is not for them',
  cameBack: 'it came back',
}
const wayWords: Readonly<Record<WrongAddress['way'], string>> = { email: 'An e-mail', letter: 'A letter' }
// How it is put right. Postal addresses are kept elsewhere, so a letter’s is not changed here.
const emailMends =
  'Ask them for the right e-mail address, on the telephone or at the gate, and change it here. If it is right after all, say so.'
const letterMends =
  'Ask how a letter reaches them. Postal addresses are not kept here: put theirs right where the school keeps them, then say here that it is right.'

/** What did not reach them and how to put it right; or, where all is well, the way to note that something came back. */
export function addressPart(parts: {
  wrong: readonly WrongAddress[]
  hasEmail: boolean
  /** Who works here still gets e-mails about tasks, in case they arrive. */
  isGuardian: boolean
  csrf: string
  action: (last: 'wrong' | 'right') => string
}): Html {
  const { wrong, hasEmail, isGuardian, csrf, action } = parts
  const classes = 'govuk-button--secondary sk-button--small'
  const [byEmail, byLetter] = (['email', 'letter'] as const).map((one) =>
    wrong.some(({ way }) => way === one),
  )
  if (wrong.length > 0)
    return html`${govuk.warningText({
      iconFallbackText: 'Warning',
      html: html`${wrong.map(
        ({ way, why, notedAt }) =>
          html`${wayWords[way]} did not reach them: ${whyWords[why]} (${formatDate(londonDate(notedAt))}). `,
      )}${byEmail && (isGuardian ? 'No e-mail is sent there until it is put right. ' : 'They may miss what they are told by e-mail. ')}${byLetter && isGuardian && 'No letter is made for them until it is put right.'}`,
    })}
${byEmail && html`<p class="govuk-body">${emailMends}</p>`}${byLetter && html`<p class="govuk-body">${letterMends}</p>`}
${buttonForm({ action: action('right'), csrf, text: 'The address is right', classes })}`
  const buttons = (['email', 'letter'] as const)
    .filter((way) => way === 'letter' || hasEmail)
    .map((way) =>
      buttonForm({
        action: action('wrong'),
        csrf,
        text: `${wayWords[way]} to them came back`,
        values: { way },
        classes,
      }),
    )
  return govuk.details({
    summaryText: 'Something that was sent to them came back',
    html: html`<p class="govuk-body">One-time links that were sent there stop working at once, and the office has a task.</p><div class="govuk-button-group">${buttons}</div>`,
  })
}
