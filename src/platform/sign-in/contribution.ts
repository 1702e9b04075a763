import type { PermissionTable } from '../access/access.ts'
import type { Feature } from '../feature.ts'
import { forgetJob } from './forget.ts'
import type { Parts } from './parts.ts'
import { byProviderRoutes } from './providers/routes-by-provider.ts'
import { providerRoutes } from './providers/routes-providers.ts'
import type { ResetActions } from './reset-second-factor.ts'
import { accountRoutes } from './routes-account.ts'
import { classRoutes } from './routes-class.ts'
import { enrolRoutes } from './routes-enrol.ts'
import { passwordRoutes } from './routes-password.ts'
import { resetRoutes } from './routes-reset.ts'
import { secondFactorRoutes } from './routes-second-factor.ts'
import { signInRoutes } from './routes-sign-in.ts'

/** What sign-in offers to app/, in the shape of a feature. */
export function signInContribution(parts: Parts, resets: ResetActions): Feature {
  return {
    name: 'signIn',
    routes: [
      ...signInRoutes(parts),
      ...secondFactorRoutes(parts),
      ...enrolRoutes(parts),
      ...passwordRoutes(parts),
      ...accountRoutes(parts),
      ...classRoutes(parts),
      ...resetRoutes(parts, resets),
      ...byProviderRoutes(parts),
      ...providerRoutes(parts),
    ],
    permissions: permissionsOf(parts, resets),
    events,
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
      'sign_in.provider',
      'sign_in.provider_account',
      'sign_in.provider_trip',
    ],
    settings: Object.values(parts.settings),
    jobs: [forgetJob],
    navigation: [
      {
        text: 'Class sessions',
        path: '/class-session',
        may: 'signIn.openClassSession',
        under: 'network',
        order: 70,
      },
      {
        text: 'Google and Microsoft',
        path: '/sign-in-providers',
        may: 'signIn.keepProviders',
        under: 'network',
        order: 66,
      },
    ],
  }
}

function permissionsOf(parts: Parts, resets: ResetActions): PermissionTable {
  return {
    'signIn.openClassSession': { roles: parts.roles.openClassSession, words: 'open a class session' },
    'signIn.askForReset': { roles: resets.usual.askedBy, words: 'ask to reset a second factor' },
    'signIn.askForBreakGlass': {
      roles: resets.breakGlass.askedBy,
      words: 'ask to reset a second factor outside the usual way',
    },
    'signIn.keepProviders': {
      roles: parts.roles.keepProviders,
      words: 'set up signing in with Google or Microsoft',
    },
  }
}

const events = {
  'signIn.succeeded': 'signed in',
  'signIn.failed': 'tried to sign in with a wrong password',
  'signIn.ended': 'ended a sign-in',
  'signIn.proofFailed': 'gave a wrong code, passkey or password to prove who they are',
  'signIn.steppedUp': 'proved again who they are',
  'signIn.secondFactorEnrolled': 'set up a second factor',
  'signIn.secondFactorReset': 'reset somebody’s second factor',
  'signIn.recoveryCodesMade': 'made recovery codes',
  'signIn.recoveryCodeUsed': 'used a recovery code',
  'signIn.invited': 'gave a sign-in name and a link to a first password',
  'signIn.passwordReset': 'made a password void and gave a link to a new one',
  'signIn.passwordChosen': 'chose a password',
  'signIn.temporaryPassword': 'gave a password for one sign-in',
  'signIn.disabled': 'disabled a sign-in',
  'signIn.enabled': 'enabled a sign-in again',
  'signIn.byProvider': 'came with an account at Google or Microsoft',
  'signIn.providerRefused': 'was refused with an account at Google or Microsoft',
  'signIn.accountConnected': 'connected an account at Google or Microsoft to a sign-in',
  'signIn.accountDisconnected': 'disconnected an account at Google or Microsoft from a sign-in',
  'signIn.providerChanged': 'set up or changed signing in with Google or Microsoft',
  'signIn.providerTried': 'tried signing in with Google or Microsoft',
  'signIn.providerTurnedOn': 'turned on signing in with Google or Microsoft',
  'signIn.providerTurnedOff': 'turned off signing in with Google or Microsoft',
  'signIn.classSessionOpened': 'opened a class session',
  'signIn.classSessionJoined': 'joined a device to a class session',
  'signIn.classSessionEnded': 'ended a class session',
} as const
