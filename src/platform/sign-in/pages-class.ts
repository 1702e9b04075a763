import { buttonForm, form } from '../web/components/form.ts'
import { govuk } from '../web/components/govuk.ts'
import { qrPicture } from '../web/components/qr-picture.ts'
import { type Html, html } from '../web/html.ts'
import { type FieldErrors, type Page, page, type WebRequest } from '../web/route.ts'
import type { OpenClassSession } from './class-session.ts'

const time = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
})

/** The adult's page: what to put on the board, and a form to open another. */
export function classSessionsPage(
  request: WebRequest,
  parts: {
    opened: readonly (OpenClassSession & { qrSvg: string })[]
    classes: readonly { id: string; name: string }[]
    values?: Readonly<Record<string, string>>
    errors?: FieldErrors
  },
): Page {
  return page({
    title: 'Class sessions',
    errors: parts.errors ?? {},
    body: html`<h1 class="govuk-heading-l">Class sessions</h1>
<p class="govuk-body">With a class session, children at the school’s devices can tell the school about something online without a
sign-in of their own. It shows them nothing that anybody wrote. You are recorded as the adult in the room; you are not told what
is sent.</p>
${parts.opened.map((session) => board(request, session))}
<h2 class="govuk-heading-m">Open a class session</h2>
${
  parts.classes.length === 0
    ? govuk.insetText({ text: 'You have no class on this day. Ask the office to add you to one.' })
    : openForm(request, parts)
}`,
  })
}

function board(request: WebRequest, session: OpenClassSession & { qrSvg: string }): Html {
  return html`<section class="sk-board" aria-label="${session.className}">
<h2 class="govuk-heading-m">${session.className}, until ${time.format(session.endsAt)}</h2>
<p class="govuk-body">On a device, open <strong>${request.school.name}</strong> in Schoolkeeper, choose “In a class?” and type:</p>
<p class="sk-board__words">${session.words}</p>
${qrPicture(session.qrSvg, `Picture code to join ${session.className}`)}
${buttonForm({
  action: request.at(`/class-session/${session.id}/end`),
  csrf: request.csrf,
  text: 'End now',
  classes: 'govuk-button--secondary',
})}
</section>`
}

function openForm(request: WebRequest, parts: Parameters<typeof classSessionsPage>[1]): Html {
  return form({
    action: request.at('/class-session'),
    csrf: request.csrf,
    once: request.once,
    values: parts.values ?? {},
    errors: parts.errors ?? {},
    fields: [
      {
        kind: 'choice',
        name: 'classId',
        label: 'Which class?',
        choices: parts.classes.map(({ id, name }) => ({ value: id, text: name })),
      },
      {
        kind: 'choice',
        name: 'lasts',
        label: 'How long?',
        hint: 'It never outlasts the school day, and you can end it at any time.',
        choices: [
          { value: '30', text: '30 minutes' },
          { value: '60', text: 'One hour' },
          { value: '90', text: 'An hour and a half' },
          { value: 'day', text: 'Until the end of the school day' },
        ],
      },
    ],
    submit: 'Open',
  })
}

/** A device joins by the words on the board. */
export function joinClassPage(request: WebRequest, parts: { words?: string; errors?: FieldErrors }): Page {
  return page({
    title: 'Join your class',
    look: 'pupil',
    errors: parts.errors ?? {},
    body: html`<h1 class="govuk-heading-xl">Join your class</h1>
${form({
  action: request.at('/class-session/join'),
  csrf: request.csrf,
  values: { words: parts.words ?? '' },
  errors: parts.errors ?? {},
  fields: [
    {
      kind: 'text',
      name: 'words',
      label: 'Type the three words on the board',
      autocomplete: 'off',
      width: 20,
    },
  ],
  submit: 'Go',
})}`,
  })
}

/** A device joins by the picture code: opening it changes nothing, the button does. */
export function joinByLinkPage(request: WebRequest, parts: { link: string; className: string }): Page {
  return page({
    title: 'Join your class',
    look: 'pupil',
    body: html`<h1 class="govuk-heading-xl">Is this your class?</h1>
<p class="govuk-body-l">${parts.className} at ${request.school.name}</p>
${form({ action: request.at(`/class-session/join/${parts.link}`), csrf: request.csrf, fields: [], submit: 'Yes, go' })}`,
  })
}
