import { formatTime } from '#/kernel/london-time.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { buttonForm, csrfField, onceField } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { pictureChoices } from '#/platform/web/components/picture-choices.ts'
import { qrPicture } from '#/platform/web/components/qr-picture.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { picture } from '#/platform/web/pictures.ts'
import type { Version } from './agreement.ts'
import type { ChildOnKiosk } from './kiosk.ts'
import { agreementText } from './pages-text.ts'

/** For the adult: how the tablet gets there. Shown once. */
export function kioskOpenedPage(parts: {
  className: string
  endsAt: Date
  address: string
  path: string
  qrSvg: string
  signOut: string
  end: string
  csrf: string
}): Html {
  return html`<h1 class="govuk-heading-l">${parts.className} can sign until ${formatTime(parts.endsAt)}</h1>
<section class="sk-board" aria-label="For the tablet"><p class="govuk-body">Point the tablet’s camera here, or type the address:</p>
${qrPicture(parts.qrSvg, 'Picture code for the tablet')}<p class="sk-letter__address">${parts.address}</p></section>
<h2 class="govuk-heading-m">Or use this device</h2>
<p class="govuk-body">You are signed out here first, so that no child can reach anything of yours.</p>
${buttonForm({ action: parts.signOut, csrf: parts.csrf, text: 'Sign me out and hand this device over', values: { next: parts.path } })}
${buttonForm({ action: parts.end, csrf: parts.csrf, text: 'End signing on tablets', classes: 'govuk-button--secondary' })}`
}

/** Where an adult is still signed in, no child goes on. */
export function handOverPage(parts: { signOut: string; csrf: string; path: string }): Html {
  return html`<h1>A grown-up is signed in here</h1>
<p>Give the tablet to your teacher.</p>
${buttonForm({ action: parts.signOut, csrf: parts.csrf, text: 'Sign out and hand over', values: { next: parts.path } })}`
}

/** Names to press: nobody types, nobody else's answer is to be seen. */
export function namesPage(parts: {
  className: string
  children: readonly ChildOnKiosk[]
  action: string
  thanked: boolean
}): Html {
  if (parts.children.length === 0) {
    return html`<h1>Everybody has answered</h1>${picture('face-happy')}<p>Give the tablet to your teacher.</p>`
  }
  return html`${parts.thanked && html`<p class="sk-kiosk__thanks">${picture('sent')} Thank you! Give the tablet to the next child.</p>`}
<h1>Who are you?</h1><p>${parts.className}</p>
<form class="sk-kiosk__names" method="post" action="${parts.action}">${parts.children.map(
    ({ askId, name }) =>
      html`<button class="govuk-button govuk-button--secondary" type="submit" name="askId" value="${askId}">${name}</button>`,
  )}</form>`
}

export type KioskTextPage = {
  version: Version
  name: string
  askId: string
  writesName: boolean
  action: string
  back: string
  once: string
  values: TypedValues
  errors: FieldErrors
}

/** The rules in pictures, then three faces to press; whoever can, writes their first name. */
export function kioskTextPage(parts: KioskTextPage): Html {
  const { version, writesName, values, errors } = parts
  return html`<p>${parts.name} · <a class="govuk-link" href="${parts.back}">That is not me</a></p>
${agreementText(version.agreement, version.text)}
<form class="sk-form" method="post" action="${parts.action}" novalidate data-once>${csrfField('')}${onceField(parts.once)}
<input type="hidden" name="askId" value="${parts.askId}"><input type="hidden" name="readHash" value="${version.sha256.toString('hex')}">
${pictureChoices({
  name: 'answer',
  question: version.text.promise,
  choices: [
    { value: 'signed', text: 'Yes', picture: 'face-happy' as const },
    { value: 'later', text: 'I am not sure', picture: 'face-unsure' as const },
    ...(writesName ? [{ value: 'refused', text: 'No', picture: 'face-worried' as const }] : []),
  ],
  values,
  errors,
})}
${
  writesName &&
  govuk.input({
    id: 'nameWritten',
    name: 'nameWritten',
    label: { text: 'Write your first name', classes: 'govuk-label--l' },
    value: String(values.nameWritten ?? ''),
    autocomplete: 'off',
    ...(errors.nameWritten === undefined ? {} : { errorMessage: { text: errors.nameWritten } }),
  })
}
${govuk.button({ text: 'Done', preventDoubleClick: true })}</form>`
}

/** After "I am not sure". */
export function notSurePage(back: string): Html {
  return html`<h1>That is fine</h1>${picture('safe-adult')}<p>Talk about it with your teacher. You can answer another day.</p>
${govuk.button({ text: 'Next child', href: back })}`
}
