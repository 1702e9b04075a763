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

/** The school's value, or the default. */
export async function readSetting<T>(tx: Tx, schoolId: string, setting: Setting<T>): Promise<T> {
  const row = await tx
    .selectFrom('settings.value')
    .select('value')
    .where('school_id', '=', schoolId)
    .where('key', '=', setting.key)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return validOr(setting, row?.value)
}

/** The school’s values, or the defaults, of all these settings in one query, by key. */
export async function readSettings(
  tx: Tx,
  schoolId: string,
  settings: readonly SettingDefinition[],
): Promise<ReadonlyMap<string, unknown>> {
  const rows = await tx
    .selectFrom('settings.value')
    .distinctOn('key')
    .select(['key', 'value'])
    .where('school_id', '=', schoolId)
    .where(
      'key',
      'in',
      settings.map(({ key }) => key),
    )
    .orderBy('key')
    .orderBy('version', 'desc')
    .execute()
  const stored = new Map(rows.map(({ key, value }) => [key, value]))
  return new Map(settings.map((setting) => [setting.key, validOr(setting, stored.get(setting.key))]))
}

/** A stored value that the schema no longer takes counts as not set. */
function validOr<T>(setting: Setting<T>, stored: unknown): T {
  if (stored === undefined) return setting.default
  const parsed = setting.schema.safeParse(stored)
  return parsed.success ? parsed.data : setting.default
}
