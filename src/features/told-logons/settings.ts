import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'

export const lastsHours = defineSetting<number>({
  key: 'toldLogons.lastsHours',
  title: 'How long a logon counts whose end nobody tells',
  explain:
    'Counted from when a system of the school told it last. A logoff, or the end of the device’s lease, ends it sooner.',
  schema: z.number().int().min(1).max(12),
  default: 12,
  shape: { as: 'number', unit: 'hours' },
})

export const toldLogonSettings = [lastsHours]
