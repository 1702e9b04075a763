import { Html, html } from '../html.ts'
import { drawField, type Field, type FieldErrors, type TypedValues } from './fields.ts'
import { govuk } from './govuk.ts'

export type Form = {
  action: string
  csrf: string
  /** Token of this drawing of the form: sent twice, it makes one record. */
  once?: string
  values?: TypedValues
  errors?: FieldErrors
  /** Questions in order. Markup may stand between them. */
  fields: readonly (Field | Html)[]
  submit: string
  /** `warning` for what cannot be undone; `secondary` for what the page is not chiefly for. */
  weight?: 'usual' | 'secondary' | 'warning'
  /** Whoever goes back to the page finds it empty: for what another may read over one's shoulder. */
  forgets?: boolean
  /** Stands beside the button: a link to leave without saving, or a second button. */
  beside?: Html
}

/** A POST form with what was typed and what was wrong. The summary of errors is drawn by the layout, above the page. */
export function form(parts: Form): Html {
  const values = parts.values ?? {}
  const errors = parts.errors ?? {}
  const takesFile = parts.fields.some((field) => !(field instanceof Html) && field.kind === 'file')
  const type = takesFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'
  const button = govuk.button({
    text: parts.submit,
    preventDoubleClick: true,
    classes:
      parts.weight === undefined || parts.weight === 'usual' ? undefined : `govuk-button--${parts.weight}`,
  })
  return html`<form class="sk-form" method="post" action="${parts.action}" enctype="${type}" novalidate${parts.forgets && html` autocomplete="off"`} data-once>
${csrfField(parts.csrf)}${parts.once !== undefined && onceField(parts.once)}
${parts.fields.map((field) => (field instanceof Html ? field : drawField(field, values, errors)))}
<div class="govuk-button-group">${button}${parts.beside}</div>
</form>`
}

/** One button that changes something, with the fields that it sends. For what needs no typing. */
export function buttonForm(parts: {
  action: string
  csrf: string
  once?: string
  text: string
  /** What the button is about, for whoever hears it without the row beside it. */
  about?: string
  values?: Readonly<Record<string, string>>
  classes?: string
}): Html {
  const { text, about } = parts
  const label =
    about === undefined
      ? { text }
      : { html: html`${text}<span class="govuk-visually-hidden"> ${about}</span>` }
  const hidden = Object.entries(parts.values ?? {}).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form class="sk-button-form" method="post" action="${parts.action}" novalidate data-once>
${csrfField(parts.csrf)}${parts.once !== undefined && onceField(parts.once)}${hidden}
${govuk.button({ ...label, classes: parts.classes, preventDoubleClick: true })}
</form>`
}

/** The hidden field that proves that a form was drawn by us for this session. */
export function csrfField(token: string): Html {
  return html`<input type="hidden" name="csrf" value="${token}">`
}

/** The hidden field that makes one record of a form that is sent twice. */
export function onceField(token: string): Html {
  return html`<input type="hidden" name="once" value="${token}">`
}

/** The list at the top of a page of what must be mended, each linked to its field. Nothing wrong prints nothing. */
export function errorSummary(errors: FieldErrors): Html | undefined {
  const entries = Object.entries(errors)
  if (entries.length === 0) return undefined
  return govuk.errorSummary({
    titleText: 'There is a problem',
    errorList: entries.map(([name, text]) => ({ text, href: name === '' ? undefined : `#${name}` })),
  })
}

/**
 * What was sent, with each date field's three boxes joined under its own name: 2026-11-22. Boxes left empty give
 * nothing; half a date gives what was typed, which no date is, so that the form's schema can refuse it in words.
 */
export function withDates<Sent extends TypedValues>(
  sent: Sent,
  names: readonly string[],
): Sent & TypedValues {
  const dates = names.map((name) => {
    const [year, month, day] = ['year', 'month', 'day'].map((part) =>
      String(sent[`${name}-${part}`] ?? '').trim(),
    )
    const written = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
    return [name, year || month || day ? written : undefined] as const
  })
  return { ...sent, ...Object.fromEntries(dates.filter(([, date]) => date !== undefined)) }
}
