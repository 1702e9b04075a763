import { Refused, Stale } from '#/kernel/refusal.ts'
import { record } from '../audit/trail.ts'
import type { Tx } from '../database/database.ts'
import { floorProblem, sayValue } from './floor.ts'
import { forgetSetting, type SettingDefinition } from './settings.ts'

export type SettingVersion = {
  key: string
  version: number
  value: unknown
  why: string
  changedBy: string | null
  changedAt: Date
}

/** `seenVersion` is the version on the page that the person changed it from; 0 while nobody has set it. */
export type SettingChange = { value: unknown; why: string; seenVersion: number }

type ByWhom = { schoolId: string; personId: string | null; at: Date }

const columns = [
  'key',
  'version',
  'value',
  'why',
  'changed_by as changedBy',
  'changed_at as changedAt',
] as const

/** What the settings of features write into the trail, said as people read it. */
export const settingEvents = {
  'settings.changed': 'changed a setting',
  'settings.presetApplied': 'set everything as one of the five policies says',
} as const

/**
 * Saves a setting as a new version and records it. Refuses a value that the schema or a safety floor does not allow,
 * and, as stale, a change made from a version that is not the newest.
 */
export async function saveSetting(
  tx: Tx,
  setting: SettingDefinition,
  change: SettingChange,
  by: ByWhom,
): Promise<number> {
  const version = await addVersion(tx, setting, change, by)
  const { why } = change
  record(tx, {
    did: 'settings.changed',
    about: { kind: 'school', id: by.schoolId },
    detail: { key: setting.key, version, value: change.value, why },
  })
  return version
}

/** Saves many settings at once, whatever their version, as one entry of the trail. Returns the keys that changed. */
export async function savePreset(
  tx: Tx,
  preset: { policy: string; why: string; values: ReadonlyMap<SettingDefinition, unknown> },
  by: ByWhom,
): Promise<readonly string[]> {
  const newest = new Map((await settingsInForce(tx, by.schoolId)).map((row) => [row.key, row]))
  const changed: Record<string, unknown> = {}
  for (const [setting, value] of preset.values) {
    const now = newest.get(setting.key)
    if (sameValue(now ? now.value : setting.default, value)) continue
    await addVersion(tx, setting, { value, why: preset.why, seenVersion: now?.version ?? 0 }, by)
    changed[setting.key] = value
  }
  record(tx, {
    did: 'settings.presetApplied',
    about: { kind: 'school', id: by.schoolId },
    detail: { policy: preset.policy, why: preset.why, changed },
  })
  return Object.keys(changed)
}

/** Whether two values of a setting are the same, whatever order their keys were written in. */
function sameValue(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a.localeCompare(b)))
      : part,
  )
}

async function addVersion(
  tx: Tx,
  setting: SettingDefinition,
  change: SettingChange,
  by: ByWhom,
): Promise<number> {
  const parsed = setting.schema.safeParse(change.value)
  if (!parsed.success) throw new Refused(parsed.error.issues[0]?.message ?? 'This value cannot be used.')
  const problem = floorProblem(setting, parsed.data)
  if (problem !== null) throw new Refused(problem)
  const newest = (await settingHistory(tx, by.schoolId, setting.key))[0]
  const version = change.seenVersion + 1
  if ((newest?.version ?? 0) !== change.seenVersion) throw stale(setting, newest)
  const added = await tx
    .insertInto('settings.value')
    .values({
      school_id: by.schoolId,
      key: setting.key,
      version,
      value: JSON.stringify(parsed.data),
      why: change.why,
      changed_by: by.personId,
      changed_at: by.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .executeTakeFirst()
  if (!added) throw stale(setting, (await settingHistory(tx, by.schoolId, setting.key))[0])
  forgetSetting(tx, by.schoolId, setting.key)
  return version
}

function stale(setting: SettingDefinition, newest: SettingVersion | undefined): Stale {
  return new Stale(
    'Somebody else changed this while you were typing. Look at what stands now, then save again.',
    {
      value: sayValue(setting, newest ? newest.value : setting.default),
      version: String(newest?.version ?? 0),
    },
  )
}

/** The newest version of every setting that the school has set. */
export async function settingsInForce(tx: Tx, schoolId: string): Promise<SettingVersion[]> {
  return tx
    .selectFrom('settings.value')
    .distinctOn('key')
    .select(columns)
    .where('school_id', '=', schoolId)
    .orderBy('key')
    .orderBy('version', 'desc')
    .execute()
}

/** Every version of one setting, newest first. */
export function settingHistory(tx: Tx, schoolId: string, key: string): Promise<SettingVersion[]> {
  return tx
    .selectFrom('settings.value')
    .select(columns)
    .where('school_id', '=', schoolId)
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .execute()
}
