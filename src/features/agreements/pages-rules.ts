import { formatDate, formatInstant } from '#/kernel/london-time.ts'
import type { FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { buttonForm, form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { statusTag, writtenWords } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Version } from './agreement.ts'
import { type Declaration, declarationStates, ruleNames, rules } from './declaration.ts'
import { agreementText } from './pages-text.ts'

type Forms = { csrf: string; once: string; at: (path: string) => string }

/** The adult's classes, and when each was last reminded. */
export function classesPage(
  parts: Pick<Forms, 'at'> & { classes: readonly { id: string; name: string; lastAt: Date | undefined }[] },
): Html {
  return html`<h1 class="govuk-heading-l">Go through the rules with a class</h1>
<p class="govuk-body">Shows the rules large, to put on the board before an activity.</p>
${
  parts.classes.length === 0
    ? govuk.insetText({ text: 'You have no class today. Ask the office to add you to one.' })
    : html`<ul class="sk-tasks">${parts.classes.map(
        ({ id, name, lastAt }) => html`<li class="sk-task"><div>
<a class="govuk-link sk-task__link" href="${parts.at(`/agreements/rules/${id}`)}">${name}</a></div>
<div class="sk-task__when">${lastAt ? `last on ${formatInstant(lastAt)}` : 'not yet this year'}</div></li>`,
      )}</ul>`
}`
}

/** The rules of a class, for the board, and one button to note that they were gone through. */
export function classRulesPage(
  parts: Forms & { classId: string; className: string; version: Version | undefined; may: boolean },
): Html {
  const { version, classId, at, csrf, once } = parts
  if (!version) {
    return html`<h1 class="govuk-heading-l">${parts.className}</h1>
${govuk.insetText({ text: 'No agreement for this class is in force yet.' })}`
  }
  return html`<p class="govuk-body">${parts.className}</p>${agreementText(version.agreement, version.text)}
${
  parts.may &&
  buttonForm({
    action: at(`/agreements/rules/${classId}`),
    csrf,
    once,
    text: 'We have gone through them now',
  })
}`
}

/** Declared exceptions: one's own, or all for those who decide. */
export function declarationsPage(
  parts: Forms & {
    declarations: readonly Declaration[]
    names: ReadonlyMap<string, string>
    mayDecide: boolean
    ownId: string
    errors: FieldErrors
    /** The declaration whose form was sent, with what was typed. */
    sent: { id: string; values: TypedValues } | null
  },
): Html {
  const { declarations, at } = parts
  return html`<h1 class="govuk-heading-l">Exceptions to the social media rules</h1>
<p class="govuk-body"><a class="govuk-link" href="${at('/agreements/declarations/new')}">Declare an exception</a></p>
${declarations.length === 0 && html`<p class="govuk-body">Nobody has declared any.</p>`}
${declarations.map((one) => declaration(parts, one))}`
}

function declaration(parts: Parameters<typeof declarationsPage>[0], one: Declaration): Html {
  const { names, mayDecide, ownId, at, csrf, once, sent } = parts
  const decides = mayDecide && one.state === 'waiting' && one.personId !== ownId
  return html`<section class="sk-declaration" aria-label="${rules[one.rule].words}"><h2 class="govuk-heading-m">${names.get(one.personId)}: ${rules[one.rule].words}</h2>
<p class="govuk-body">${statusTag(declarationStates[one.state])}${one.endsOn !== null && ` Until ${formatDate(one.endsOn)}.`}</p>
${writtenWords(one.what, `${names.get(one.personId) ?? ''}, ${formatInstant(one.declaredAt)}`)}
${one.decidedWhy !== null && writtenWords(one.decidedWhy, `${names.get(one.decidedBy ?? '') ?? ''}, who decided`)}
${
  decides &&
  form({
    action: at(`/agreements/declarations/${one.id}/decide`),
    csrf,
    once,
    values: sent?.id === one.id ? sent.values : {},
    errors: sent?.id === one.id ? parts.errors : {},
    fields: [
      {
        kind: 'choice',
        name: 'decision',
        label: 'Is it allowed?',
        choices: [
          { value: 'allowed', text: 'Yes' },
          { value: 'notAllowed', text: 'No, the rule holds' },
        ],
      },
      { kind: 'longText', name: 'why', label: 'Why?', rows: 2 },
      {
        kind: 'date',
        name: 'endsOn',
        label: 'Until which day?',
        hint: rules[one.rule].needsEnd ? 'It is looked at again then.' : 'Leave it empty if it does not end.',
      },
    ],
    submit: 'Decide',
  })
}</section>`
}

/** The form in which somebody declares an exception. */
export function declarePage(parts: Forms & { values: TypedValues; errors: FieldErrors }): Html {
  return html`<h1 class="govuk-heading-l">Declare an exception to the social media rules</h1>
<p class="govuk-body">Declaring protects you. It goes to the head (the head’s own to the chair of governors), who decides. Name no more than it needs.</p>
${form({
  action: parts.at('/agreements/declarations/new'),
  csrf: parts.csrf,
  once: parts.once,
  values: parts.values,
  errors: parts.errors,
  fields: [
    {
      kind: 'choice',
      name: 'rule',
      label: 'Which rule does not fit?',
      choices: ruleNames.map((value) => ({ value, text: rules[value].words, hint: rules[value].hint })),
    },
    { kind: 'longText', name: 'what', label: 'What is it about?', rows: 3, limit: 1000 },
  ],
  submit: 'Declare it',
})}`
}
