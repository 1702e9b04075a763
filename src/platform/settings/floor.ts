// Settings that a safety promise stands on: a school may ask for more than the default, never for less.

import type { SettingDefinition } from './settings.ts'

/** Which way is stricter: a lower number, a higher number, or more of the choices. */
export type Stricter = 'lower' | 'higher' | 'more'

type FloorRow = { holds: (value: unknown, floor: unknown) => boolean; sentence: (floor: string) => string }

const floors: Readonly<Record<Stricter, FloorRow>> = {
  lower: {
    holds: (value, floor) => Number(value) <= Number(floor),
    sentence: (floor) => `This protects children: choose ${floor} or less.`,
  },
  higher: {
    holds: (value, floor) => Number(value) >= Number(floor),
    sentence: (floor) => `This protects children: choose ${floor} or more.`,
  },
  more: {
    holds: (value, floor) => listOf(floor).every((one) => listOf(value).includes(one)),
    sentence: (floor) => `This protects children: add to the list as you like, but keep ${floor}.`,
  },
}

/** Why the value is weaker than the floor allows, in a sentence; null when it is not. */
export function floorProblem(setting: SettingDefinition, value: unknown): string | null {
  if (setting.onlyStricter === undefined) return null
  const { holds, sentence } = floors[setting.onlyStricter]
  return holds(value, setting.default) ? null : sentence(sayValue(setting, setting.default))
}

/** The value in words, as pages and the trail print it. */
export function sayValue({ shape }: Pick<SettingDefinition, 'shape'>, value: unknown): string {
  switch (shape.as) {
    case 'yesNo':
      return value === true ? 'Yes' : 'No'
    case 'number':
      return `${String(value)} ${value === 1 ? shape.unit.replace(/s$/, '') : shape.unit}`
    case 'text':
      return String(value)
    default: {
      const words = listOf(value).map(
        (one) => shape.choices.find((choice) => choice.value === one)?.text ?? one,
      )
      return words.length === 0 ? 'nobody and nothing' : words.join(shape.as === 'order' ? ', then ' : ', ')
    }
  }
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)]
}
