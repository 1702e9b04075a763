import * as z from 'zod'
import { NotFound } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { settingHistory, settingsInForce } from '#/platform/settings/save-setting.ts'
import type { SettingDefinition } from '#/platform/settings/settings.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { changeSetting, choosePolicy, policyForm, settingForm, settingsOfPolicies } from './change-setting.ts'
import { choosePolicyPage, type StandingSetting, settingPage, settingsPage } from './pages-settings.ts'
import { answerOf, typedOf } from './setting-field.ts'
import { findSchool, namesOf } from './store.ts'

export const settingRoutes: readonly Route[] = [
  { method: 'GET', path: '/settings', may: 'schools.seeSettings', does: 'Lists every setting', answer: list },
  ...formRoutes({
    path: '/settings/policy',
    may: 'schools.choosePolicy',
    does: 'Sets everything as one of the five policies says',
    stepUp: true,
    schema: policyForm,
    draw: async (request, state) => {
      const { context, actor } = request
      const settings = await reading(context, actor, (tx) =>
        standing(tx, actor.schoolId, settingsOfPolicies(context)),
      )
      const body = choosePolicyPage(request, settings, state)
      return settingsDrawn('Set everything as a policy says', body, state.errors, true)
    },
    save: async ({ context, actor, at }, form) => {
      await choosePolicy(context, actor, form)
      return redirect(at('/settings'))
    },
  }),
  ...formRoutes({
    path: '/settings/:key',
    may: 'schools.seeSettings',
    does: 'Shows a setting and changes it',
    schema: z.looseObject(settingForm.shape),
    start: async (request) => {
      const { setting, value, version } = await one(request)
      return { ...typedOf(setting, value), seenVersion: String(version?.version ?? 0) }
    },
    draw: async (request, state) => {
      const shown = await one(request)
      return settingsDrawn(shown.setting.title, settingPage(request, shown, state), state.errors)
    },
    save: async (request, form) => {
      const { context, actor, params, body, at } = request
      const key = params.key ?? ''
      const value = answerOf(settingOf(request), body)
      await changeSetting(context, actor, { key, value, why: form.why, seenVersion: form.seenVersion })
      return redirect(at('/settings'))
    },
  }),
]

function settingsDrawn(title: string, body: Page['body'], errors: Page['errors'] = {}, wide = false): Page {
  return page({ title, section: '/school', body, errors, wide })
}

async function list({ context, actor, at }: WebRequest): Promise<Page> {
  const { settings, school } = await reading(context, actor, async (tx) => ({
    settings: await standing(tx, actor.schoolId, [...context.settings.values()]),
    school: await findSchool(tx, actor.schoolId),
  }))
  const body = settingsPage({
    settings,
    policy: school.policyCode,
    mayChange: may(context, actor, 'schools.changeSettings'),
    mayChoose: may(context, actor, 'schools.choosePolicy'),
    at,
  })
  return settingsDrawn('Settings', body)
}

function settingOf({ context, params }: WebRequest): SettingDefinition {
  const setting = context.settings.get(params.key ?? '')
  if (!setting) throw new NotFound('setting')
  return setting
}

async function one(request: WebRequest) {
  const { context, actor } = request
  const setting = settingOf(request)
  return reading(context, actor, async (tx) => {
    const [now] = await standing(tx, actor.schoolId, [setting])
    const history = await settingHistory(tx, actor.schoolId, setting.key)
    const names = await namesOf(
      tx,
      actor.schoolId,
      history.map(({ changedBy }) => changedBy),
    )
    return {
      ...(now ?? { setting, value: setting.default, version: undefined, changedByName: null }),
      history: history.map((row) => ({ ...row, name: names.get(row.changedBy ?? '') ?? null })),
      mayChange: may(context, actor, 'schools.changeSettings'),
    }
  })
}

async function standing(
  tx: Tx,
  schoolId: string,
  settings: readonly SettingDefinition[],
): Promise<StandingSetting[]> {
  const inForce = await settingsInForce(tx, schoolId)
  const names = await namesOf(
    tx,
    schoolId,
    inForce.map(({ changedBy }) => changedBy),
  )
  return settings.map((setting) => {
    const version = inForce.find(({ key }) => key === setting.key)
    const parsed = version ? setting.schema.safeParse(version.value) : undefined
    const value = parsed?.success ? parsed.data : setting.default
    return { setting, value, version, changedByName: names.get(version?.changedBy ?? '') ?? null }
  })
}
