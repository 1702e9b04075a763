import type { Field, FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { pictureChoices } from '#/platform/web/components/picture-choices.ts'
import { questionPage } from '#/platform/web/components/question-page.ts'
import { writtenWords } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { picture } from '#/platform/web/pictures.ts'
import { childForm, childSaid } from './child-form.ts'
import { type ChildVersionKey, childVersions } from './child-version.ts'
import type { ChildChoice, ChildFieldName, ChildStep, ChildVersion } from './child-words.ts'

type Tokens = { action: string; csrf: string; once: string; values: TypedValues; errors: FieldErrors }

export type ChildPage = Tokens & { step: ChildStep; version: ChildVersionKey; canGoBack: boolean }

/** One question for a child, in the words of their age. */
export function childPage(page: ChildPage): Html {
  const { step, values, errors } = page
  const last = step === 'check'
  return questionPage({
    ...(step === 'who' && values.safe === 'danger' ? { before: helpNowForChild() } : {}),
    form: {
      action: page.action,
      csrf: page.csrf,
      once: page.once,
      values,
      errors,
      fields: [...carried(page), { kind: 'hidden', name: 'step', value: step }, ...questions(page)],
      submit: last ? 'Send it' : 'Next',
      ...(page.canGoBack ? { beside: backButton(last ? 'No, change it' : 'Back') } : {}),
    },
  })
}

/** Sends what was answered so far and asks for the question before. It stands second: the Enter key presses the first. */
function backButton(text: string): Html {
  return govuk.button({
    html: html`${picture('back')} ${text}`,
    name: 'back',
    value: 'yes',
    classes: 'govuk-button--secondary sk-back',
    preventDoubleClick: true,
  })
}

/** Which of the forms it is to be, where neither the class nor the school says so: one press, no number and no name. */
export function agePage(parts: Tokens & { offered: readonly ChildVersionKey[] }): Html {
  const { offered, values, errors, ...tokens } = parts
  const answered = Object.keys(childForm(childVersions.junior).shape).filter((name) => values[name])
  return questionPage({
    form: {
      ...tokens,
      values,
      errors,
      fields: [
        { kind: 'hidden', name: 'step', value: 'age' },
        ...answered.map((name): Field => ({ kind: 'hidden', name, value: String(values[name] ?? '') })),
        pictureChoices({
          name: 'version',
          question: 'Which one is you?',
          choices: offered.map((key) => ({
            value: key,
            text: childVersions[key].text,
            picture: childVersions[key].picture,
          })),
          values,
          errors,
          heading: true,
        }),
      ],
      submit: 'Next',
    },
  })
}

/** What the pages before have asked travels along. */
function carried({ version, step, values }: ChildPage): Field[] {
  const { steps } = childVersions[version]
  const here: readonly string[] = steps.find(({ key }) => key === step)?.fields ?? []
  return [
    { kind: 'hidden', name: 'version', value: version },
    ...steps
      .flatMap(({ fields }) => [...fields])
      .filter((name) => !here.includes(name))
      .map((name): Field => ({ kind: 'hidden', name, value: String(values[name] ?? '') })),
  ]
}

function questions(page: ChildPage): (Field | Html)[] {
  const version: ChildVersion = childVersions[page.version]
  if (page.step === 'check') return [checkAnswers(version, page.values)]
  const fields = version.steps.find(({ key }) => key === page.step)?.fields ?? []
  const several = fields.length > 1 && choicesOf(version, fields[0]) === undefined
  return [
    several && html`<h1 class="govuk-heading-l">Who should know?</h1>`,
    ...fields.map((name, index) => question(version, name, page, index === 0 && !several)),
  ].filter((part) => part !== false)
}

function question(
  version: ChildVersion,
  name: ChildFieldName,
  { values, errors }: ChildPage,
  heading: boolean,
): Field | Html {
  const label = version.asks[name]
  const hint = version.hints[name] === undefined ? {} : { hint: version.hints[name] }
  const choices = choicesOf(version, name)
  if (choices && version.plain) return { kind: 'choice', name, label, heading, choices, ...hint }
  if (choices) return pictureChoices({ name, question: label, choices, values, errors, heading, ...hint })
  if (name === 'words') return { kind: 'longText', name, label, heading, rows: 5, ...hint }
  return { kind: 'text', name, label, heading, autocomplete: 'off', ...hint }
}

function choicesOf(
  { kinds, safe, who, helpers }: ChildVersion,
  name: ChildFieldName | undefined,
): readonly ChildChoice[] | undefined {
  if (name === 'what') return kinds
  if (name === 'safe') return safe
  if (name === 'who') return who
  return name === 'helper' ? helpers : undefined
}

function checkAnswers(version: ChildVersion, values: TypedValues): Html {
  const read = childForm(version).safeParse(values)
  const said = read.success ? childSaid(version, read.data) : []
  const pressed = new Map(
    [...version.kinds, ...version.safe, ...version.who, ...version.helpers].map((one) => [
      one.text,
      one.picture,
    ]),
  )
  const drawn = (answer: string): Html => {
    const image = version.plain ? undefined : pressed.get(answer)
    return image === undefined
      ? writtenWords(answer)
      : html`<span>${picture(image)}<span>${answer}</span></span>`
  }
  return html`<h1 class="govuk-heading-l">Is this right?</h1>
${govuk.summaryList({ rows: said.map(({ ask, answer }) => ({ key: { text: ask }, value: { html: drawn(answer.reveal()) } })) })}`
}

function helpNowForChild(): Html {
  return govuk.warningText({
    text: 'Tell a grown-up near you now, or ring 999. Then you can go on here.',
    iconFallbackText: 'Important',
  })
}
