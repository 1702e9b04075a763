import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusTag, timeline, writtenWords } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { roleChoices, roleWords } from '../people/index.ts'
import type { At, CalendarLine } from './pages.ts'
import { lookers } from './permissions.ts'
import { type Attestation, type Practice, periods, practiceStates, results } from './practice.ts'

export type FormParts = { at: At; csrf: string; once: string; typed: TypedValues; errors: FieldErrors }

export type PracticeView = CalendarLine & {
  attestations: readonly Attestation[]
  names: ReadonlyMap<string, string>
  mayAttest: boolean
  mayArrange: boolean
  at: At
}

/** One practice: what should happen, who looks, and the register of what they saw. */
export function practicePage(view: PracticeView): Html {
  const { practice, arrangement, state, attestations, mayAttest, mayArrange, at } = view
  const own = (rest: string) => at(`/practices/${practice.key}${rest}`)
  return html`${govuk.backLink({ text: 'Practices', href: at('/practices') })}
<h1 class="govuk-heading-l">${practice.title}</h1>
<p class="govuk-body">${statusTag(practiceStates[state])}</p>
${govuk.summaryList({
  rows: [
    { key: { text: 'What should happen' }, value: { text: practice.should } },
    { key: { text: 'How to look' }, value: { text: practice.look } },
    { key: { text: 'What shows it' }, value: { text: practice.proof } },
    {
      key: { text: 'Who looks' },
      value: {
        text: arrangement
          ? `${roleWords(arrangement.role)}, ${periods[arrangement.every].words.toLowerCase()}`
          : 'Nobody: it is not in the calendar.',
      },
      ...(arrangement && mayArrange
        ? {
            actions: {
              items: [
                { text: 'Change', visuallyHiddenText: 'who looks, and how often', href: own('/arrange') },
              ],
            },
          }
        : {}),
    },
    { key: { text: 'Due by' }, value: { text: arrangement ? formatDate(arrangement.dueOn) : '–' } },
    { key: { text: 'Clauses' }, value: { text: practice.clauses.join(', ') } },
  ],
})}
${arrangement && mayAttest && govuk.button({ text: 'Say what you saw', href: own('/attest') })}
<h2 class="govuk-heading-m">Who looked, and what they saw</h2>
${attestations.length === 0 ? emptyState({ sentence: 'Nobody has looked yet.' }) : registerOf(view, own)}`
}

function registerOf({ attestations, names }: PracticeView, own: (rest: string) => string): Html {
  return timeline(
    attestations.map((one) => ({
      at: one.attestedAt,
      title: `${results[one.result].short}, seen on ${formatDate(one.seenOn)}`,
      by: names.get(one.attestedBy) ?? 'somebody who has left',
      body: html`${writtenWords(one.seen)}
${one.remark !== null && html`<p class="govuk-body"><strong>What the school will do:</strong> ${one.remark}</p>`}
${one.fileId !== null && html`<p class="govuk-body"><a class="govuk-link" href="${own(`/proof/${one.id}`)}">Proof, attached ${formatInstant(one.attestedAt)}</a></p>`}`,
    })),
  )
}

export type AttestView = FormParts & { practice: Practice; last: Attestation | undefined }

/** Asks what was seen, and when. What was seen the last time stands beside it. */
export function attestPage({ practice, last, at, csrf, once, typed, errors }: AttestView): Html {
  return html`${govuk.backLink({ text: practice.title, href: at(`/practices/${practice.key}`) })}
<h1 class="govuk-heading-l">Say what you saw</h1>
<p class="govuk-body-l">${practice.title}</p>
<p class="govuk-body"><strong>What should happen:</strong> ${practice.should}</p>
<p class="govuk-body"><strong>How to look:</strong> ${practice.look}</p>
${last && govuk.details({ summaryText: `What was seen on ${formatDate(last.seenOn)}`, html: writtenWords(last.seen) })}
${form({
  action: at(`/practices/${practice.key}/attest`),
  csrf,
  once,
  values: typed,
  errors,
  fields: [
    { kind: 'date', name: 'seenOn', label: 'On which day did you look?', hint: 'For example, 19 11 2026' },
    {
      kind: 'longText',
      name: 'seen',
      label: 'Where did you look, and what did you see?',
      hint: 'In a sentence or two. Name no child and no member of staff.',
      limit: 2000,
    },
    {
      kind: 'choice',
      name: 'result',
      label: 'Does it happen?',
      choices: choicesOf(results),
    },
    {
      kind: 'longText',
      name: 'remark',
      label: 'What will the school do about it?',
      hint: 'Only needed when it does not happen as it should.',
      optional: true,
      limit: 2000,
    },
    {
      kind: 'file',
      name: 'proof',
      label: 'Proof',
      hint: `${practice.proof} A picture, a PDF or a document, up to 20 MB, with no child in it.`,
      optional: true,
    },
  ],
  submit: 'Attest',
})}`
}

/** Asks who looks, and how often. */
export function arrangePage({
  practice,
  at,
  csrf,
  once,
  typed,
  errors,
}: FormParts & { practice: Practice }): Html {
  return html`${govuk.backLink({ text: practice.title, href: at(`/practices/${practice.key}`) })}
<h1 class="govuk-heading-l">Who looks, and how often</h1>
<p class="govuk-body">${practice.title}</p>
${form({
  action: at(`/practices/${practice.key}/arrange`),
  csrf,
  once,
  values: typed,
  errors,
  fields: [
    {
      kind: 'select',
      name: 'role',
      label: 'Who looks?',
      choices: roleChoices(lookers),
    },
    {
      kind: 'choice',
      name: 'every',
      label: 'How often?',
      choices: choicesOf(periods),
    },
  ],
  submit: 'Save',
})}`
}
