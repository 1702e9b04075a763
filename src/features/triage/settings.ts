// What a school sets about triage, one setting for each word of `TriageSettings` but one: whether words of a crime may be
// kept is evidence's to say, and is set there once. No value can weaken what protects a child: times have a longest, a suspected crime always goes to the police, and the safety rules read none of them.

import * as z from 'zod'
import type { Tx } from '#/platform/database/database.ts'
import {
  defineSetting,
  type PolicyCode,
  readSettings,
  type Setting,
  type SettingDefinition,
} from '#/platform/settings/settings.ts'
import { otherCrime } from '../evidence/index.ts'
import { roleNames } from './run-flow.ts'
import { contactWords, peopleWords, switchWords, textWords, timerWords, type Words } from './setting-words.ts'
import { contactNames } from './settle-flow.ts'
import {
  type ContactList,
  contactLists,
  defaultTriageSettings,
  longest,
  ownSwitches,
  type RoleList,
  roleLists,
  type TriageSettings,
  texts,
  timers,
  triagePresets,
} from './triage-settings.ts'
import { contacts, roles } from './triage-words.ts'

type Group = keyof TriageSettings
const presetOf = { A: 'alder', B: 'beech', T: 'thorn', H: 'hazel', R: 'rowan' } as const

function define<T>(
  group: Group,
  name: string,
  words: Words,
  rest: Pick<Setting<T>, 'schema' | 'shape'>,
): Setting<T> {
  const valueIn = (settings: TriageSettings) => (settings[group] as Record<string, unknown>)[name] as T
  const usual = valueIn(defaultTriageSettings)
  const presets = Object.entries(presetOf)
    .map(([code, preset]) => [code, valueIn(triagePresets[preset])] as const)
    .filter(([, value]) => JSON.stringify(value) !== JSON.stringify(usual))
  return defineSetting<T>({
    key: `triage.${name}`,
    ...words,
    ...rest,
    default: usual,
    presets: Object.fromEntries(presets) as Partial<Record<PolicyCode, T>>,
  })
}

const keyed = <Name extends string, T>(names: readonly Name[], make: (name: Name) => Setting<T>) =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Setting<T>>

const inWords = <Name extends string>(names: Readonly<Record<Name, string>>) =>
  Object.entries<string>(names).map(([value, text]) => ({ value, text }))

const withoutPolice = 'A suspected crime is always reported to the police. Keep the police in the list.'

const defined = {
  timers: keyed(timers, (name) =>
    define<number>('timers', name, timerWords[name], {
      schema: z.number().positive().max(longest[name], `A child cannot wait longer than ${longest[name]}.`),
      shape: {
        as: 'number',
        unit: name.endsWith('Hours')
          ? 'hours'
          : name.endsWith('WorkingDays')
            ? 'working days'
            : 'school days',
      },
    }),
  ),
  texts: keyed(texts, (name) =>
    define<string>('texts', name, textWords[name], {
      schema: z.string().trim().min(10, 'Explain it in a sentence').max(600, 'Keep it under 600 characters'),
      shape: { as: 'text', longText: true },
    }),
  ),
  contacts: keyed(contactLists, (name) =>
    define<TriageSettings['contacts'][ContactList]>('contacts', name, contactWords[name], {
      schema: z
        .array(z.enum(contacts))
        .min(1, 'Choose at least one')
        .refine((list) => name !== 'crimeAuthorities' || list.includes('police'), withoutPolice),
      shape: { as: 'order', choices: inWords(contactNames) },
    }),
  ),
  people: keyed(roleLists, (name) =>
    define<TriageSettings['people'][RoleList]>('people', name, peopleWords[name], {
      schema: z.array(z.enum(roles)).min(1, 'Choose at least one'),
      shape: { as: 'order', choices: inWords(roleNames) },
    }),
  ),
  switches: keyed(ownSwitches, (name) =>
    define<boolean>('switches', name, switchWords[name], { schema: z.boolean(), shape: { as: 'yesNo' } }),
  ),
}

export const triageSettings: readonly SettingDefinition[] = Object.values(defined).flatMap((group) =>
  Object.values<SettingDefinition>(group),
)

/** What the school set about triage, or the defaults. */
export async function readTriageSettings(tx: Tx, schoolId: string): Promise<TriageSettings> {
  const values = await readSettings(tx, schoolId, [...triageSettings, otherCrime])
  const groups = Object.entries(defined).map(([group, settings]) => [
    group,
    Object.fromEntries(
      Object.entries<SettingDefinition>(settings).map(([name, { key }]) => [name, values.get(key)]),
    ),
  ])
  const settings = Object.fromEntries(groups) as TriageSettings
  const screenshotOfWordsKept = values.get(otherCrime.key) === 'wordsOnly'
  return { ...settings, switches: { ...settings.switches, screenshotOfWordsKept } }
}
