import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'

export const unopenedMinutes = defineSetting({
  key: 'tasks.unopenedMinutes',
  title: 'Minutes until an unopened urgent task goes to the next person',
  explain:
    'A task that says a child may be harmed is counted by the hours’ clock: at night, at weekends and in holidays too.',
  schema: z.number().int().min(5).max(60),
  default: 15,
  shape: { as: 'number', unit: 'minutes' },
  onlyStricter: 'lower',
})

export const overdueDays = defineSetting({
  key: 'tasks.overdueDays',
  title: 'Days until an overdue task goes to the next person',
  explain:
    'Counted by the clock of the task: school days or working days. What runs by the hours’ clock goes on at once. 0 waits for nothing.',
  schema: z.number().int().min(0).max(10),
  default: 1,
  shape: { as: 'number', unit: 'days' },
})

export const remindSchoolDays = defineSetting({
  key: 'tasks.remindSchoolDays',
  title: 'School days before a task is due on which people are reminded',
  explain: 'One e-mail in the morning of a school day for all that is due. 0 sends none.',
  schema: z.number().int().min(0).max(10),
  default: 1,
  shape: { as: 'number', unit: 'school days' },
})

export const taskSettings = [unopenedMinutes, overdueDays, remindSchoolDays]
