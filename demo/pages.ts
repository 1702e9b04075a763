// The pages of the demonstration itself: who can sign in, the codes of their apps, the mail that went out.

import { formatInstant } from '#/kernel/london-time.ts'
import type { Notification } from '#/platform/mail/notification.ts'
import { buttonForm } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { DemoSchool } from './schools.ts'
import { type DemoSignIn, demoPassword } from './sign-ins.ts'
import { whatToTry } from './what-to-try.ts'

export type SchoolSignIns = { school: DemoSchool; signIns: readonly DemoSignIn[] }

/** Everybody who can sign in, school by school, one click each. */
export function signInsPage(schools: readonly SchoolSignIns[]): Html {
  return html`<h1 class="govuk-heading-l">The demonstration</h1>
<p class="govuk-body">Five invented schools, each with a policy of its own. Choose who you want to be: one click signs you in, second factor included.</p>
<p class="govuk-body">To see how signing in works, use a name from below on the school’s page with the password <strong>${demoPassword}</strong> and <a class="govuk-link" href="/demo/codes">the code that the person’s app shows now</a>.
What Schoolkeeper sends by e-mail is on <a class="govuk-link" href="/demo/mail">the mail page</a>.</p>
<h2 class="govuk-heading-m">What to try first</h2>
<ol class="govuk-list govuk-list--number">${whatToTry.map(
    ({ who, does, path }) =>
      html`<li>${does} <span class="govuk-hint">${who ? `As ${who}` : html`<a class="govuk-link" href="${path ?? '/'}">Without signing in</a>`}</span></li>`,
  )}</ol>
${schools.map(schoolSignIns)}`
}

function schoolSignIns({ school, signIns }: SchoolSignIns): Html {
  const others = signIns.filter(({ first }) => !first)
  return html`<h2 class="govuk-heading-m" id="${school.slug}">${school.name}</h2>
<p class="govuk-body"><a class="govuk-link" href="/s/${school.slug}">The school’s front door</a></p>
${tableOf(
  `Sign-ins at ${school.name}`,
  signIns.filter(({ first }) => first),
)}
${govuk.details({ summaryText: `More people at ${school.name}`, html: tableOf(`More sign-ins at ${school.name}`, others) })}`
}

function tableOf(caption: string, signIns: readonly DemoSignIn[]): Html {
  return govuk.table({
    caption,
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: 'Who' }, { text: 'Go in' }],
    rows: signIns.map(({ name, who }) => [
      { text: who },
      {
        html: buttonForm({
          action: '/demo/sign-in',
          csrf: '',
          text: `Sign in as ${name}`,
          values: { name },
          classes: 'govuk-button--secondary',
        }),
      },
    ]),
  })
}

/** What each authenticator app shows now. */
export function codesPage(codes: readonly { name: string; code: string }[], now: Date): Html {
  return html`<h1 class="govuk-heading-l">Codes of the authenticator apps</h1>
<p class="govuk-body">At ${formatInstant(now)}. A code lasts half a minute and works once; this page shows itself again by itself.</p>
${govuk.table({
  caption: 'Codes now',
  captionClasses: 'govuk-visually-hidden',
  head: [{ text: 'Sign-in name' }, { text: 'Code' }],
  rows: codes.map(({ name, code }) => [{ text: name }, { text: `${code.slice(0, 3)} ${code.slice(3)}` }]),
})}`
}

export type DemoMail = { at: Date; to: string; address: string; notification: Notification; became: string }

/** The e-mails that told of tasks, newest first. None left this machine. */
export function mailPage(mails: readonly DemoMail[]): Html {
  return html`<h1 class="govuk-heading-l">E-mails</h1>
<p class="govuk-body">The newest of all five schools. None has left this machine. They say that there is a task, and no more: no name, no kind, nothing that a child wrote.</p>
${mails.length === 0 ? html`<p class="govuk-body">Nothing has been sent yet.</p>` : mails.map(mailOf)}`
}

function mailOf({ at, to, address, notification, became }: DemoMail): Html {
  return govuk.summaryList({
    card: { title: { text: notification.subject, headingLevel: 2 } },
    rows: [
      { key: { text: 'To' }, value: { text: `${to} <${address}>` } },
      { key: { text: 'When' }, value: { text: `${formatInstant(at)} (${became})` } },
      {
        key: { text: 'Text' },
        value: {
          html: html`${notification.text.split('\n\n').map((part) => html`<p class="govuk-body">${part}</p>`)}`,
        },
      },
    ],
  })
}
