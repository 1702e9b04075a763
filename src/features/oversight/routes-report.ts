import { isId } from '#/kernel/id.ts'
import { formatDate, londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import type { ReportDocument } from '#/platform/documents/document.ts'
import { drawReport } from '#/platform/documents/html-report.ts'
import { writeDocx, writePdf } from '#/platform/documents/write-document.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { html } from '#/platform/web/html.ts'
import { answerForm, typedValues } from '#/platform/web/read-form.ts'
import {
  download,
  type FieldErrors,
  type Page,
  page,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { readCalendar } from '../schools/index.ts'
import { reportDocument } from './governors-report.ts'
import { makeReport, makeReportForm } from './make-report.ts'
import { linksOf, makeReportPage, reportsPage } from './pages-report.ts'
import { findReport, listReports, type StoredReport } from './report-store.ts'

const section = '/termly-reports'

export const reportRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/termly-reports',
    may: 'oversight.readReports',
    does: 'lists the termly reports',
    answer: showReports,
  },
  {
    method: 'GET',
    path: '/termly-reports/make',
    may: 'oversight.makeReport',
    does: 'asks which term to report on',
    answer: (request) => askTerm(request, {}),
  },
  {
    method: 'POST',
    path: '/termly-reports/make',
    may: 'oversight.makeReport',
    does: 'makes a termly report',
    answer: make,
  },
  {
    method: 'GET',
    path: '/termly-reports/:id',
    may: 'oversight.readReports',
    does: 'shows a termly report',
    answer: showReport,
  },
  {
    method: 'GET',
    path: '/termly-reports/:id/report.pdf',
    may: 'oversight.readReports',
    does: 'gives a termly report as PDF',
    answer: (request) => giveReport(request, 'pdf'),
  },
  {
    method: 'GET',
    path: '/termly-reports/:id/report.docx',
    may: 'oversight.readReports',
    does: 'gives a termly report for Word',
    answer: (request) => giveReport(request, 'docx'),
  },
]

const forms = {
  pdf: { write: writePdf, contentType: 'application/pdf' },
  docx: {
    write: writeDocx,
    contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
} as const

async function showReports({ context, actor, at }: WebRequest) {
  const reports = await reading(context, actor, (tx) => listReports(tx, actor.schoolId))
  const mayMake = may(context, actor, 'oversight.makeReport')
  return page({ title: 'Termly reports', section, body: reportsPage({ reports, mayMake, at }) })
}

async function askTerm(
  { context, actor, body, csrf, once, at }: WebRequest,
  errors: FieldErrors,
): Promise<Page> {
  const calendar = await reading(context, actor, (tx) => readCalendar(tx, actor.schoolId))
  const today = londonDate(context.clock())
  const terms = calendar.terms
    .filter(({ from }) => from <= today)
    .slice(-4)
    .reverse()
    .map(({ name, from, to }) => ({
      value: from,
      text: `${name} (${formatDate(from)} to ${formatDate(to)})`,
    }))
  const view = { terms, values: typedValues(body), errors, tokens: { csrf, once }, at }
  return page({ title: 'Make a termly report', section, body: makeReportPage(view) })
}

function make(request: WebRequest) {
  const { context, actor, body, at } = request
  return answerForm({
    schema: makeReportForm,
    sent: body,
    save: async (form) => redirect(at(`/termly-reports/${(await makeReport(context, actor, form)).id}`)),
    again: (errors) => askTerm(request, errors),
  })
}

async function showReport(request: WebRequest) {
  const { report, document } = await readReport(request)
  const body = html`${govuk.backLink({ text: 'Termly reports', href: request.at('/termly-reports') })}
${drawReport(document, () => '')}
<p class="govuk-body govuk-!-display-none-print">Also as ${linksOf(report.id, request.at)}.</p>`
  return page({ title: document.title, section, body })
}

async function giveReport(request: WebRequest, form: keyof typeof forms) {
  const { report, document } = await readReport(request)
  const { write, contentType } = forms[form]
  const fileName = `Online safety report ${report.termName} edition ${report.edition}.${form}`
  return download({ fileName, contentType, content: await write(document) })
}

async function readReport({ context, actor, params, school }: WebRequest): Promise<{
  report: StoredReport
  document: ReportDocument
}> {
  const { id } = params
  const report = isId(id)
    ? await reading(context, actor, (tx) => findReport(tx, actor.schoolId, id))
    : undefined
  if (!report) throw new NotFound('report')
  await recordReads(context, actor, [
    { did: 'oversight.reportRead', about: { kind: 'termlyReport', id: report.id } },
  ])
  const document = reportDocument({ ...report, schoolName: school.name, madeOn: londonDate(report.madeAt) })
  return { report, document }
}
