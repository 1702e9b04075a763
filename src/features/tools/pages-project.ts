import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { statusTag } from '#/platform/web/components/records.ts'
import { summaryRow } from '#/platform/web/components/summary-row.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import type { Drawn } from './pages.ts'
import { needs, type Project, projectStandingOn, projectStandings } from './project.ts'

type Named = { project: Project; className: string; toolName: string | null }

/** Every project, newest first. */
export function projectsPage(
  rows: readonly Named[],
  today: string,
  { at, opens }: Pick<WebRequest, 'at' | 'opens'>,
): Html {
  return html`<div class="sk-title-row"><h1 class="govuk-heading-l">Projects</h1>
${opens('/projects/new') && govuk.button({ text: 'Plan a project', href: at('/projects/new') })}</div>
<p class="govuk-body">Pupils sign up to something, send pictures of themselves or meet somebody only inside a project that was agreed, with an adult who is there.</p>
${
  rows.length === 0
    ? emptyState({ sentence: 'Nobody has planned a project yet.' })
    : plainTable({
        caption: 'Projects',
        captionClasses: 'govuk-visually-hidden',
        head: [{ text: 'Name' }, { text: 'Class' }, { text: 'From' }, { text: 'Until' }, { text: 'State' }],
        rows: rows.map(({ project, className }) => [
          { html: html`<a class="govuk-link" href="${at(`/projects/${project.id}`)}">${project.title}</a>` },
          { text: className },
          { text: formatDate(project.startsOn) },
          { text: formatDate(project.endsOn) },
          { html: statusTag(projectStandings[projectStandingOn(today, project)], 'brief') },
        ]),
      })
}`
}

type Choices = {
  tools: readonly { id: string; name: string }[]
  classes: readonly { id: string; name: string }[]
  adults: readonly { id: string; name: string }[]
}

/** What a class wants to do, when, with which tool and which adult. */
export function planPage(
  { tools, classes, adults }: Choices,
  { at, csrf, once, values, errors }: Drawn,
): Html {
  const options = (rows: readonly { id: string; name: string }[], none: string) => [
    { value: '', text: none },
    ...rows.map(({ id, name }) => ({ value: id, text: name })),
  ]
  return html`<h1 class="govuk-heading-l">Plan a project</h1>
${form({
  action: at('/projects/new'),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'text', name: 'title', label: 'Name of the project', hint: 'Without a child’s name.' },
    { kind: 'select', name: 'classId', label: 'Class', choices: options(classes, 'Choose') },
    {
      kind: 'choices',
      name: 'needs',
      label: 'What do pupils do?',
      small: true,
      choices: choicesOf(needs),
    },
    {
      kind: 'select',
      name: 'toolId',
      label: 'With which approved tool?',
      choices: options(tools, 'None'),
    },
    {
      kind: 'longText',
      name: 'plan',
      label: 'What do they do, with whom, and how are they kept safe?',
      rows: 4,
      limit: 2000,
    },
    {
      kind: 'select',
      name: 'adultId',
      label: 'Which adult is there?',
      hint: 'Whenever pupils meet somebody or send pictures.',
      choices: options(adults, 'Choose'),
    },
    { kind: 'date', name: 'startsOn', label: 'First day' },
    { kind: 'date', name: 'endsOn', label: 'Last day' },
    { kind: 'tick', name: 'parentsKnow', text: 'The parents of these pupils know of it' },
  ],
  submit: 'Send the plan',
})}`
}

export type ProjectView = Named & {
  names: ReadonlyMap<string, string>
  today: string
  mayDecide: boolean
}

/** One project as it was planned, and the decision. */
export function projectPage(view: ProjectView, drawn: Drawn): Html {
  const { project, className, toolName, names, today, mayDecide } = view
  const nameOf = (id: string | null) => (id === null ? '–' : (names.get(id) ?? 'Somebody who has left'))
  return html`<h1 class="govuk-heading-l">${project.title}</h1>
<p class="govuk-body">${statusTag(projectStandings[projectStandingOn(today, project)])}</p>
${govuk.summaryList({
  rows: [
    summaryRow('Class', className),
    summaryRow('What pupils do', project.needs.map((one) => needs[one]).join('; ')),
    summaryRow('Tool', toolName ?? 'None'),
    summaryRow('Plan', project.plan),
    summaryRow('The adult who is there', nameOf(project.adultId)),
    summaryRow('Parents', project.parentsKnow ? 'They know of it' : 'They do not know of it'),
    summaryRow('When', `${formatDate(project.startsOn)} to ${formatDate(project.endsOn)}`),
    summaryRow('Planned', `${nameOf(project.askedBy)}, ${formatInstant(project.askedAt)}`),
    ...(project.decidedAt === null
      ? []
      : [
          summaryRow(
            'Decided',
            `${nameOf(project.decidedBy)}, ${formatInstant(project.decidedAt)}${project.decidedWhy === null ? '' : `: ${project.decidedWhy}`}`,
          ),
        ]),
  ],
})}
${project.state === 'asked' && (mayDecide ? decisionPart(project, drawn) : html`<p class="govuk-body">It waits for whoever decides about projects.</p>`)}`
}

function decisionPart({ id }: Project, { at, csrf, once, values, errors }: Drawn): Html {
  return html`<h2 class="govuk-heading-m">Decide</h2>
${form({
  action: at(`/projects/${id}/decide`),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'result',
      label: 'May the class do this?',
      inline: true,
      choices: [
        { value: 'agreed', text: 'Yes' },
        { value: 'refused', text: 'No' },
      ],
    },
    { kind: 'longText', name: 'why', label: 'Why?', hint: 'For the record.', rows: 3, limit: 1000 },
  ],
  submit: 'Decide',
})}`
}
