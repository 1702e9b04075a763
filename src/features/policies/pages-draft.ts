// Forms that change a draft: its facts, and one paragraph at a time.

import { choicesOf } from '#/platform/forms/choices.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { designatedRoles } from '../people/index.ts'
import type { FormPage } from './pages-register.ts'
import type { Paragraph, Version } from './version.ts'

type Theirs = Readonly<Record<string, string>> | null

/** Both versions, when somebody else saved first. */
function theirsPart(theirs: Theirs): Html {
  if (theirs === null) return html``
  return govuk.insetText({
    html: html`<h2 class="govuk-heading-s">What stands now</h2>
${Object.values(theirs).map((text) => text && html`<p class="govuk-body">${text}</p>`)}
<p class="govuk-body">What you wrote is below. Saving it takes the place of what stands now.</p>`,
  })
}

/** Title, scope, owner and dates of a draft. */
export function factsPage(page: FormPage & { version: Version; theirs: Theirs }): Html {
  const { version, at, csrf, once, values, errors, theirs } = page
  const back = at(`/policy-register/versions/${version.id}`)
  return html`${govuk.backLink({ text: 'The draft', href: back })}
<h1 class="govuk-heading-l">Title, scope, owner and dates</h1>
${theirsPart(theirs)}
${form({
  action: at(`/policy-register/versions/${version.id}/facts`),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'hidden', name: 'revision', value: String(version.revision) },
    { kind: 'text', name: 'title', label: 'Title' },
    {
      kind: 'longText',
      name: 'scope',
      label: 'Whom and what does it cover?',
      hint: 'One or two sentences. They stand below the title.',
      rows: 3,
      limit: 1000,
    },
    {
      kind: 'select',
      name: 'owner',
      label: 'Whose policy is it?',
      choices: choicesOf(designatedRoles),
    },
    {
      kind: 'date',
      name: 'appliesFrom',
      label: 'From which day does it apply?',
      hint: 'Left empty, it is the day on which it is adopted.',
      optional: true,
    },
    {
      kind: 'longText',
      name: 'changeNote',
      label: 'What changed since the version before, in a sentence or two?',
      rows: 3,
      limit: 1000,
      optional: true,
    },
  ],
  submit: 'Save',
})}`
}

export type ParagraphPage = FormPage & {
  version: Version
  /** Null for one that is not there yet. */
  paragraph: Paragraph | null
  after: string | null
  headings: readonly string[]
  theirs: Theirs
}

/** One paragraph: its section, its text, and the clauses that it keeps. */
export function paragraphPage(page: ParagraphPage): Html {
  const { version, paragraph, after, at, csrf, once, values, errors } = page
  const base = `/policy-register/versions/${version.id}`
  const to = paragraph ? `${base}/paragraphs/${paragraph.id}` : `${base}/paragraphs/new`
  return html`${govuk.backLink({ text: 'The draft', href: at(base) })}
<h1 class="govuk-heading-l">${paragraph ? `Paragraph ${paragraph.number}` : 'A new paragraph'}</h1>
${theirsPart(page.theirs)}
${form({
  action: at(to),
  csrf,
  once,
  values,
  errors,
  fields: [
    { kind: 'hidden', name: 'revision', value: String(paragraph?.revision ?? 0) },
    ...(after === null ? [] : [{ kind: 'hidden', name: 'after', value: after } as const]),
    {
      kind: 'text',
      name: 'heading',
      label: 'Section',
      hint:
        page.headings.length > 0 ? `Sections so far: ${page.headings.join('; ')}` : 'The heading above it',
    },
    {
      kind: 'longText',
      name: 'text',
      label: 'Text',
      hint: 'Lines that begin with a hyphen become a list. {school} and settings in braces are filled in when it is approved.',
      rows: 8,
      limit: 6000,
    },
    {
      kind: 'text',
      name: 'clauses',
      label: 'Clauses that it keeps',
      hint: 'Like A12, T103. They tie the paragraph to what Schoolkeeper does for it.',
      optional: true,
    },
  ],
  submit: 'Save',
})}
${paragraph && aroundPart(page, paragraph)}`
}

function aroundPart({ version, at, csrf }: ParagraphPage, paragraph: Paragraph): Html {
  const base = `/policy-register/versions/${version.id}/paragraphs/${paragraph.id}`
  const button = (text: string, path: string, values?: Readonly<Record<string, string>>) =>
    buttonForm({
      action: at(`${base}/${path}`),
      csrf,
      text,
      classes: 'govuk-button--secondary',
      ...(values ? { values } : {}),
    })
  return html`<h2 class="govuk-heading-m">Its place</h2>
<div class="govuk-button-group">${button('Move it up', 'move', { direction: 'up' })}${button('Move it down', 'move', { direction: 'down' })}${button('Take it out', 'remove')}</div>`
}

/** Asks for a Word file whose text takes the place of the draft’s. */
export function wordPage(page: FormPage & { version: Version; replaces: number }): Html {
  const { version, replaces, at, csrf, once, errors } = page
  const base = `/policy-register/versions/${version.id}`
  return html`${govuk.backLink({ text: 'The draft', href: at(base) })}
<h1 class="govuk-heading-l">Take the text from a Word file</h1>
<p class="govuk-body">Headings, paragraphs and lists are taken over as plain text. Pictures, tables’ lines and comments are left behind, and the file itself is not kept.</p>
${replaces > 0 && govuk.warningText({ text: `The ${replaces} paragraphs of this draft are replaced. Those that are the same word for word keep their clauses and their history.`, iconFallbackText: 'Warning' })}
${form({
  action: at(`${base}/word`),
  csrf,
  once,
  errors,
  fields: [
    {
      kind: 'file',
      name: 'file',
      label: 'Word file',
      hint: 'Saved as .docx, up to 8 MB, without macros',
      accept: '.docx',
    },
  ],
  submit: 'Take the text',
})}`
}
