import { formatDate, formatInstant, londonDate } from '#/kernel/london-time.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusKey, statusTag } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { SchoolClass } from '../schools/index.ts'
import { type AgreementKey, agreementKeys, agreementRow } from './agreement.ts'
import { askStates, isNotMailed } from './ask.ts'
import type { NamedAsk } from './ask-store.ts'
import { notMailedOfRound, notMailedSentence, unreachedWords } from './pages-not-mailed.ts'
import type { CountedRound, Round } from './round-store.ts'

type Forms = { csrf: string; once: string; at: (path: string) => string }

/** Rounds, how far each is, and what else there is about agreements. */
export function roundsPage(
  parts: Pick<Forms, 'at'> & {
    rounds: readonly CountedRound[]
    mayRun: boolean
    links: readonly { text: string; href: string }[]
    nobodySigns: Html | false
  },
): Html {
  const { rounds, at, mayRun, links } = parts
  return html`<h1 class="govuk-heading-l">Agreements</h1>
<p class="govuk-body">${
    mayRun
      ? 'Who was asked to sign what, and who has not answered yet. Whoever joins is asked without anybody doing anything.'
      : 'What your classes and their parents were asked to sign, and who has not answered yet.'
  }</p>
<ul class="govuk-list sk-link-row">${links.map(({ text, href }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}</ul>
${mayRun && govuk.button({ text: 'Ask people to sign', href: at('/agreements/rounds/new') })}
${parts.nobodySigns}
${
  rounds.length === 0
    ? govuk.insetText({ text: 'Nobody is asked to sign anything at the moment.' })
    : plainTable({
        firstCellIsHeader: true,
        head: [
          { text: 'Agreement' },
          { text: 'Last day' },
          { text: 'Signed' },
          { text: 'Not answered' },
          { text: 'Do not agree' },
        ],
        rows: rounds.map((round) => [
          {
            html: html`<a class="govuk-link" href="${at(`/agreements/rounds/${round.id}`)}">${agreementRow(round.agreement).words}</a>${
              round.closedAt !== null && html` ${govuk.tag({ text: 'Ended', classes: 'govuk-tag--grey' })}`
            }<br><span class="govuk-hint">${reasonWords(round)}</span>`,
          },
          { text: formatDate(round.dueOn) },
          { text: `${round.signed} of ${round.asked}` },
          { text: String(round.open) },
          { text: String(round.notAgreed) },
        ]),
      })
}`
}

function reasonWords({ reason, openedAt }: Pick<Round, 'reason' | 'openedAt'>): string {
  const day = formatDate(londonDate(openedAt))
  return reason === 'office' ? `Asked by the school on ${day}` : `Asked by the system since ${day}`
}

export type RoundPage = Forms & {
  round: Round
  asks: readonly NamedAsk[]
  /** Who cannot be reached at the address that the school has. */
  wrong: ReadonlySet<string>
  /** Null: every class that whoever looks may see. */
  classId: string | null
  today: string
  may: { run: boolean; makeLinks: boolean; openKiosk: boolean }
  nobodySigns: Html | false
}

/** A round by class: who has not answered comes first, everybody else below. */
export function roundPage(parts: RoundPage): Html {
  const { round, asks, at, may, classId } = parts
  const row = agreementRow(round.agreement)
  const classes = inClasses(asks)
  const named = classes.length <= mostWhole
  return html`<h1 class="govuk-heading-l">${row.words}</h1>
<p class="govuk-body-l">${asks.filter(({ state }) => state === 'signed').length} of ${asks.length} signed. Last day: ${formatDate(round.dueOn)}.</p>
${round.closedAt !== null && govuk.insetText({ text: 'This round has ended.' })}
${asks.length === 0 && govuk.insetText({ text: 'Nobody of your classes is asked in this round.' })}
${notMailedOfRound({ ...parts, named, mayMail: may.makeLinks, action: `${at(`/agreements/rounds/${round.id}`)}${classId === null ? '' : `/classes/${classId}`}/mail-again` })}
${parts.nobodySigns}
${named ? html`${classes.map((one) => classPart(parts, one))}${statusKey(Object.values(askStates))}` : classTable(parts, classes)}
${classId !== null && html`<p class="govuk-body"><a class="govuk-link" href="${at(`/agreements/rounds/${round.id}`)}">All classes of this round</a></p>`}
${
  may.run &&
  round.closedAt === null &&
  classId === null &&
  buttonForm({
    action: at(`/agreements/rounds/${round.id}/close`),
    csrf: parts.csrf,
    once: parts.once,
    text: 'End this round',
    classes: 'govuk-button--secondary',
  })
}`
}

/** More classes than these and each is a line with its figures: nobody scrolls through a whole school. */
const mostWhole = 2

function classTable({ round, wrong, at }: RoundPage, classes: readonly ClassAsks[]): Html {
  const count = (asks: readonly NamedAsk[], ...states: readonly string[]) =>
    String(asks.filter(({ state }) => states.includes(state)).length)
  return plainTable({
    caption: 'By class',
    captionClasses: 'govuk-table__caption--m',
    firstCellIsHeader: true,
    head: ['Class', 'Signed', 'Not answered', 'Do not agree'].map((text) => ({ text })),
    rows: classes.map(({ classId, name, asks }) => [
      {
        html: html`<a class="govuk-link" href="${at(`/agreements/rounds/${round.id}/classes/${classId}`)}">${name}</a>`,
      },
      { text: `${count(asks, 'signed')} of ${asks.length}` },
      { text: `${count(asks, 'open')}${unreachedWords(asks, wrong)}` },
      { text: count(asks, 'refused', 'withdrawn') },
    ]),
  })
}

type ClassAsks = { classId: string | null; name: string; asks: NamedAsk[] }

function inClasses(asks: readonly NamedAsk[]): ClassAsks[] {
  const classes = new Map<string, ClassAsks>()
  for (const ask of asks) {
    const key = ask.classId ?? ''
    const found = classes.get(key) ?? { classId: ask.classId, name: ask.className ?? 'Everybody', asks: [] }
    found.asks.push(ask)
    classes.set(key, found)
  }
  return [...classes.values()]
}

function classPart(parts: RoundPage, { classId, name, asks }: ClassAsks): Html {
  const { round, at, may, csrf, once } = parts
  const missing = asks.filter(({ state }) => state !== 'signed')
  const signed = asks.filter(({ state }) => state === 'signed')
  const open = round.closedAt === null && asks.some(({ state }) => state === 'open')
  const { signer } = agreementRow(round.agreement)
  const mayMakeLetters = open && classId !== null && may.makeLinks && signer === 'guardian'
  return html`<section class="sk-class" aria-label="${name}"><h2 class="govuk-heading-m">${
    classId !== null && parts.classId === null
      ? html`<a class="govuk-link" href="${at(`/agreements/rounds/${round.id}/classes/${classId}`)}">${name}</a>`
      : name
  } <span class="sk-class__count">${signed.length} of ${asks.length}</span></h2>
${missing.length === 0 ? html`<p class="govuk-body">Everybody has signed.</p>` : people(parts, missing)}
${mayMakeLetters && html`<p class="govuk-body">A new letter stops the links to this agreement that the same parent got before, in a letter or by e-mail.</p>`}
<div class="govuk-button-group">${
    open &&
    classId !== null &&
    may.openKiosk &&
    signer === 'pupil' &&
    buttonForm({
      action: at(`/agreements/rounds/${round.id}/classes/${classId}/kiosk`),
      csrf,
      once,
      text: 'Let this class sign on a tablet',
    })
  }${
    mayMakeLetters &&
    buttonForm({
      action: at(`/agreements/rounds/${round.id}/classes/${classId}/links`),
      csrf,
      once,
      text: 'Make letters with one-time links',
      classes: 'govuk-button--secondary',
    })
  }</div>
${
  signed.length > 0 &&
  govuk.details({ summaryText: `${signed.length} who signed`, html: people(parts, signed) })
}</section>`
}

function people({ at, today, wrong }: RoundPage, asks: readonly NamedAsk[]): Html {
  return html`<ul class="sk-people">${asks.map((ask) => {
    const about = ask.signerId === ask.aboutId ? '' : ` for ${ask.aboutName}`
    const late = ask.state === 'open' && ask.dueOn < today
    return html`<li><a class="govuk-link" href="${at(`/agreements/asks/${ask.id}`)}">${ask.signerName}</a>${about}
${ask.state === 'open' && wrong.has(ask.signerId) && govuk.tag({ text: 'Address wrong', classes: 'govuk-tag--orange' })}
${late ? govuk.tag({ text: 'Late', classes: 'govuk-tag--red' }) : statusTag(askStates[ask.state], 'brief')}
${ask.answeredAt !== null && html`<span class="govuk-hint">${formatInstant(ask.answeredAt)}</span>`}
${isNotMailed(ask) && html`<span class="govuk-hint">${notMailedSentence(ask)}</span>`}</li>`
  })}</ul>`
}

/** The form that starts a round. */
export function newRoundPage(
  parts: Forms & {
    published: readonly AgreementKey[]
    phases: readonly { key: string; name: string }[]
    classes: readonly SchoolClass[]
    values: TypedValues
    errors: FieldErrors
  },
): Html {
  const { published, phases, classes, at, csrf, once, values, errors } = parts
  return html`<h1 class="govuk-heading-l">Ask people to sign</h1>
<p class="govuk-body">The system asks at the start of the year, on joining and on moving up by itself. Ask here when you want signatures besides.</p>
${
  published.length === 0
    ? govuk.insetText({ text: 'No agreement has an approved text yet. Have one approved first.' })
    : form({
        action: at('/agreements/rounds/new'),
        csrf,
        once,
        values,
        errors,
        fields: [
          {
            kind: 'choice',
            name: 'agreement',
            label: 'Which agreement?',
            choices: agreementKeys
              .filter((key) => published.includes(key))
              .map((value) => ({ value, text: agreementRow(value).words })),
          },
          {
            kind: 'choices',
            name: 'phases',
            label: 'Only these phases?',
            hint: 'For pupils and parents. Choose none for all.',
            choices: phases.map(({ key, name }) => ({ value: key, text: name })),
            small: true,
          },
          {
            kind: 'choices',
            name: 'classIds',
            label: 'Only these classes?',
            hint: 'For pupils and parents. Choose none for all.',
            choices: classes.map(({ id, name }) => ({ value: id, text: name })),
            small: true,
          },
          { kind: 'date', name: 'dueOn', label: 'By which day?', hint: 'For example, 11 12 2026' },
        ],
        submit: 'Ask them',
      })
}`
}
