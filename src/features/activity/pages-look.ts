import { formatDate, formatInstant, formatTime } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { writtenWords } from '#/platform/web/components/records.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import type { Look } from './look-store.ts'
import { activityNavigation, type Drawn } from './pages.ts'
import { kindOf, kindWords, type Visit } from './visit.ts'
import type { DayOf } from './visit-store.ts'

type FormDrawn = Drawn & Pick<WebRequest, 'csrf' | 'once'> & FormState

/** Asks whose day, which day and why. */
export function askLookPage(drawn: FormDrawn): Html {
  const { at, csrf, once, values, errors } = drawn
  return html`${activityNavigation(drawn, '/activity/look')}
<h1 class="govuk-heading-l">Look at one day</h1>
<p class="govuk-body">What one child, or one device, asked for on the school’s network. Your name, the time and your reason stay on record. The child and their family are not told by us. Visits to help, such as Childline, are never kept.</p>
${form({
  action: at('/activity/look'),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'text',
      name: 'who',
      label: 'Whole name of the child, or address of the device',
      hint: 'A name as it stands on the child’s page, or an address like 10.4.8.21',
      width: 30,
    },
    { kind: 'date', name: 'day', label: 'Which day?', hint: 'For example, 24 11 2026' },
    { kind: 'longText', name: 'reason', label: 'Why do you have to know?', rows: 3, limit: 1000 },
  ],
  submit: 'Look',
})}`
}

export type LookView = {
  look: Look
  whose: string
  by: string
  /** Null where it is not shown to whoever reads this, or not any more. */
  day: DayOf | null
  /** Visits that were open are kept no more: only attempts are left. */
  onlyBlocked: boolean
}

/** A look: for an hour the day itself for whoever asked, afterwards who looked and why. */
export function lookPage({ look, whose, by, day, onlyBlocked }: LookView, { at, opens }: Drawn): Html {
  const looks = opens('/activity/look')
  const [back, text] = looks ? ['/activity/look', 'Look at another day'] : ['/activity/looks', 'Who looked']
  return html`${govuk.backLink({ text, href: at(back) })}
<h1 class="govuk-heading-l">${whose}, ${formatDate(look.day)}</h1>
<p class="govuk-body">${by} looked, ${formatInstant(look.at)}.</p>
${writtenWords(look.reason.reveal(), 'Why')}
${
  day === null
    ? html`<p class="govuk-body">The day itself is shown only to whoever asked, for an hour. ${looks && html`<a class="govuk-link" href="${at('/activity/look')}">Look again, with a reason</a>`}</p>`
    : dayPart(look.id, day, onlyBlocked, at)
}`
}

function dayPart(id: string, { visits, hasMore }: DayOf, onlyBlocked: boolean, at: Drawn['at']): Html {
  const earlier = new URLSearchParams({ before: visits.at(-1)?.at.toISOString() ?? '' })
  return html`${onlyBlocked && govuk.insetText({ text: 'Sites that were open are not kept for so long. These are the attempts that were blocked.' })}
${
  visits.length === 0
    ? emptyState({
        sentence: 'Nothing is kept of that day. The device may have been off, or somebody else sat at it.',
      })
    : plainTable({
        caption: 'The latest first',
        firstCellIsHeader: true,
        head: [
          { text: 'When' },
          { text: 'Site' },
          { text: 'What the filter did' },
          { text: 'Times', format: 'numeric' },
        ],
        rows: visits.map((visit) => [
          { text: formatTime(visit.at) },
          { text: visit.because === 'sealed' ? 'not shown' : visit.site },
          { text: visit.allowed ? 'Open' : `Blocked: ${whyWords(visit)}` },
          { text: visit.times, format: 'numeric' },
        ]),
      })
}
${hasMore && html`<p class="govuk-body"><a class="govuk-link" href="${at(`/activity/looks/${id}?${earlier}`)}">Earlier that day</a></p>`}
<p class="govuk-body">Pages ask for other sites by themselves, and several people may sit at one device: a line alone proves nothing.</p>`
}

const whyWords = (visit: Visit): string =>
  visit.because === 'timeBand' && visit.rule !== null
    ? `${kindWords(kindOf(visit))} (${visit.rule})`
    : kindWords(kindOf(visit))

export type LookLine = { look: Look; whose: string; by: string }

/** Who looked at whose day, and why. */
export function looksPage(lines: readonly LookLine[], drawn: Drawn): Html {
  return html`${activityNavigation(drawn, '/activity/looks')}
<h1 class="govuk-heading-l">Who looked at whose day</h1>
${
  lines.length === 0
    ? emptyState({ sentence: 'Nobody has looked at a child’s or device’s day.' })
    : plainTable({
        caption: 'Looks, the newest first',
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: [{ text: 'When' }, { text: 'Who looked' }, { text: 'At whose day' }, { text: 'Why' }],
        rows: lines.map(({ look, whose, by }) => [
          {
            html: html`<a class="govuk-link" href="${drawn.at(`/activity/looks/${look.id}`)}">${formatInstant(look.at)}</a>`,
          },
          { text: by },
          { text: `${whose}, ${formatDate(look.day)}` },
          { text: look.reason.reveal() },
        ]),
      })
}`
}
