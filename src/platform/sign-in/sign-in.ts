// The door: what app/ wires, and what features may use.

import type { Context } from '../context.ts'
import type { Feature } from '../feature.ts'
import type { WebParts } from '../web/server.ts'
import { askToSignIn } from './ask-to-sign-in.ts'
import { identify } from './identify.ts'
import type { Parts, SignInParts } from './parts.ts'
import { passwordRoutes } from './routes-password.ts'
import { signInRoutes } from './routes-sign-in.ts'
import { signInSettings } from './settings.ts'

export type { Cipher, KeyedHash, SignInParts, SignInRoles } from './parts.ts'
export { inviteLogin, renewPassword } from './password-link.ts'

export type SignIn = {
  feature: Feature
  /** What the web server asks of sign-in. The context comes with each request, from app/. */
  webParts: (context: Context) => Pick<WebParts, 'identify' | 'askToSignIn' | 'typedBefore'>
}

/** Puts sign-in together from what app/ knows about people, keys and addresses. */
export function createSignIn(given: SignInParts): SignIn {
  const parts: Parts = { ...given, settings: signInSettings(given.roles) }
  return {
    feature: featureOf(parts),
    webParts: (context) => ({
      identify: (request, school) => identify(parts, context, school.id, request.cookies),
      askToSignIn: (asked) => askToSignIn(parts, context, asked),
      typedBefore: async () => null,
    }),
  }
}

function featureOf(parts: Parts): Feature {
  return {
    name: 'signIn',
    routes: [...signInRoutes(parts), ...passwordRoutes(parts)],
    permissions: {},
    events: {
      'signIn.succeeded': 'signed in',
      'signIn.failed': 'tried to sign in with a wrong password',
      'signIn.ended': 'signed out',
      'signIn.invited': 'gave a sign-in name and a link to a first password',
      'signIn.passwordReset': 'made a password void and gave a link to a new one',
      'signIn.passwordChosen': 'chose a password',
    },
    tables: [
      'sign_in.login',
      'sign_in.totp',
      'sign_in.passkey',
      'sign_in.recovery_code',
      'sign_in.password_link',
      'sign_in.known_device',
      'sign_in.session',
      'sign_in.class_session',
      'sign_in.attempts',
      'sign_in.count',
      'sign_in.kept_typed',
    ],
    settings: Object.values(parts.settings),
  }
}
