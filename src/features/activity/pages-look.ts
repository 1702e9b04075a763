import { formatDate, formatInstant, formatTime } from '#/kernel/london-time.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { writtenWords } from '#/platform/web/components/records.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import type { Look } from './look.ts'
import { activityNavigation, type Drawn } from './pages.ts'
import { kindOf, kindWords, mostAtOnce, type Visit } from './visit.ts'
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

export type AskAdultView = { withHead: readonly string[]; mayAsk: boolean }

/** Asks a second person to open one day of an adult. The page says first what is not for us to find out. */
export function askAdultPage({ withHead, mayAsk }: AskAdultView, drawn: FormDrawn): Html {
  const { at, csrf, once, values, errors } = drawn
  return html`${activityNavigation(drawn, '/activity/adult')}
<h1 class="govuk-heading-l">Look at an adult’s day</h1>
<p class="govuk-body">Two people look at it together, for an hour. One asks and says why, the other agrees or refuses. One of them is the head; the other is named by the school: ${withHead.join(', ').toLowerCase()}. About the head, the chair of governors agrees.</p>
<p class="govuk-body">Every step stays on record. Whoever it is about is not told by us.</p>
${govuk.warningText({ text: 'If a child may have been harmed, stop here and ring the LADO first. Looking now could warn somebody, or spoil what the police need.', iconFallbackText: 'Warning' })}
${
  mayAsk
    ? form({
        action: at('/activity/adult'),
        csrf,
        once,
        values,
        errors,
        fields: [
          { kind: 'text', name: 'who', label: 'Whole name of the adult', width: 30 },
          { kind: 'date', name: 'day', label: 'Which day?', hint: 'For example, 24 11 2026' },
          {
            kind: 'longText',
            name: 'reason',
            label: 'Why do you have to know?',
            hint: 'Whoever decides reads this. Say what happened, and what a day on the network can tell about it.',
            rows: 4,
            limit: 1000,
          },
        ],
        submit: 'Ask a second person',
      })
    : govuk.insetText({
        text: 'Your school has not named you. If you have a worry about an adult, speak with the head, or with the chair of governors if it is about the head.',
      })
}`
}

export type LookView = {
  look: Look
  whose: string
  by: string
  /** Where an adult's day stands that is not open yet, to whoever asked; null otherwise. */
  opens: 'waiting' | 'agreed' | 'nobodyAgreed' | null
  /** Null where it is not shown to whoever reads this, or not any more. */
  day: DayOf | null
  /** How many newer lines stand on earlier pages. */
  skip: number
  /** Visits that were open are kept no more: only attempts are left. */
  onlyBlocked: boolean
}

/** A look: for an hour the day itself for whoever asked, or the two who opened it; afterwards who looked and why. */
export function lookPage(view: LookView, drawn: Drawn & Pick<WebRequest, 'csrf'>): Html {
  const { look, whose, by, day } = view
  const { at } = drawn
  return html`${wayBack(look, drawn)}
<h1 class="govuk-heading-l">${whose}, ${formatDate(look.day)}</h1>
<p class="govuk-body">${by} ${lookedWords(look)}.</p>
${writtenWords(look.reason.reveal(), 'Why')}
${day === null ? closedPart(view, drawn) : dayPart(view, day, at)}`
}

function wayBack({ adult }: Look, { at, opens }: Drawn): Html {
  const path = adult ? '/activity/adult' : '/activity/look'
  const [back, text] = opens(path)
    ? ([path, 'Look at another day'] as const)
    : opens('/activity/looks')
      ? (['/activity/looks', 'Who looked'] as const)
      : (['/', 'Your tasks'] as const)
  return govuk.backLink({ text, href: at(back) })
}

const lookedWords = ({ adult, at, opening }: Look): string =>
  !adult
    ? `looked, ${formatInstant(at)}`
    : opening === null
      ? `asked to look, ${formatInstant(at)}`
      : `looked together, ${formatInstant(opening.at)}`

function closedPart(
  { look, opens }: LookView,
  { at, opens: opensPage, csrf }: Drawn & Pick<WebRequest, 'csrf'>,
): Html {
  if (look.adult && look.opening === null) {
    if (opens === 'agreed')
      return html`<p class="govuk-body">A second person has agreed. Open it when you can both look: it shows for an hour, to the two of you.</p>
${buttonForm({ action: at(`/activity/looks/${look.id}/open`), csrf, text: 'Open the day' })}`
    if (opens === 'waiting')
      return govuk.insetText({
        html: html`It shows nothing before a second person agrees. They have a task. <a class="govuk-link" href="${at('/two-person')}">See what waits for a second person</a>`,
      })
    return html`<p class="govuk-body">Nobody has opened it${opens === 'nobodyAgreed' && ': it was refused, taken back, or not answered in time'}.</p>`
  }
  const again = look.adult ? '/activity/adult' : '/activity/look'
  return html`<p class="govuk-body">The day itself is shown only to ${look.adult ? 'the two who opened it' : 'whoever asked'}, for an hour. ${opensPage(again) && html`<a class="govuk-link" href="${at(again)}">Look again, with a reason</a>`}</p>`
}

function dayPart(
  { look: { id, whose }, skip, onlyBlocked }: LookView,
  { visits, hasMore }: DayOf,
  at: Drawn['at'],
): Html {
  const page = (from: number) => at(`/activity/looks/${id}?skip=${from}`)
  return html`${onlyBlocked && govuk.insetText({ text: 'Sites that were open are not kept for so long. These are the attempts that were blocked.' })}
${
  visits.length === 0
    ? emptyState({
        sentence:
          'personId' in whose
            ? 'Nothing is kept of that day under this name. They may not have used the network, or nobody had signed in where they sat.'
            : 'Nothing is kept of that day. The device may have been off, or somebody who was signed in sat at it.',
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
${hasMore && html`<p class="govuk-body"><a class="govuk-link" href="${page(skip + mostAtOnce)}">Earlier that day</a></p>`}
${skip > 0 && html`<p class="govuk-body"><a class="govuk-link" href="${page(Math.max(0, skip - mostAtOnce))}">Later that day</a></p>`}
${visits.length > 0 && html`<p class="govuk-body">Pages ask for other sites by themselves, and several people may sit at one device: a line alone proves nothing.</p>`}`
}

function whyWords(visit: Visit): string {
  const kind = kindWords(kindOf(visit))
  if (visit.because === 'search') return `${kind} (a search; its words are not kept)`
  return visit.because === 'timeBand' && visit.rule !== null ? `${kind} (${visit.rule})` : kind
}

export type LookLine = { look: Look; whose: string; by: string }

/** Who looked at whose day, and why. */
export function looksPage(lines: readonly LookLine[], drawn: Drawn): Html {
  return html`${activityNavigation(drawn, '/activity/looks')}
<h1 class="govuk-heading-l">Who looked at whose day</h1>
${
  lines.length === 0
    ? emptyState({ sentence: 'Nobody has looked at anybody’s day that you may know of.' })
    : plainTable({
        caption: 'Looks, the newest first',
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: [{ text: 'When' }, { text: 'Who looked' }, { text: 'At whose day' }, { text: 'Why' }],
        rows: lines.map(({ look, whose, by }) => [
          {
            html: html`<a class="govuk-link" href="${drawn.at(`/activity/looks/${look.id}`)}">${formatInstant(look.at)}</a>`,
          },
          { text: look.adult && look.opening === null ? `${by} asked; not opened` : by },
          { text: `${whose}, ${formatDate(look.day)}` },
          { text: look.reason.reveal() },
        ]),
      })
}`
}
