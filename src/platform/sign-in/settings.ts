import * as z from 'zod'
import { defineSetting, type Setting } from '../settings/settings.ts'
import type { SignInRoles } from './parts.ts'

export type SignInSettings = {
  secondFactorRoles: Setting<string[]>
  trustsProvider: Setting<boolean>
  idleMinutes: Setting<number>
  sessionHours: Setting<number>
  passwordMinLength: Setting<number>
  simplePasswordMinLength: Setting<number>
}

/** What a school may set about signing in. The bounds hold whatever is typed. */
export function signInSettings(roles: SignInRoles): SignInSettings {
  return {
    secondFactorRoles: defineSetting({
      key: 'signIn.secondFactorRoles',
      title: 'Who needs a second factor',
      explain:
        'Holders of these roles prove who they are with an app or a passkey besides their password. They set it up at their next sign-in.',
      schema: z.array(z.enum(roles.all.map(({ value }) => value))),
      default: [...roles.secondFactor],
      shape: { as: 'choices', choices: roles.all },
    }),
    trustsProvider: defineSetting({
      key: 'signIn.trustsProvider',
      title: 'Whether the second factor of Google or Microsoft counts here',
      explain:
        'Only where the provider says that it asked for one. Whoever looks after accounts there could then sign in as somebody else, so leave it at no unless the school has decided otherwise.',
      schema: z.boolean(),
      default: false,
      shape: { as: 'yesNo' },
    }),
    idleMinutes: defineSetting({
      key: 'signIn.idleMinutes',
      title: 'Sign out after no use for',
      explain: 'A forgotten screen in a classroom should not stay open. What was typed is kept for an hour.',
      schema: z.number().int().min(5).max(240),
      default: 60,
      shape: { as: 'number', unit: 'minutes' },
    }),
    sessionHours: defineSetting({
      key: 'signIn.sessionHours',
      title: 'Sign out in any case after',
      explain: 'However busy the person is. Twelve hours are a long school day.',
      schema: z.number().int().min(1).max(24),
      default: 12,
      shape: { as: 'number', unit: 'hours' },
    }),
    passwordMinLength: defineSetting({
      key: 'signIn.passwordMinLength',
      title: 'Shortest password for adults',
      explain: 'Length protects better than signs and digits. Never under 12.',
      schema: z.number().int().min(12).max(64),
      default: 12,
      shape: { as: 'number', unit: 'characters' },
    }),
    simplePasswordMinLength: defineSetting({
      key: 'signIn.simplePasswordMinLength',
      title: 'Shortest password for pupils',
      explain: 'Older pupils with a sign-in of their own. They see only what they sent themselves.',
      schema: z.number().int().min(8).max(64),
      default: 8,
      shape: { as: 'number', unit: 'characters' },
    }),
  }
}
