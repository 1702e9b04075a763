import { emptyState } from '#/platform/web/components/empty-state.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { moj } from '#/platform/web/components/moj.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { progressPage } from '#/platform/web/components/whole-pages.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { FieldErrors } from '#/platform/web/route.ts'
import type { Change, ChangeCount } from './change-store.ts'
import { changes, importStates, needsSecondPerson, type WhatChanges, whatChanges } from './import.ts'
import type { Drawn } from './pages.ts'
import { sayChange, whereOf } from './say-change.ts'
import type { Import, ImportFile, ShownProblem, Source } from './store.ts'

export type ImportPage = Drawn & {
  source: Source
  found: Import
  files: readonly ImportFile[]
  problems: readonly ShownProblem[]
  counts: readonly ChangeCount[]
  /** Which kind of change is listed, and one page of it. */
  listed: { what: WhatChanges; rows: readonly Change[]; page: number; pages: number } | null
  classNames: ReadonlyMap<string, string>
  /** Whether somebody has asked for a second person, and whether they agreed. */
  second: 'waiting' | 'agreed' | null
  mayUndo: boolean
  errors: FieldErrors
}

export const againAfterSeconds = 2

/** An import as it stands. While a job runs, only how far it is. */
export function importPage(shown: ImportPage): Html {
  const { found, source, at } = shown
  const state = importStates[found.state]
  if (found.state === 'reading')
    return progressPage({
      title: 'Reading the files',
      sentence: `${state.means} You may leave this page.`,
      againAfterSeconds,
    })
  if (found.state === 'applying' || found.state === 'undoing')
    return progressPage({
      title: state.text,
      sentence: `${state.means} You may leave this page.`,
      done: found.stepsDone,
      of: Math.max(found.steps, found.stepsDone, 1),
      againAfterSeconds,
    })
  return html`${govuk.backLink({ text: 'Rosters', href: at('/rosters') })}
<h1 class="govuk-heading-l">Import from ${source.name}</h1>
<p class="govuk-body">${statusTag(state)}</p>
${found.state === 'collecting' ? collecting(shown) : html`${problemsOf(shown)}${found.state === 'faulty' ? mend(shown) : planned(shown)}`}`
}

function collecting({ found, source, files, errors, csrf, once, at }: ImportPage): Html {
  const path = `/rosters/imports/${found.id}`
  return html`${files.length > 0 && html`<h2 class="govuk-heading-m">Files</h2><ul class="govuk-list govuk-list--bullet">${files.map(({ name }) => html`<li>${name}</li>`)}</ul>`}
${form({
  action: at(`${path}/files`),
  csrf,
  once,
  errors,
  fields: [
    {
      kind: 'file',
      name: 'file',
      label: files.length === 0 ? 'Choose the file' : 'Add another file',
      hint:
        source.format === 'table'
          ? 'CSV, one line a person, up to 200 MB.'
          : 'The zip file (up to 60 MB), or its CSV files one after the other.',
      accept: '.csv,.zip',
    },
  ],
  submit: 'Send the file',
})}
${
  files.length > 0 &&
  (source.format === 'table'
    ? html`<p class="govuk-body"><a class="govuk-link" href="${at(`${path}/columns`)}">${source.mapping === null ? 'Say what the columns mean' : 'Look at what the columns mean'}</a></p>`
    : undefined)
}
${files.length > 0 && (source.format !== 'table' || source.mapping !== null) && buttonForm({ action: at(`${path}/read`), csrf, once, text: 'Read and compare' })}
${drop(found.id, { csrf, at })}`
}

const drop = (id: string, { csrf, at }: Pick<Drawn, 'csrf' | 'at'>): Html =>
  buttonForm({
    action: at(`/rosters/imports/${id}/drop`),
    csrf,
    text: 'Set this import aside',
    classes: 'govuk-button--secondary',
  })

function mend({ found, csrf, at }: ImportPage): Html {
  return html`<p class="govuk-body">Put it right in the system that the files come from, export again, and begin a new import. Nothing was changed.</p>
${drop(found.id, { csrf, at })}`
}

function problemsOf({ problems, found }: ImportPage): Html | undefined {
  if (problems.length === 0) return undefined
  const stops = problems.filter((one) => one.stops)
  const table = (title: string, rows: readonly ShownProblem[]) =>
    plainTable({
      caption: title,
      captionClasses: 'govuk-table__caption--m',
      head: [{ text: 'Where' }, { text: 'What' }],
      rows: rows.map(({ file, line, column, sentence }) => [
        { text: whereOf(file, line, column) },
        { text: sentence },
      ]),
    })
  const more =
    found.problems > problems.length &&
    html`<p class="govuk-body">Of ${found.problems} in all, the first ${problems.length} are shown.</p>`
  if (stops.length > 0) return html`${table('To be put right', stops)}${more}`
  return govuk.details({
    summaryText: `${found.problems} ${found.problems === 1 ? 'line is' : 'lines are'} left out`,
    html: html`${table('Left out', problems)}${more}`,
  })
}

function planned(shown: ImportPage): Html {
  const { found, counts } = shown
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  if (total === 0)
    return html`${emptyState({ sentence: 'The files change nothing: everybody is on record as they say.' })}${found.state === 'planned' && drop(found.id, shown)}`
  return html`${found.state === 'planned' && decision(shown)}
${kindTabs(shown)}${listOf(shown)}
${shown.mayUndo && undo(shown)}`
}

function decision(shown: ImportPage): Html {
  const { found, second, csrf, once, errors, at } = shown
  const path = `/rosters/imports/${found.id}`
  const confirm = buttonForm({
    action: at(`${path}/confirm`),
    csrf,
    once,
    text: second === 'agreed' ? 'Make the changes now' : 'Make these changes',
    classes: needsSecondPerson(found) ? 'govuk-button--warning' : '',
  })
  if (!needsSecondPerson(found) || second === 'agreed') return html`${confirm}${drop(found.id, shown)}`
  const share = Math.round((found.leavers * 100) / Math.max(found.known, 1))
  return html`${govuk.warningText({
    text: `${found.leavers} of ${found.known} people (${share}%) would leave. That is more than ${found.mostPercent}%, so a second person has to agree. Half a file looks just like this: compare the number with what you expect.`,
    iconFallbackText: 'Warning',
  })}
${
  second === 'waiting'
    ? govuk.insetText({
        text: 'A second person has been asked. When they have agreed, come back to this page to make the changes.',
      })
    : form({
        action: at(`${path}/ask`),
        csrf,
        once,
        errors,
        fields: [
          {
            kind: 'text',
            name: 'reason',
            label: 'Why do so many leave?',
            hint: 'The second person reads this. For example: Year 6 has left for secondary school.',
          },
        ],
        submit: 'Ask a second person',
      })
}
${drop(found.id, shown)}`
}

function undo({ found, csrf, at }: ImportPage): Html {
  return html`<h2 class="govuk-heading-m">Undo this import</h2>
<p class="govuk-body">Everything that nobody has changed since is put back as it was, and the rest is listed. Roles that ended with a leaver are not given again by itself.</p>
${buttonForm({ action: at(`/rosters/imports/${found.id}/undo`), csrf, text: 'Undo the whole import', classes: 'govuk-button--warning' })}`
}

function kindTabs({ found, counts, listed, at }: ImportPage): Html {
  const count = (what: WhatChanges) =>
    counts.filter((one) => one.what === what).reduce((sum, one) => sum + one.count, 0)
  return moj.subNavigation({
    label: 'Changes',
    items: whatChanges
      .filter((what) => count(what) > 0)
      .map((what) => ({
        text: `${changes[what].title} (${count(what)})`,
        href: at(`/rosters/imports/${found.id}?what=${what}`),
        active: listed?.what === what,
      })),
  })
}

const changeWords = {
  planned: '',
  done: 'Done',
  kept: 'Left as it is',
  undone: 'Put back',
  notUndone: 'Not put back',
} as const

function listOf({ found, listed, classNames, at }: ImportPage): Html | undefined {
  if (listed === null) return undefined
  const { what, rows, page, pages } = listed
  const link = (to: number) => ({ href: at(`/rosters/imports/${found.id}?what=${what}&page=${to}`) })
  return html`${plainTable({
    caption: changes[what].title,
    captionClasses: 'govuk-table__caption--m',
    firstCellIsHeader: true,
    head: [{ text: 'Name' }, { text: 'What changes' }],
    rows: rows.map((change) => [
      { text: change.name },
      {
        html: html`${sayChange(change, classNames)}${change.state !== 'planned' && html` <strong>${changeWords[change.state]}</strong>`}${change.why !== null && html`<br>${change.why}`}`,
      },
    ]),
  })}
${
  pages > 1 &&
  govuk.pagination({
    ...(page > 1 ? { previous: link(page - 1) } : {}),
    ...(page < pages ? { next: link(page + 1) } : {}),
  })
}`
}
