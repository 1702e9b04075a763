import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'

export const lastsMinutes = defineSetting<number>({
  key: 'portal.lastsMinutes',
  title: 'How long somebody counts as being at a device',
  explain:
    'Counted from the last page of Schoolkeeper that they opened there. A short time keeps the next child at the device from being taken for the last one; signing out ends it at once.',
  schema: z.number().int().min(10).max(720),
  default: 60,
  shape: { as: 'number', unit: 'minutes' },
})

export const portalSettings = [lastsMinutes]
