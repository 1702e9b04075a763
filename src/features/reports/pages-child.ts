import type { Field, FieldErrors, TypedValues } from '#/platform/web/components/fields.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { pictureChoices } from '#/platform/web/components/picture-choices.ts'
import { questionPage } from '#/platform/web/components/question-page.ts'
import { writtenWords } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type ChildStep, childForm, childSaid, childSteps } from './child-form.ts'
import { childKinds, childSafe, childWho } from './child-words.ts'

export type ChildPage = {
  step: ChildStep
  action: string
  csrf: string
  once: string
  values: TypedValues
  errors: FieldErrors
  /** We know who it is: the question for a name is left out. */
  knownByName: boolean
}

/** One question for a child. */
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
    },
  })
}

/** What the pages before have asked travels along. */
function carried({ step, values }: ChildPage): Field[] {
  const here: readonly string[] = childSteps.find(({ key }) => key === step)?.fields ?? []
  return childSteps
    .flatMap(({ fields }) => [...fields])
    .filter((name) => !here.includes(name))
    .map((name) => ({ kind: 'hidden', name, value: String(values[name] ?? '') }))
}

function questions({ step, values, errors }: ChildPage): (Field | Html)[] {
  switch (step) {
    case 'what':
      return [tiles('what', 'What is it about?', childKinds, values, errors)]
    case 'safe':
      return [tiles('safe', 'Are you safe right now?', childSafe, values, errors)]
    case 'words':
      return [
        {
          kind: 'longText',
          name: 'words',
          label: 'What happened?',
          hint: 'Write it in your own words, or leave it empty. Spelling does not matter.',
          heading: true,
          rows: 5,
        },
      ]
    case 'who':
      return [
        tiles('who', 'Who did it?', childWho, values, errors),
        { kind: 'text', name: 'whoName', label: 'Their name, if you want to say', autocomplete: 'off' },
      ]
    case 'grownUp':
      return [
        html`<h1 class="govuk-heading-l">Who would you like to talk to?</h1>`,
        {
          kind: 'text',
          name: 'talkTo',
          label: 'A grown-up at school',
          hint: 'Write their name, like Mr Green or Sam Green. Leave it empty if you don’t mind who.',
          autocomplete: 'off',
        },
        {
          kind: 'text',
          name: 'notTell',
          label: 'Is there somebody who should not know?',
          hint: 'Write their name, or leave it empty.',
          autocomplete: 'off',
        },
      ]
    case 'name':
      return [
        {
          kind: 'text',
          name: 'name',
          label: 'What is your name?',
          hint: 'You don’t have to say. If you do, a grown-up can come and find you.',
          heading: true,
          autocomplete: 'off',
        },
      ]
    case 'check':
      return [checkAnswers(values)]
  }
}

function tiles(
  name: string,
  question: string,
  choices: Parameters<typeof pictureChoices>[0]['choices'],
  values: TypedValues,
  errors: FieldErrors,
): Html {
  return pictureChoices({ name, question, choices, values, errors, heading: true })
}

function checkAnswers(values: TypedValues): Html {
  const read = childForm.safeParse(values)
  const said = read.success ? childSaid(read.data) : []
  return html`<h1 class="govuk-heading-l">Is this right?</h1>
${govuk.summaryList({ rows: said.map(({ ask, answer }) => ({ key: { text: ask }, value: { html: writtenWords(answer.reveal()) } })) })}`
}

function helpNowForChild(): Html {
  return govuk.warningText({
    text: 'Tell a grown-up near you now, or ring 999. Then you can go on here.',
    iconFallbackText: 'Important',
  })
}
