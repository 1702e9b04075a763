import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusTag, timeline } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { agreementRow, shortFingerprint, type Version } from './agreement.ts'
import { type Ask, askStates, canAnswer, ways } from './ask.ts'
import { notMailedOfAsk } from './pages-not-mailed.ts'
import type { Signature } from './signature-store.ts'

type Forms = { csrf: string; once: string; at: (path: string) => string }

export type AskPage = Forms & {
  ask: Ask
  signerName: string
  aboutName: string
  className: string | null
  hostName: string | null
  /** False where the signer is no guardian of the child any more, or may not sign for them. */
  maySign: boolean
  history: readonly Signature[]
  names: ReadonlyMap<string, string>
  readHash: string | null
  may: { record: boolean; link: boolean; exception: string | null }
  values: TypedValues
  errors: FieldErrors
}

/** One request to sign: how it stands, what was answered and how, and what the school may record. */
export function askPage(parts: AskPage): Html {
  const { ask, signerName, aboutName, className, hostName, at } = parts
  const facts: [string, string][] = [
    ['Agreement', agreementRow(ask.agreement).words],
    ...(ask.signerId === ask.aboutId ? [] : ([['For', aboutName]] as [string, string][])),
    ...(className === null ? [] : ([['Class', className]] as [string, string][])),
    ...(hostName === null ? [] : ([['Who answers for this visitor', hostName]] as [string, string][])),
    ...(ask.state === 'open'
      ? ([
          ['Last day', formatDate(ask.dueOn)],
          ['The network waits from', formatDate(ask.holdsFrom)],
        ] as [string, string][])
      : []),
  ]
  return html`<h1 class="govuk-heading-l">${signerName}</h1>
<p class="govuk-body">${statusTag(askStates[ask.state])}</p>
${notMailedOfAsk({ ...parts, mayMail: parts.may.link, action: at(`/agreements/asks/${ask.id}/mail-again`) })}
${govuk.summaryList({ rows: facts.map(([key, value]) => ({ key: { text: key }, value: { text: value } })) })}
${
  !parts.maySign &&
  govuk.insetText({
    text: `${signerName} may not sign for ${aboutName} today. What they answered stays on record and decides nothing; whether the network waits is up to those who may sign. After a no, it waits until one of them agrees.`,
  })
}
${
  parts.may.exception !== null &&
  html`<p class="govuk-body">If access cannot wait, the head can let it work until a day: <a class="govuk-link" href="${parts.may.exception}">the network account</a>.</p>`
}
<h2 class="govuk-heading-m">What was answered</h2>
${parts.history.length === 0 ? html`<p class="govuk-body">Nothing yet.</p>` : historyOf(parts)}
${parts.may.link && linkPart(parts)}
${parts.may.record && parts.readHash !== null && recordPart(parts)}
<p class="govuk-body"><a class="govuk-link" href="${at(`/agreements/rounds/${ask.roundId}`)}">Back to the round</a></p>`
}

function historyOf({ history, names, at }: AskPage): Html {
  return timeline(
    history.map((one) => ({
      at: one.at,
      title: answerWords[one.answer],
      ...(one.recordedByKind === 'person' && one.recordedBy !== one.signerId
        ? { by: names.get(one.recordedBy ?? '') ?? 'somebody' }
        : {}),
      body: html`<p class="govuk-body">How: ${ways[one.way]}</p>${one.nameWritten !== null && html`<p class="govuk-body">Signed as: ${one.nameWritten}</p>`}
${one.remark !== null && html`<p class="govuk-body" data-typed>${one.remark}</p>`}
<p class="govuk-body"><a class="govuk-link" href="${at(`/agreements/signatures/${one.id}/receipt`)}">Receipt with the text</a>${
        one.fileId !== null &&
        html` · <a class="govuk-link" href="${at(`/agreements/signatures/${one.id}/scan`)}">The paper (download)</a>`
      }</p>`,
    })),
  )
}

const answerWords = {
  signed: 'Agreed',
  refused: 'Does not agree',
  withdrawn: 'Took the agreement back',
  voided: 'The answer before was a mistake',
} as const

function linkPart({ ask, at, csrf, once }: AskPage): Html {
  return html`<h2 class="govuk-heading-m">Let them sign by a one-time link</h2>
${form({
  action: at(`/agreements/asks/${ask.id}/link`),
  csrf,
  once,
  fields: [
    html`<p class="govuk-body">A letter with a link and a picture code, to print. It works once, for 14 days, and says nothing about the child.</p>`,
  ],
  submit: 'Make a letter',
})}`
}

function recordPart({ ask, at, csrf, once, readHash, values, errors }: AskPage): Html {
  const adult = agreementRow(ask.agreement).signer === 'adult'
  const possible = (['signed', 'refused', 'withdrawn', 'voided'] as const).filter(
    (one) => canAnswer(ask.state, one) && (!adult || one === 'voided'),
  )
  return html`${
    canAnswer(ask.state, 'signed') &&
    html`<h2 class="govuk-heading-m">They answered on paper</h2>
<p class="govuk-body"><a class="govuk-link" href="${at(`/agreements/asks/${ask.id}/paper`)}">Record the paper with its scan</a></p>`
  }
${
  possible.length > 0 &&
  html`<h2 class="govuk-heading-m">${adult ? 'Put a mistake right' : 'Record an answer on their behalf'}</h2>
${form({
  action: at(`/agreements/asks/${ask.id}/on-behalf`),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'hidden', name: 'readHash', value: readHash ?? '' },
    {
      kind: 'choice',
      name: 'answer',
      label: 'What was answered?',
      choices: possible.map((value) => ({ value, text: answerWords[value] })),
    },
    {
      kind: 'longText',
      name: 'remark',
      label: 'How do you know?',
      hint: 'For example: “Mother agreed on the telephone, 9:10am”. It stands in the record with your name.',
      rows: 3,
    },
  ],
  submit: 'Record it',
})}`
}`
}

/** The form for an answer on paper, with its scan. */
export function paperPage(
  parts: Forms & {
    ask: Ask
    signerName: string
    /** Every text that was ever in force, newest first. */
    versions: readonly Version[]
    canBeKept: string
    values: TypedValues
    errors: FieldErrors
  },
): Html {
  return html`<h1 class="govuk-heading-l">An answer on paper: ${parts.signerName}</h1>
${form({
  action: parts.at(`/agreements/asks/${parts.ask.id}/paper`),
  csrf: parts.csrf,
  once: parts.once,
  values: parts.values,
  errors: parts.errors,
  fields: [
    {
      kind: 'choice',
      name: 'printed',
      label: 'Which version stands at the foot of the paper?',
      choices: parts.versions.map(({ number, sha256, publishedAt }) => ({
        value: sha256.toString('hex'),
        text: `Version ${number}, fingerprint ${shortFingerprint(sha256)}`,
        ...(publishedAt ? { hint: `In force from ${formatInstant(publishedAt)}` } : {}),
      })),
    },
    {
      kind: 'choice',
      name: 'answer',
      label: 'What does the paper say?',
      choices: [
        { value: 'signed', text: 'Agreed' },
        { value: 'refused', text: 'Does not agree' },
      ],
    },
    { kind: 'text', name: 'nameWritten', label: 'The name as it stands on the paper' },
    { kind: 'file', name: 'scan', label: 'The scan', hint: parts.canBeKept },
  ],
  submit: 'Record it',
})}`
}
