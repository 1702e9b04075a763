// What schools set differently: typed, documented, with a default and a value for each of the five policies.

import type * as z from 'zod'
import type { Tx } from '../database/database.ts'
import type { Stricter } from './floor.ts'

export type PolicyCode = 'A' | 'B' | 'T' | 'H' | 'R'

export type Setting<T> = {
  key: `${string}.${string}`
  title: string
  /** What it changes and why one would; shown beside the field. */
  explain: string
  schema: z.ZodType<T>
  default: T
  /** How the page asks for it. */
  shape: SettingShape
  /** A floor under safety: the default may be made stricter and never weaker (see `floor.ts`). */
  onlyStricter?: Stricter
  /** What each of the five policies says, where it differs from the default. */
  presets?: Partial<Record<PolicyCode, T>>
  /** Clauses it comes from. */
  clauses?: readonly string[]
}

export type SettingShape =
  | { as: 'yesNo' }
  | { as: 'number'; unit: string }
  | { as: 'text'; longText?: boolean }
  | { as: 'choice'; choices: readonly { value: string; text: string }[] }
  | { as: 'choices'; choices: readonly { value: string; text: string }[] }
  | { as: 'order'; choices: readonly { value: string; text: string }[] }

// biome-ignore lint/suspicious/noExplicitAny: the collected list holds settings of every type
export type SettingDefinition = Setting<any>

/** Defines a setting; the type of its value follows from the schema. */
export function defineSetting<T>(setting: Setting<T>): Setting<T> {
  return setting
}

/** What a policy says: its own value where it differs, the default where it does not. */
export function presetOf(setting: SettingDefinition, policy: PolicyCode): unknown {
  const own = setting.presets?.[policy]
  return own === undefined ? setting.default : own
}

/** The school's value, or the default. A stored value that the schema no longer takes counts as not set. */
export async function readSetting<T>(tx: Tx, schoolId: string, setting: Setting<T>): Promise<T> {
  const row = await tx
    .selectFrom('settings.value')
    .select('value')
    .where('school_id', '=', schoolId)
    .where('key', '=', setting.key)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return setting.default
  const parsed = setting.schema.safeParse(row.value)
  return parsed.success ? parsed.data : setting.default
}
