import type { FieldErrors } from '#/platform/web/components/fields.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { SealPapers, SignInLink } from './hand-over.ts'

const csrf = ''

export type HandOver = {
  school: { name: string; slug: string }
  linksMade: boolean
  sealKeysMade: boolean
  /** What was just made: on this page once and nowhere else. */
  links?: readonly SignInLink[]
  papers?: SealPapers
  masterKeyConfirmed?: boolean
  errors: FieldErrors
}

/** The links and key halves that are shown once, and to whom each of them goes. */
export function handOverPage(parts: HandOver): Html {
  return html`<h1 class="govuk-heading-l">${parts.school.name} is made. Hand it over</h1>
<p class="govuk-body-l">You run the server, so you have no sign-in to the school and cannot read its records. These people do.</p>
${linksPart(parts)}
${sealPart(parts)}
${masterKeyPart(parts)}
<h2 class="govuk-heading-m">4. Finish</h2>
<p class="govuk-body">After this the first visit is closed for good.</p>
${buttonForm({ action: '/set-up/hand-over/finish', csrf, text: 'Finish' })}`
}

function linksPart({ links, linksMade }: HandOver): Html {
  const button = buttonForm({
    action: '/set-up/hand-over/links',
    csrf,
    text: linksMade ? 'Make new links (the earlier ones end)' : 'Make the sign-in links',
    classes: linksMade ? 'govuk-button--secondary' : '',
  })
  return html`<section class="sk-part"><h2 class="govuk-heading-m">1. Sign-in links</h2>
<p class="govuk-body">One for each person, good once and for fourteen days. Print this page or read them out; do not send them all to one person. Put the address under which people reach this server before each.</p>
${links?.map(
  (
    link,
  ) => html`<div class="sk-paper"><p class="sk-paper__for">${link.name}, ${link.roles.join(' and ').toLowerCase()}</p>
<p class="govuk-body">Sign-in name: <strong>${link.signInName}</strong></p><p class="sk-paper__words">${link.path}</p></div>`,
)}
${linksMade && !links && html`<p class="govuk-body">The links were made. They are not shown again.</p>`}
${button}</section>`
}

function sealPart({ papers, sealKeysMade }: HandOver): Html {
  const paper = (who: string, half: string) =>
    html`<div class="sk-paper"><p class="sk-paper__for">Half of the seal key, for the ${who}</p><p class="sk-paper__words">${half}</p>
<p class="govuk-body">Keep it in a safe. Only both halves together open what is sealed, and only for the police.</p></div>`
  return html`<section class="sk-part"><h2 class="govuk-heading-m">2. Seal keys</h2>
<p class="govuk-body">What may be an illegal image is sealed so that nobody here can open it: not you, not the head, not the server. Print each half on its own sheet: one for the head, one for the chair of governors.</p>
${papers && html`${paper('head', papers.halfForHead)}${paper('chair of governors', papers.halfForChair)}`}
${sealKeysMade && !papers && html`<p class="govuk-body">The seal keys were made. They are not shown again.</p>`}
${buttonForm({
  action: '/set-up/hand-over/seal-keys',
  csrf,
  text: sealKeysMade ? 'Make new seal keys' : 'Make the seal keys',
  classes: sealKeysMade ? 'govuk-button--secondary' : '',
})}</section>`
}

function masterKeyPart({ masterKeyConfirmed, errors }: HandOver): Html {
  return html`<section class="sk-part"><h2 class="govuk-heading-m">3. The master key on paper</h2>
${
  masterKeyConfirmed
    ? govuk.insetText({
        text: 'The printed master key is the right one. Keep it in a safe, away from the server.',
      })
    : html`<p class="govuk-body">The server printed its master key when it first started. Without it nothing can be restored after a fire. Type it from your paper, to be sure that the paper is good.</p>
${form({
  action: '/set-up/hand-over/master-key',
  csrf,
  errors,
  fields: [{ kind: 'longText', name: 'masterKey', label: 'Master key', rows: 3 }],
  submit: 'Check my paper',
})}`
}</section>`
}

/** What the school does first, once whoever runs the server has handed it over. */
export function whatNextPage(school: { name: string; slug: string }): Html {
  const steps = [
    [
      'The head signs in by the link',
      'and sets up a second factor. So do the safeguarding lead and the deputy.',
    ],
    [
      'The office adds people and classes',
      'under People and School. A teacher needs a class before she can open its session.',
    ],
    [
      'The head gives roles',
      'under People: online safety co-ordinator, governor for online safety, ICT support. Powerful ones need a second person.',
    ],
    [
      'Whoever runs the network enters its address ranges',
      'under School, so that class sessions open only at school.',
    ],
    [
      'The safeguarding lead enters who is on duty',
      'outside school hours and in the holidays, under On duty.',
    ],
    ['Send one report yourselves', 'as a test, and see who is told and how soon.'],
  ] as const
  return html`${govuk.panel({ titleText: `${school.name} is ready`, text: 'The first visit is closed.' })}
<h2 class="govuk-heading-m">What to do next</h2>
<ol class="govuk-list govuk-list--number govuk-list--spaced">${steps.map(([what, more]) => html`<li><strong>${what}</strong> ${more}</li>`)}</ol>
<p class="govuk-body"><a class="govuk-link" href="/s/${school.slug}">Go to the school’s front door</a></p>`
}
