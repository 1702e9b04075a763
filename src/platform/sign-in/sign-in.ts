// The door: what app/ wires, and what features may use.

import type { Context } from '../context.ts'
import type { Feature } from '../feature.ts'
import type { TwoPersonAction } from '../two-person/two-person.ts'
import type { WebParts } from '../web/server.ts'
import { askToSignIn, typedBefore } from './ask-to-sign-in.ts'
import { signInContribution } from './contribution.ts'
import { identify } from './identify.ts'
import type { SignInParts } from './parts.ts'
import { resetActions } from './reset-second-factor.ts'
import { signInSettings } from './settings.ts'

export { throttle } from './attempts.ts'
export { whoOpened } from './class-session-store.ts'
export {
  disableLogin,
  disableLogins,
  enableLogin,
  giveTemporaryPassword,
  loginDisabled,
} from './disable-login.ts'
export type { Cipher, ClassParts, ProviderParts, SignInParts, SignInRoles } from './parts.ts'
export { hashPassword, passwordFits } from './password.ts'
export { inviteLogin, renewPassword } from './password-link.ts'
export { type PasswordAsks, passwordAdvice, passwordProblem } from './password-rules.ts'
export { type Present, presenceChanged, presentAt } from './presence-store.ts'
export { accountsOf, type BoundAccount } from './providers/account-store.ts'
export { disconnectAccount } from './providers/connect-account.ts'
export { isProviderKind, type ProviderKind, providerKinds } from './providers/provider.ts'
export { hashToken } from './session.ts'
export { schoolIdOfSession } from './session-store.ts'
export { type Place, slowDown, waitingRoom } from './slow-down.ts'
export { type SignInStanding, signInStandings, whoCanSignIn } from './standing-store.ts'
export { temporaryPassword } from './temporary-password.ts'

export type SignIn = {
  feature: Feature
  /** What needs two people here: app/ hands it to `twoPersonContribution` with everybody else's. */
  twoPersonActions: readonly TwoPersonAction[]
  /** What the web server asks of sign-in. */
  webParts: (context: Context) => Pick<WebParts, 'identify' | 'askToSignIn' | 'typedBefore'>
}

/** Puts sign-in together from what app/ knows about people, keys and addresses. */
export function createSignIn(given: SignInParts): SignIn {
  const parts = { ...given, settings: signInSettings(given.roles) }
  const resets = resetActions(given)
  return {
    feature: signInContribution(parts, resets),
    twoPersonActions: [resets.usual, resets.breakGlass],
    webParts: (context) => ({
      identify: ({ cookies, ip: address }, school) =>
        identify(parts, context, school.id, { cookies, address }),
      askToSignIn: (asked) => askToSignIn(parts, context, asked),
      typedBefore: (request, school) => typedBefore(parts, context, request, school),
    }),
  }
}
