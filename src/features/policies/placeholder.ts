// A policy quotes what the school can set: `{setting:tasks.unopenedMinutes}` prints "15 minutes". The words are filled
// in when the text is sent for approval, so that what was signed stays what it is when a setting changes.

import { sayValue } from '#/platform/settings/floor.ts'
import type { SettingDefinition } from '#/platform/settings/settings.ts'

const placeholder = /\{([^{}\n]*)\}/g

/** What stands between braces, in the order of the text. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].map(([, name = '']) => name)
}

/** The settings that a text quotes. */
export function settingsIn(text: string): readonly string[] {
  return placeholdersIn(text)
    .filter((name) => name.startsWith('setting:'))
    .map((name) => name.slice('setting:'.length))
}

/** Why a placeholder cannot be filled in, as a sentence; null when all can. */
export function placeholderProblem(
  text: string,
  settings: ReadonlyMap<string, SettingDefinition>,
): string | null {
  for (const name of placeholdersIn(text)) {
    if (name === 'school') continue
    const key = name.startsWith('setting:') ? name.slice('setting:'.length) : undefined
    if (key === undefined || !settings.has(key)) {
      return `“{${name}}” is nothing that can be filled in. Between braces stands {school}, or a setting.`
    }
  }
  return null
}

export type Quoted = {
  schoolName: string
  settings: ReadonlyMap<string, SettingDefinition>
  /** What the school set, for the settings that are quoted. */
  values: ReadonlyMap<string, unknown>
}

/** The text with the school's name and settings in their places. What cannot be filled in stays as it was typed. */
export function fillIn(text: string, { schoolName, settings, values }: Quoted): string {
  return text.replaceAll(placeholder, (whole, name: string) => {
    if (name === 'school') return schoolName
    const setting = settings.get(name.replace('setting:', ''))
    if (setting === undefined) return whole
    const key = setting.key
    return inSentence(sayValue(setting, values.has(key) ? values.get(key) : setting.default))
  })
}

/** "1 months" reads badly inside a sentence. */
function inSentence(words: string): string {
  return /^1 \w+s$/.test(words) ? words.slice(0, -1) : words
}
