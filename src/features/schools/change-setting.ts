import * as z from 'zod'
import { NotFound } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { savePreset, saveSetting } from '#/platform/settings/save-setting.ts'
import { type PolicyCode, presetOf, type SettingDefinition } from '#/platform/settings/settings.ts'
import { savePlace } from './place-store.ts'

const why = z
  .string('Say why')
  .trim()
  .min(3, 'Say in a few words why')
  .max(500, 'Keep this under 500 characters')

export const settingForm = z.object({ why, seenVersion: z.coerce.number().int().min(0) })
export const policyForm = z.object({ policy: z.enum(['A', 'B', 'T', 'H', 'R'], 'Choose a policy'), why })

export type ChangeSetting = { key: string; value: unknown; why: string; seenVersion: number }
export type ChoosePolicy = { policy: PolicyCode; why: string }

/** Changes a setting. Refuses a value outside its bounds or below a safety floor; stale when somebody changed it since. */
export function changeSetting(context: Context, actor: Actor, request: ChangeSetting): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const setting = context.settings.get(request.key)
    if (!setting) throw new NotFound('setting')
    allow(context, actor, 'schools.changeSettings')
    const by = { schoolId: actor.schoolId, personId: personOf(actor), at: context.clock() }
    await saveSetting(tx, setting, request, by)
  })
}

/** Sets everything on which the five policies differ as one of them says. One entry in the trail; returns what changed. */
export function choosePolicy(
  context: Context,
  actor: Actor,
  request: ChoosePolicy,
): Promise<readonly string[]> {
  return inTransaction(context, actor, (tx) => {
    allow(context, actor, 'schools.choosePolicy')
    return followPolicy(context, tx, actor, request)
  })
}

/** The same inside a command that has asked its own permission: the first set-up. */
export async function followPolicy(
  context: Context,
  tx: Tx,
  actor: Actor,
  request: ChoosePolicy,
): Promise<readonly string[]> {
  const values = new Map<SettingDefinition, unknown>()
  for (const setting of settingsOfPolicies(context)) values.set(setting, presetOf(setting, request.policy))
  await savePlace(tx, actor.schoolId, { policy_code: request.policy })
  const by = { schoolId: actor.schoolId, personId: personOf(actor), at: context.clock() }
  return savePreset(tx, { policy: request.policy, why: request.why, values }, by)
}

/** The settings on which the five policies differ. */
export function settingsOfPolicies(context: Pick<Context, 'settings'>): readonly SettingDefinition[] {
  return [...context.settings.values()].filter(({ presets }) => presets !== undefined)
}
