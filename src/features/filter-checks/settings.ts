import { isIP } from 'node:net'
import * as z from 'zod'
import { defineSetting } from '#/platform/settings/settings.ts'
import { type DesignatedRole, designatedRoles, isDesignatedRole, roleWords } from '../people/index.ts'
import type { Server } from './ask-network.ts'

const roleChoices = Object.keys(designatedRoles).map((value) => ({ value, text: roleWords(value) }))
const role = z.string().refine(isDesignatedRole, 'Choose a role from the list')

/** Reads ADDRESS or ADDRESS:PORT; null where nothing is written. */
export function serverIn(written: string, usualPort: number): Server | null {
  const found = /^\[?([0-9a-fA-F.:]+?)\]?(?::(\d{1,5}))?$/.exec(written.trim())
  const [, address = '', port] = found ?? []
  if (Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) return null
  if (isIP(address) !== 0) return { address, port: port === undefined ? usualPort : Number(port) }
  return isIP(written.trim()) === 0 ? null : { address: written.trim(), port: usualPort }
}

const server = z
  .string()
  .trim()
  .refine((text) => text === '' || serverIn(text, 1) !== null, 'Write it like 10.4.0.2 or 10.4.0.2:53')

export const resolver = defineSetting<string>({
  key: 'filterChecks.resolver',
  title: 'Which name server the self-test asks',
  explain:
    'Where devices of the school ask for names, like 10.4.0.2. Empty: the one that Schoolkeeper runs on this server.',
  schema: server,
  default: '',
  shape: { as: 'text' },
  clauses: ['A18', 'B47', 'H67'],
})

export const proxy = defineSetting<string>({
  key: 'filterChecks.proxy',
  title: 'Which web proxy the self-test asks',
  explain:
    'Where browsers of the school send their requests, like 10.4.0.3:8080. Empty: the one that Schoolkeeper runs on this server.',
  schema: server,
  default: '',
  shape: { as: 'text' },
  clauses: ['A18', 'B47', 'H67'],
})

export const lessonTestFrom = defineSetting<string>({
  key: 'filterChecks.lessonTestFrom',
  title: 'From when on the test of the lessons is made',
  explain:
    'Written like 10:00. On each school day the filter is tested once while a lesson is on: in the first lesson at or after this time. What is open in breaks alone is seen closed only then.',
  schema: z
    .string()
    .trim()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write it like 10:00'),
  default: '10:00',
  shape: { as: 'text' },
  clauses: ['A41', 'H36', 'R87', 'T250'],
})

export const mender = defineSetting<DesignatedRole>({
  key: 'filterChecks.mender',
  title: 'Who mends what a check of the filter found',
  explain: 'They have a task when something came through. The safeguarding lead has it besides.',
  schema: role,
  default: 'networkManager',
  shape: { as: 'choice', choices: roleChoices },
  presets: { A: 'ictOperationsManager', B: 'coordinator' },
})

export const whoTries = defineSetting<DesignatedRole>({
  key: 'filterChecks.whoTries',
  title: 'Who tries the filter with a device in their hands',
  explain:
    'They have a task when nobody has for as long as the next setting says. Anybody on the staff who may look at the filter can do it.',
  schema: role,
  default: 'coordinator',
  shape: { as: 'choice', choices: roleChoices },
})

export const tryEveryDays = defineSetting<number>({
  key: 'filterChecks.tryEveryDays',
  title: 'How often somebody tries the filter by hand',
  explain:
    'A self-test asks from this server. It does not see a tablet in the hall, a wrong cable, or a phone.',
  schema: z.number().int().min(7).max(180),
  default: 42,
  shape: { as: 'number', unit: 'days' },
})

export const reviewer = defineSetting<DesignatedRole>({
  key: 'filterChecks.reviewer',
  title: 'Who sees to the yearly review of filtering and monitoring',
  explain: 'They have a task before it is due. Others take part; this role gets them together.',
  schema: role,
  default: 'dsl',
  shape: { as: 'choice', choices: roleChoices },
})

export const reviewRemindDays = defineSetting<number>({
  key: 'filterChecks.reviewRemindDays',
  title: 'How long before the yearly review is due somebody is reminded',
  explain: 'A review is due a year after the last one was signed.',
  schema: z.number().int().min(7).max(120),
  default: 42,
  shape: { as: 'number', unit: 'days' },
})

export const reviewSignedBy = defineSetting<readonly DesignatedRole[]>({
  key: 'filterChecks.reviewSignedBy',
  title: 'Who signs the yearly review',
  explain: 'Each of these roles signs. Once all have, nothing in the review changes any more.',
  schema: z.array(role).min(1, 'Choose at least one role').readonly(),
  default: ['head', 'chairOfGovernors'],
  shape: { as: 'choices', choices: roleChoices },
  presets: { B: ['head', 'onlineSafetyGovernor'] },
})

export const filterCheckSettings = [
  resolver,
  proxy,
  lessonTestFrom,
  mender,
  whoTries,
  tryEveryDays,
  reviewer,
  reviewRemindDays,
  reviewSignedBy,
]
