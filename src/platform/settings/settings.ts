// What schools set differently: typed, documented, with a default and a value for each of the five policies.

import { sql } from 'kysely'
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
  return (await readSettings(tx, schoolId, [setting])).get(setting.key) as T
}

/** The school’s values, or the defaults, of all these settings in one query, by key. */
export async function readSettings(
  tx: Tx,
  schoolId: string,
  settings: readonly SettingDefinition[],
): Promise<ReadonlyMap<string, unknown>> {
  const known = valuesRead(tx, schoolId)
  const unread = settings.filter(({ key }) => !known.has(key))
  const rows = unread.length === 0 ? [] : await newestOf(tx, schoolId, unread)
  const stored = new Map(rows.map(({ key, value }) => [key, value]))
  for (const setting of unread) known.set(setting.key, validOr(setting, stored.get(setting.key)))
  return new Map(settings.map(({ key }) => [key, known.get(key)]))
}

/** Call it where a setting is changed: what this transaction has read of it no longer stands. */
export function forgetSetting(tx: Tx, schoolId: string, key: string): void {
  valuesRead(tx, schoolId).delete(key)
}

function newestOf(tx: Tx, schoolId: string, settings: readonly SettingDefinition[]) {
  const keys = settings.map(({ key }) => key)
  return tx
    .selectFrom('settings.value')
    .distinctOn('key')
    .select(['key', 'value'])
    .where('school_id', '=', schoolId)
    .where('key', '=', sql<string>`any(${keys}::text[])`)
    .orderBy('key')
    .orderBy('version', 'desc')
    .execute()
}

// One page asks for the same few settings a dozen times: each is read once in a transaction.
const readInTransactions = new WeakMap<Tx, Map<string, Map<string, unknown>>>()

function valuesRead(tx: Tx, schoolId: string): Map<string, unknown> {
  const bySchool = readInTransactions.get(tx) ?? new Map<string, Map<string, unknown>>()
  readInTransactions.set(tx, bySchool)
  const values = bySchool.get(schoolId) ?? new Map<string, unknown>()
  bySchool.set(schoolId, values)
  return values
}

/** A stored value that the schema no longer takes counts as not set. */
function validOr<T>(setting: Setting<T>, stored: unknown): T {
  if (stored === undefined) return setting.default
  const parsed = setting.schema.safeParse(stored)
  return parsed.success ? parsed.data : setting.default
}
