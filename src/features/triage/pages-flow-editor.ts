// The editor of a school’s copy of a flow: one box as a form, or the whole as text.

import type { Field, FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { exitsOf, type Flow, type FlowNode } from './flow.ts'
import type { Tokens } from './pages-flows.ts'
import { roleNames } from './run-flow.ts'
import { roleLists, timers } from './triage-settings.ts'
import { clocks, roles } from './triage-words.ts'

/** One node as a form: words, guidance, who, time, and where its lines lead. */
export function editNodePage(parts: {
  flow: Flow
  node: FlowNode
  action: string
  back: string
  tokens: Tokens
  values: TypedValues
  errors: FieldErrors
}): Html {
  const { flow, node, action, back, tokens, errors } = parts
  return html`${govuk.backLink({ text: 'Back to the flow', href: back })}
<p class="govuk-caption-l">${flow.title}, version ${flow.version}</p>
<h1 class="govuk-heading-l">Change “${node.title}”</h1>
${form({
  action,
  ...tokens,
  values: { ...nodeValues(node), ...parts.values },
  errors,
  fields: fieldsOf(flow, node),
  submit: 'Save this box',
})}`
}

function fieldsOf(flow: Flow, node: FlowNode): Field[] {
  const others = flow.nodes
    .filter(({ id }) => id !== node.id)
    .map(({ id, title }) => ({ value: id, text: title }))
  return [
    { kind: 'longText', name: 'title', label: 'What is asked or done', rows: 2 },
    {
      kind: 'longText',
      name: 'guidance',
      label: 'Help beside it',
      hint: 'One sentence on a line.',
      optional: true,
    },
    ...('who' in node ? [{ kind: 'select', name: 'who', label: 'Who', choices: whoChoices } as const] : []),
    ...(node.kind === 'step' || node.kind === 'gate'
      ? [{ kind: 'select', name: 'timer', label: 'By when', choices: timerChoices } as const]
      : []),
    ...exitsOf(node).map(
      ({ label }, i) =>
        ({
          kind: 'select',
          name: `next-${i}`,
          label: label ? `After “${label}”, go on with` : 'Go on with',
          choices: others,
        }) as const,
    ),
  ]
}

const inWords = (name: string) => name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)

const whoChoices = [
  ...roles.map((role) => ({ value: role, text: roleNames[role] })),
  ...roleLists.map((list) => ({
    value: `setting ${list}`,
    text: `whoever the setting says: ${inWords(list)}`,
  })),
]

const timerChoices = [
  { value: 'none', text: 'No time of its own' },
  ...timers.flatMap((timer) =>
    clocks
      .filter((clock) => timer.toLowerCase().endsWith(clock.toLowerCase()))
      .map((clock) => ({ value: `${timer} ${clock}`, text: `as set: ${inWords(timer)}` })),
  ),
]

function nodeValues(node: FlowNode): TypedValues {
  const who = 'who' in node ? (typeof node.who === 'string' ? node.who : `setting ${node.who.setting}`) : ''
  const timer = node.kind === 'step' || node.kind === 'gate' ? node.timer : undefined
  return {
    title: node.title,
    guidance: node.guidance.join('\n'),
    who,
    timer: timer ? `${timer.setting} ${timer.clock}` : 'none',
    ...Object.fromEntries(exitsOf(node).map(({ to }, i) => [`next-${i}`, to])),
  }
}

/** The whole flow as text, for whoever wants to write it in one go. */
export function flowTextPage(parts: {
  flow: Flow
  action: string
  back: string
  tokens: Tokens
  values: TypedValues
  errors: FieldErrors
}): Html {
  const { flow, action, back, tokens, values, errors } = parts
  return html`${govuk.backLink({ text: 'Back to the flow', href: back })}
<h1 class="govuk-heading-l">${flow.title} as text</h1>
<p class="govuk-body">The whole flow, as JSON. Its name and version stay as they are. Whatever breaks a rule is named after you save.</p>
${form({
  action,
  ...tokens,
  values: { text: JSON.stringify(flow, null, 2), ...values },
  errors,
  fields: [{ kind: 'longText', name: 'text', label: 'The flow', rows: 30 }],
  submit: 'Save the draft',
})}`
}
