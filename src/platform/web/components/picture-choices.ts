import { type Html, html } from '../html.ts'
import { type Picture, picture } from '../pictures.ts'
import type { FieldErrors, TypedValues } from './fields.ts'
import { govuk } from './govuk.ts'

/** A question to a child with large tiles to press, each a picture and a few words. */
export function pictureChoices(parts: {
  name: string
  question: string
  hint?: string
  choices: readonly { value: string; text: string; picture: Picture }[]
  values?: TypedValues
  errors?: FieldErrors
  /** More than one may be pressed. */
  several?: boolean
  /** The question is the page's heading. */
  heading?: boolean
}): Html {
  const chosen = parts.values?.[parts.name] ?? []
  const values = typeof chosen === 'string' ? chosen.split(',') : chosen
  const error = parts.errors?.[parts.name]
  const options = {
    name: parts.name,
    idPrefix: parts.name,
    classes: 'sk-tiles',
    fieldset: {
      legend: {
        text: parts.question,
        classes: 'govuk-fieldset__legend--l',
        isPageHeading: parts.heading,
      },
    },
    hint: parts.hint === undefined ? undefined : { text: parts.hint },
    errorMessage: error === undefined ? undefined : { text: error },
    items: parts.choices.map((choice) => ({
      value: choice.value,
      html: html`${picture(choice.picture)}<span class="sk-choice__text">${choice.text}</span>`,
      checked: values.includes(choice.value),
    })),
  }
  return parts.several ? govuk.checkboxes(options) : govuk.radios(options)
}
