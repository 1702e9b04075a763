// A setting as a question of a form, and what was answered as its value.

import type { SettingDefinition } from '#/platform/settings/settings.ts'
import type { Field, TypedValues } from '#/platform/web/components/fields.ts'

/** The question, or several where an order is asked for. */
export function fieldsOf(setting: SettingDefinition): readonly Field[] {
  const { title, shape } = setting
  const named = { name: 'value', label: title }
  switch (shape.as) {
    case 'yesNo':
      return [
        {
          ...named,
          kind: 'choice',
          inline: true,
          choices: [
            { value: 'yes', text: 'Yes' },
            { value: 'no', text: 'No' },
          ],
        },
      ]
    case 'number':
      return [{ ...named, kind: 'text', inputmode: 'decimal', width: 5, suffix: shape.unit }]
    case 'text':
      return shape.longText
        ? [{ ...named, kind: 'longText', rows: 4 }]
        : [{ ...named, kind: 'text', width: 30 }]
    case 'choice':
      return [{ ...named, kind: 'choice', choices: shape.choices, small: true }]
    case 'choices':
      return [{ ...named, kind: 'choices', choices: shape.choices, small: true }]
    case 'order':
      return shape.choices.map((_, place) => ({
        kind: 'select',
        name: placeName(place),
        label: place === 0 ? `${title}: first` : 'then',
        choices: [{ value: '', text: 'Nobody' }, ...shape.choices],
      }))
  }
}

/** A value as the fields hold it. */
export function typedOf({ shape }: Pick<SettingDefinition, 'shape'>, value: unknown): TypedValues {
  if (shape.as === 'yesNo') return { value: value === true ? 'yes' : 'no' }
  if (shape.as === 'choices') return { value: Array.isArray(value) ? value.map(String) : [] }
  if (shape.as !== 'order') return { value: String(value) }
  const places = Array.isArray(value) ? value.map(String) : []
  return Object.fromEntries(places.map((one, place) => [placeName(place), one]))
}

/** What was typed, as a value for the schema to judge. */
export function answerOf({ shape }: Pick<SettingDefinition, 'shape'>, typed: TypedValues): unknown {
  const sent = typed.value
  switch (shape.as) {
    case 'yesNo':
      return sent === 'yes' ? true : sent === 'no' ? false : undefined
    case 'number':
      return typeof sent === 'string' && sent.trim() !== '' ? Number(sent) : undefined
    case 'choices':
      return sent === undefined ? [] : typeof sent === 'string' ? [sent] : sent
    case 'order':
      return [...new Set(shape.choices.map((_, place) => typed[placeName(place)]).filter((one) => one))]
    default:
      return sent
  }
}

/** Name of the field for one place in an order. */
const placeName = (place: number): string => (place === 0 ? 'value' : `value-${place + 1}`)
