import { formatDate } from '#/kernel/london-time.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { qrPicture } from '#/platform/web/components/qr-picture.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { linkLastsDays } from './link-lasts.ts'
import type { TextChanges } from './text-changes.ts'

/** What opening a link shows, to a parent, a stranger and a mail scanner alike: the school and a button. */
export function knockPage(parts: { school: string; action: string; notMine: string }): Html {
  return html`<h1 class="govuk-heading-l">${parts.school}</h1>
<p class="govuk-body-l">The school asks you to read something and answer.</p>
${buttonForm({ action: parts.action, csrf: '', text: 'Continue' })}
<p class="govuk-body">You did not expect this? Ring the school on the number you know. Nothing happens if you close this page.</p>
${govuk.details({
  summaryText: 'This is not for me',
  html: html`<p class="govuk-body">It came to the wrong address, or you have no child at this school? Then nobody shall use it.</p>
${buttonForm({ action: parts.notMine, csrf: '', text: 'It is not for me: stop this link', classes: 'govuk-button--secondary' })}`,
})}`
}

/** The same for whoever it was: nothing of whom it was meant for. */
export function notMinePage(): Html {
  return html`<h1 class="govuk-heading-l">Thank you for telling the school</h1>
<p class="govuk-body">This link does not work any more. The school sends nothing more to where you got it until somebody there has checked the address.</p>
<p class="govuk-body">Please throw the letter or the e-mail away.</p>`
}

/** Asks for what only a parent knows. */
export function birthPage(parts: { action: string; values: TypedValues; errors: FieldErrors }): Html {
  return html`<h1 class="govuk-heading-l">Before we show you the text</h1>
${form({
  action: parts.action,
  csrf: '',
  values: parts.values,
  errors: parts.errors,
  fields: [
    {
      kind: 'date',
      name: 'dateOfBirth',
      label: 'When was your child born?',
      hint: 'The child whom the letter was given to. For example, 4 5 2018',
    },
  ],
  submit: 'Continue',
})}`
}

/** Above a text that is not the one that the letter or the e-mail was about: what to read again. */
export function changedText({ isNew, isGone }: TextChanges): Html {
  const list = (heading: string, words: readonly string[]) =>
    words.length > 0 &&
    html`<h3 class="govuk-heading-s">${heading}</h3>
<ul class="govuk-list govuk-list--bullet">${words.map((one) => html`<li>${one}</li>`)}</ul>`
  return html`<section class="govuk-inset-text" aria-label="What has changed"><h2 class="govuk-heading-m">The text has changed since the school wrote to you</h2>
${list('New or worded differently', isNew)}${list('No longer in it', isGone)}
<p class="govuk-body">Your answer is about the text below, as it is now.</p></section>`
}

/** Why the link does not open, and what to do. */
export function shutPage(shut: 'used' | 'over', receiptAction: string): Html {
  return shut === 'used'
    ? html`<h1 class="govuk-heading-l">You have answered already</h1>
<p class="govuk-body">Each link works once. Did somebody else answer? Tell the school office.</p>
${receiptForm(receiptAction)}`
    : html`<h1 class="govuk-heading-l">This link no longer works</h1>
<p class="govuk-body">A link works for ${linkLastsDays} days, and stops after five wrong dates or when a newer letter was made. Ask the school office for a
new one, or answer on paper.</p>`
}

/** After the answer: nothing that a stranger could learn from, and the way to the receipt. */
export function donePage(receiptAction: string): Html {
  return html`${govuk.panel({ titleText: 'Thank you', text: 'The school has your answer.' })}
<p class="govuk-body">You can close this page, or keep what you signed.</p>
${receiptForm(receiptAction)}`
}

function receiptForm(action: string): Html {
  return form({
    action,
    csrf: '',
    fields: [{ kind: 'date', name: 'dateOfBirth', label: 'To see your receipt: when was your child born?' }],
    submit: 'Show my receipt',
  })
}

export type LetterPage = {
  school: string
  letters: readonly {
    guardianName: string
    pupilName: string
    className: string | null
    address: string
    qrSvg: string
    until: string
  }[]
}

/** Letters to print, one on each sheet. What says whose bag it goes into is cut off. */
export function lettersPage({ school, letters }: LetterPage): Html {
  const isOne = letters.length === 1
  return html`<div class="sk-no-print"><h1 class="govuk-heading-l">${isOne ? '1 letter' : `${letters.length} letters`} to print</h1>
${govuk.warningText({
  text: isOne
    ? 'It is shown once. Print it now: links to the same agreement that this parent got before have stopped working.'
    : 'They are shown once. Print them now: links to the same agreement that these parents got before have stopped working.',
  iconFallbackText: 'Warning',
})}
<p class="govuk-body">Print this page${!isOne && '; each letter begins on a new page'}.</p></div>
${letters.map(
  (letter) => html`<section class="sk-letter" aria-label="Letter to ${letter.guardianName}">
<p class="govuk-body"><strong>${school}</strong></p>
<p class="govuk-body-l">To ${letter.guardianName}</p>
<p class="govuk-body">Please read our agreement about using technology, and answer. Point your telephone’s camera at the picture, or type the address. You are
asked for your child’s date of birth, so that nobody else can answer. It works once, until ${formatDate(letter.until)}.</p>
${qrPicture(letter.qrSvg, 'Picture code of the address below')}
<p class="sk-letter__address">${letter.address}</p>
<p class="govuk-body">No telephone? Ask the school for a paper copy.</p>
<p class="sk-letter__cut">Cut here. For: ${letter.pupilName}${letter.className !== null && `, ${letter.className}`}</p>
</section>`,
)}`
}
