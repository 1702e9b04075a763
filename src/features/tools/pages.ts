import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { type DesignatedRole, roleWords } from '../people/index.ts'
import { formVersions } from './assessment-form.ts'
import {
  type Assessment,
  accounts,
  type Decision,
  kinds,
  parents,
  placesWords,
  type Standing,
  standings,
  type Tool,
  yearsWords,
} from './tool.ts'

export type Drawn = Pick<WebRequest, 'at' | 'csrf' | 'once'> & FormState

/** The last day of its approval. */
export const untilWords = ({ approvedUntil }: Tool): string =>
  approvedUntil === null ? '–' : formatDate(approvedUntil)

export type ToolView = {
  tool: Tool
  standing: Standing
  waits: boolean
  assessments: readonly Assessment[]
  decisions: readonly Decision[]
  names: ReadonlyMap<string, string>
  /** What stands against approving the newest assessment, in sentences. */
  problems: readonly string[]
  /** What the filter says of its site now; null without a site. */
  filterSays: string | null
  latestDay: string
  decider: DesignatedRole
  may: { propose: boolean; decide: boolean }
}

/** One tool: where it stands, what was found out, the decision to take, and what was decided before. */
export function toolPage(view: ToolView, drawn: Drawn): Html {
  const { tool, standing, assessments, may } = view
  const { at } = drawn
  const [newest] = assessments
  return html`<h1 class="govuk-heading-l">${tool.name}</h1>
<p class="govuk-body">${statusTag(standings[standing])}</p>
${view.waits && standing === 'approved' && govuk.insetText({ text: 'A newer assessment waits for its decision. Until then the earlier one holds.' })}
${govuk.summaryList({
  rows: [
    summaryRow('What it is', kinds[tool.kind].words),
    summaryRow('Made by', tool.maker ?? '–'),
    summaryRow('Site', tool.site ?? '–'),
    ...(view.filterSays === null ? [] : [summaryRow('What the filter says', view.filterSays)]),
    summaryRow('Approved until', untilWords(tool)),
    summaryRow('What children read', tool.forChildren ?? '–'),
  ],
})}
${newest ? assessmentPart(newest, view) : html`<p class="govuk-body">Nobody has assessed it yet.</p>`}
${view.waits && decisionPart(view, drawn)}
${may.propose && html`<p class="govuk-body"><a class="govuk-link" href="${at(`/tools/${tool.id}/assess`)}">${newest ? 'Assess it again' : 'Assess it now'}</a></p>`}
${tool.state === 'approved' && may.decide && !view.waits && withdrawPart(view, drawn)}
${historyPart(view)}`
}

function assessmentPart(one: Assessment, { names, problems, waits }: ToolView): Html {
  const questions = formVersions[one.formVersion - 1] ?? []
  return html`<h2 class="govuk-heading-m">What was found out</h2>
${waits && problems.length > 0 && govuk.warningText({ text: `It cannot be approved like this. ${problems.join(' ')}`, iconFallbackText: 'Warning' })}
${govuk.summaryList({
  rows: [
    summaryRow('What it is good for', one.benefit),
    summaryRow('What could go wrong, and what is done about it', one.risks ?? '–'),
    summaryRow('For', yearsWords(one.fromYear, one.toYear)),
    summaryRow('Age that its makers say', one.minAge === null ? 'None' : `${one.minAge} or older`),
    summaryRow('Signing in', accounts[one.accounts]),
    summaryRow('Parents', parents[one.parents]),
    summaryRow('Where', placesWords(one.places)),
    ...questions.flatMap(({ key, asks, answers }) => {
      const given = answers[one.answers[key] ?? '']
      return given ? [summaryRow(asks, given.text)] : []
    }),
    summaryRow(
      'Assessed',
      `${nameIn(names, one.assessedBy)}, ${formatInstant(one.assessedAt)}, assessment ${one.number}`,
    ),
  ],
})}`
}

const nameIn = (names: ReadonlyMap<string, string>, id: string): string =>
  names.get(id) ?? 'Somebody who has left'

function decisionPart({ tool, may, decider, latestDay }: ToolView, drawn: Drawn): Html {
  if (!may.decide)
    return html`<p class="govuk-body">It waits for the ${roleWords(decider).toLowerCase()}${decider !== 'head' && ', or the head,'} to decide.</p>`
  const { at, csrf, once, values, errors } = drawn
  return html`<h2 class="govuk-heading-m">Decide</h2>
${form({
  action: at(`/tools/${tool.id}/decide`),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'hidden', name: 'seen', value: tool.assessmentId ?? '' },
    {
      kind: 'choice',
      name: 'result',
      label: 'May it be used?',
      inline: true,
      choices: [
        { value: 'approved', text: 'Yes' },
        { value: 'refused', text: 'No' },
      ],
    },
    {
      kind: 'longText',
      name: 'conditions',
      label: 'On what conditions?',
      hint: 'Everybody who reads the list sees them.',
      optional: true,
      rows: 3,
      limit: 1000,
    },
    {
      kind: 'date',
      name: 'until',
      label: 'Last day',
      hint: `Left empty it is ${formatDate(latestDay)}.`,
      optional: true,
    },
    { kind: 'longText', name: 'why', label: 'Why?', hint: 'For the record.', rows: 3, limit: 1000 },
  ],
  submit: 'Decide',
})}`
}

function withdrawPart({ tool }: ToolView, { at, csrf, once, values, errors }: Drawn): Html {
  return govuk.details({
    summaryText: 'Withdraw the approval',
    html: form({
      action: at(`/tools/${tool.id}/withdraw`),
      csrf,
      once,
      values,
      errors,
      fields: [
        {
          kind: 'longText',
          name: 'why',
          label: 'Why may it no longer be used?',
          rows: 3,
          limit: 1000,
        },
      ],
      submit: 'Withdraw it now',
      weight: 'warning',
    }),
  })
}

const results = { approved: 'Approved', refused: 'Refused', withdrawn: 'Withdrawn' } as const

function historyPart({ decisions, names }: ToolView): Html | undefined {
  if (decisions.length === 0) return undefined
  return html`<h2 class="govuk-heading-m">What was decided</h2>
${govuk.summaryList({
  rows: decisions.map((one) =>
    summaryRow(
      formatInstant(one.decidedAt),
      [
        `${results[one.result]} by ${nameIn(names, one.decidedBy)}${one.until === null ? '' : ` until ${formatDate(one.until)}`}. ${one.why}`,
        one.conditions === null ? '' : `Conditions: ${one.conditions}`,
      ]
        .filter(Boolean)
        .join(' '),
    ),
  ),
})}`
}
