import { type Html, html } from '../html.ts'
import { govuk } from './govuk.ts'

/** What was typed, by field name. A field that was sent twice (tick boxes) is a list, or its values joined by commas. */
export type TypedValues = Readonly<Record<string, string | readonly string[] | undefined>>

/** Field name to a sentence that says what to do. The field `''` stands for the form as a whole. */
export type FieldErrors = Readonly<Record<string, string>>

type Labelled = {
  name: string
  label: string
  hint?: string | Html
  optional?: boolean
  /** The label is the page's heading: one question on a page. */
  heading?: boolean
}

/** One answer among several. `reveals` are fields that show when it is chosen; `alone` clears all other ticks. */
export type Choice =
  | { value: string; text: string; hint?: string; reveals?: readonly Field[]; alone?: boolean }
  | { divider: string }

type TextField = Labelled & {
  kind: 'text'
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30
  type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'time'
  inputmode?: 'numeric' | 'decimal' | 'email' | 'tel' | 'text'
  autocomplete?: string
  prefix?: string
  suffix?: string
}

/** A question of a form, as data. `drawField` turns it into GOV.UK's inputs. */
export type Field =
  | TextField
  | (Labelled & { kind: 'password'; autocomplete: 'current-password' | 'new-password' })
  | (Labelled & { kind: 'longText'; rows?: number; limit?: number })
  | (Labelled & { kind: 'choice'; choices: readonly Choice[]; inline?: boolean; small?: boolean })
  | (Labelled & { kind: 'choices'; choices: readonly Choice[]; small?: boolean })
  | (Labelled & { kind: 'select'; choices: readonly { value: string; text: string }[] })
  | (Labelled & { kind: 'date' })
  | (Labelled & { kind: 'file'; accept?: string })
  | { kind: 'tick'; name: string; text: string; hint?: string }
  | { kind: 'hidden'; name: string; value?: string }

/** Draws one field with what was typed into it and what was wrong with it. */
export function drawField(field: Field, values: TypedValues, errors: FieldErrors): Html {
  switch (field.kind) {
    case 'text':
      return textField(field, values, errors)
    case 'password':
      return govuk.passwordInput({
        ...basics(field, errors),
        label: labelOf(field),
        autocomplete: field.autocomplete,
      })
    case 'longText':
      return longTextField(field, values, errors)
    case 'choice':
      return choiceField(field, values, errors)
    case 'choices':
      return choicesField(field, values, errors)
    case 'select':
      return selectField(field, values, errors)
    case 'date':
      return dateField(field, values, errors)
    case 'file':
      return govuk.fileUpload({
        ...basics(field, errors),
        label: labelOf(field),
        attributes: { accept: field.accept ?? '*/*' },
      })
    case 'tick':
      return tickField(field, values, errors)
    case 'hidden':
      return html`<input type="hidden" name="${field.name}" value="${field.value ?? single(values, field.name)}">`
  }
}

function basics(field: Labelled, errors: FieldErrors) {
  return {
    id: field.name,
    name: field.name,
    hint: hintOf(field.hint),
    errorMessage: errorOf(field.name, errors),
  }
}

function textField(field: TextField, values: TypedValues, errors: FieldErrors): Html {
  return govuk.input({
    ...basics(field, errors),
    label: labelOf(field),
    value: single(values, field.name),
    type: field.type ?? 'text',
    inputmode: field.inputmode,
    autocomplete: field.autocomplete,
    prefix: field.prefix === undefined ? undefined : { text: field.prefix },
    suffix: field.suffix === undefined ? undefined : { text: field.suffix },
    classes: field.width ? `govuk-input--width-${field.width}` : undefined,
  })
}

function longTextField(field: Field & { kind: 'longText' }, values: TypedValues, errors: FieldErrors): Html {
  const options = {
    ...basics(field, errors),
    label: labelOf(field),
    value: single(values, field.name),
    rows: String(field.rows ?? 5),
  }
  return field.limit === undefined
    ? govuk.textarea(options)
    : govuk.characterCount({ ...options, maxlength: String(field.limit), threshold: '75' })
}

function choiceField(field: Field & { kind: 'choice' }, values: TypedValues, errors: FieldErrors): Html {
  const chosen = single(values, field.name)
  return govuk.radios({
    name: field.name,
    idPrefix: field.name,
    fieldset: { legend: legendOf(field) },
    hint: hintOf(field.hint),
    errorMessage: errorOf(field.name, errors),
    classes: [field.inline && 'govuk-radios--inline', field.small && 'govuk-radios--small']
      .filter(Boolean)
      .join(' '),
    items: field.choices.map((choice) =>
      'divider' in choice ? choice : { ...itemOf(choice, values, errors), checked: choice.value === chosen },
    ),
  })
}

function choicesField(field: Field & { kind: 'choices' }, values: TypedValues, errors: FieldErrors): Html {
  const chosen = several(values, field.name)
  return govuk.checkboxes({
    name: field.name,
    idPrefix: field.name,
    fieldset: { legend: legendOf(field) },
    hint: hintOf(field.hint),
    errorMessage: errorOf(field.name, errors),
    classes: field.small ? 'govuk-checkboxes--small' : undefined,
    items: field.choices.map((choice) =>
      'divider' in choice
        ? choice
        : {
            ...itemOf(choice, values, errors),
            checked: chosen.includes(choice.value),
            behaviour: choice.alone ? 'exclusive' : undefined,
          },
    ),
  })
}

function itemOf(choice: Exclude<Choice, { divider: string }>, values: TypedValues, errors: FieldErrors) {
  const revealed = choice.reveals?.map((field) => drawField(field, values, errors))
  return {
    value: choice.value,
    text: choice.text,
    hint: hintOf(choice.hint),
    conditional: revealed ? { html: html`${revealed}` } : undefined,
  }
}

function selectField(field: Field & { kind: 'select' }, values: TypedValues, errors: FieldErrors): Html {
  const chosen = single(values, field.name)
  return govuk.select({
    ...basics(field, errors),
    label: labelOf(field),
    items: field.choices.map((choice) => ({ ...choice, selected: choice.value === chosen })),
  })
}

/** Day, month and year. A date that is known already may stand in `values` as 2026-11-22 under the field's own name. */
function dateField(field: Field & { kind: 'date' }, values: TypedValues, errors: FieldErrors): Html {
  const [year, month, day] = single(values, field.name).split('-')
  const known: Readonly<Record<string, string | undefined>> = { day, month, year }
  // Once the boxes were sent, each shows what was typed into it: the joined date pads what was left empty.
  const boxed = ['day', 'month', 'year'].some((name) => values[`${field.name}-${name}`] !== undefined)
  const part = (name: string, width: number) => ({
    name,
    // The error summary links to the field's own name, so the first box carries it.
    id: name === 'day' ? field.name : `${field.name}-${name}`,
    value: boxed ? single(values, `${field.name}-${name}`) : known[name],
    classes: `govuk-input--width-${width}${field.name in errors ? ' govuk-input--error' : ''}`,
  })
  return govuk.dateInput({
    id: `${field.name}-date`,
    namePrefix: field.name,
    fieldset: { legend: legendOf(field) },
    hint: hintOf(field.hint),
    errorMessage: errorOf(field.name, errors),
    items: [part('day', 2), part('month', 2), part('year', 4)],
  })
}

function tickField(field: Field & { kind: 'tick' }, values: TypedValues, errors: FieldErrors): Html {
  return govuk.checkboxes({
    name: field.name,
    idPrefix: field.name,
    errorMessage: errorOf(field.name, errors),
    items: [
      {
        value: 'yes',
        text: field.text,
        hint: hintOf(field.hint),
        checked: single(values, field.name) === 'yes',
      },
    ],
  })
}

function labelOf(field: Labelled) {
  const text = field.optional ? `${field.label} (optional)` : field.label
  return { text, classes: field.heading ? 'govuk-label--l' : 'govuk-label--s', isPageHeading: field.heading }
}

function legendOf(field: Labelled) {
  const { text, isPageHeading } = labelOf(field)
  return {
    text,
    classes: field.heading ? 'govuk-fieldset__legend--l' : 'govuk-fieldset__legend--s',
    isPageHeading,
  }
}

function hintOf(hint: string | Html | undefined) {
  if (hint === undefined) return undefined
  return typeof hint === 'string' ? { text: hint } : { html: hint }
}

function errorOf(name: string, errors: FieldErrors) {
  const text = errors[name]
  return text === undefined ? undefined : { text }
}

function single(values: TypedValues, name: string): string {
  const value = values[name] ?? ''
  return typeof value === 'string' ? value : (value[0] ?? '')
}

function several(values: TypedValues, name: string): readonly string[] {
  const value = values[name] ?? []
  return typeof value === 'string' ? value.split(',') : value
}
