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

export const realms = defineSetting<string>({
  key: 'toldLogons.realms',
  title: 'Domains of the school’s logons',
  explain:
    'What systems write beside a logon’s name, such as SCHOOL (SCHOOL\\name) or school.example (name@school.example), with blanks between them. A name with any other domain is refused: a visitor from another school may be called as somebody here.',
  schema: z.string().max(500),
  default: '',
  shape: { as: 'text' },
})

export const toldLogonSettings = [lastsHours, realms]
