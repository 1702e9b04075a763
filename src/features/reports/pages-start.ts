import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type Picture, picture } from '#/platform/web/pictures.ts'

type Way = { href: string; text: string; line: string }

/** Where everybody starts who has something to tell. Help first, then who one is. */
export function startPage(parts: {
  schoolName: string
  whenRead: string
  at: (path: string) => string
  /** False for whoever signed in as a pupil or parent: the staff form is not for them. */
  offersStaffForm: boolean
}): Html {
  const { at, schoolName, whenRead, offersStaffForm } = parts
  const ways: readonly Way[] = [
    {
      href: at('/report/child'),
      text: 'I am a child or young person',
      line: 'Pictures and few words. No name needed.',
    },
    ...(offersStaffForm ? [staffWay(at)] : []),
    {
      href: at('/report/other'),
      text: 'I am a parent, carer or somebody else',
      line: 'With or without your name.',
    },
    { href: at('/report/reply'), text: 'I have a code', line: 'Read the answer to something you told us.' },
  ]
  return html`<h1 class="govuk-heading-xl">Tell ${schoolName} about something online</h1>
${helpNow()}
<p class="govuk-body">${whenRead}</p>
<h2 class="govuk-heading-m">Who are you?</h2>
<ul class="govuk-list">${ways.map(
    ({ href, text, line }) =>
      html`<li><p class="govuk-body"><a class="govuk-link govuk-!-font-weight-bold" href="${href}">${text}</a><br>${line}</p></li>`,
  )}</ul>
${govuk.details({
  summaryText: 'What we keep about you',
  html: html`<p class="govuk-body">If you give no name, we store no address, no device and nothing else that says who you are. The network that you use may still show that this page was opened. A visit to these pages is never kept by the school’s filter or monitoring.</p>`,
})}`
}

const staffWay = (at: (path: string) => string): Way => ({
  href: at('/report/staff'),
  text: 'I work or help at this school',
  line: 'Ninety seconds. You sign in first.',
})

/** Before any question, on every form for people whom we do not know. */
export function helpNow(): Html {
  return html`${govuk.warningText({
    text: 'Is anyone in danger now? Ring 999 first.',
    iconFallbackText: 'Warning',
  })}
<p class="govuk-body">Children can ring Childline at any time, free, on <a class="govuk-link" href="tel:08001111">0800 1111</a>.</p>`
}

/** The first page for a child: what will happen, screen off, nobody in trouble. */
export function childStartPage(parts: {
  lines: readonly { picture: Picture; text: string }[]
  whenRead: string
  begin: Html
}): Html {
  return html`<h1 class="govuk-heading-xl">Tell a grown-up</h1>
${parts.lines.map((line) => html`<div class="sk-say">${picture(line.picture)}<p class="govuk-body-l">${line.text}</p></div>`)}
<p class="govuk-body">${parts.whenRead}</p>
${parts.begin}`
}
