// A provider of sign-ins (OpenID Connect): the authorization code flow with PKCE, state and nonce. What it gives back is
// what the provider says about one account; its tokens are let go here.

import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  type IDToken,
  ResponseBodyError,
} from 'openid-client'
import { outgoing } from './outgoing.ts'
import { type ProviderSecrets, sha256 } from './secrets.ts'

export type ProviderAddress = {
  issuer: string
  clientId: string
  clientSecret: string
  /** For tests and the demonstration alone: the provider runs on this machine, without TLS. */
  onThisMachine: boolean
}

/** What went wrong, as far as people can act on it. */
export type TroubleKind = 'away' | 'declined' | 'ourSecret' | 'notTrusted'

/** The provider did not answer, did not go on, did not take our secret, or sent what cannot be trusted. */
export class ProviderTrouble extends Error {
  override name = 'ProviderTrouble'
  readonly kind: TroubleKind
  constructor(kind: TroubleKind, cause: unknown) {
    super(`${kind}: ${codeOf(cause)}`, { cause })
    this.kind = kind
  }
}

/** What a provider says about the account: verified, and for this sign-in alone. */
export type Claims = IDToken

const clockMayDifferSeconds = 60

/** Where the browser goes next. Throws ProviderTrouble when the provider cannot be asked. */
export async function addressOfProvider(
  provider: ProviderAddress,
  asked: { redirectUri: string; secrets: ProviderSecrets; more: Readonly<Record<string, string>> },
): Promise<string> {
  const configuration = await configured(provider)
  return buildAuthorizationUrl(configuration, {
    ...asked.more,
    response_type: 'code',
    scope: 'openid email',
    redirect_uri: asked.redirectUri,
    state: asked.secrets.state,
    nonce: asked.secrets.nonce,
    code_challenge: sha256(asked.secrets.verifier),
    code_challenge_method: 'S256',
  }).href
}

/**
 * Exchanges the code that the browser brought back. Throws ProviderTrouble unless the provider took the code, and the ID
 * token is signed by one of its keys, of this issuer, for us, in date and made for this browser's sign-in.
 */
export async function claimsFrom(
  provider: ProviderAddress,
  back: { address: URL; secrets: ProviderSecrets },
): Promise<Claims> {
  const configuration = await configured(provider)
  const tokens = await asking(() =>
    authorizationCodeGrant(configuration, back.address, {
      expectedState: back.secrets.state,
      expectedNonce: back.secrets.nonce,
      pkceCodeVerifier: back.secrets.verifier,
      idTokenExpected: true,
    }),
  )
  const claims = tokens.claims()
  if (claims?.iss !== provider.issuer) throw new ProviderTrouble('notTrusted', 'issuer')
  return claims
}

/** Asks where the provider's parts are, each time: a key that was changed there counts at once. */
async function configured(provider: ProviderAddress): Promise<Configuration> {
  const requests = outgoing(provider.onThisMachine)
  requests.open(provider.issuer)
  const configuration = await asking(() =>
    discovery(
      new URL(provider.issuer),
      provider.clientId,
      {
        client_secret: provider.clientSecret,
        id_token_signed_response_alg: 'RS256',
        [clockTolerance]: clockMayDifferSeconds,
      },
      undefined,
      {
        [customFetch]: requests.fetch,
        execute: [enableNonRepudiationChecks, ...(provider.onThisMachine ? [allowInsecureRequests] : [])],
      },
    ),
  )
  const { issuer, authorization_endpoint, token_endpoint, jwks_uri } = configuration.serverMetadata()
  // The library lets Microsoft name another issuer than was asked for.
  if (issuer !== provider.issuer || !authorization_endpoint || !token_endpoint || !jwks_uri) {
    throw new ProviderTrouble('notTrusted', 'metadata')
  }
  if (!provider.onThisMachine && new URL(authorization_endpoint).protocol !== 'https:') {
    throw new ProviderTrouble('notTrusted', 'metadata')
  }
  requests.open(token_endpoint)
  requests.open(jwks_uri)
  return configuration
}

async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new ProviderTrouble(kindOf(error), error)
  }
}

function kindOf(error: unknown): TroubleKind {
  if (error instanceof AuthorizationResponseError) return isTheirs(error.error) ? 'away' : 'declined'
  if (error instanceof ResponseBodyError) {
    if (error.status >= 500) return 'away'
    return /^(invalid|unauthorized)_client$/.test(error.error) ? 'ourSecret' : 'declined'
  }
  const code = codeOf(error)
  return code.startsWith('OAUTH_') && !/TIMEOUT|ABORT|NOT_CONFORM|NOT_JSON/.test(code) ? 'notTrusted' : 'away'
}

const isTheirs = (error: string) => error === 'temporarily_unavailable' || error === 'server_error'

/** A code or name for the log. What a provider says besides may repeat what was sent. */
function codeOf(error: unknown): string {
  if (typeof error === 'string') return error
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    return /^[a-z_]{1,60}$/.test(error.error) ? error.error : 'error'
  }
  if (!(error instanceof Error)) return 'unknown'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.cause instanceof Error ? codeOf(error.cause) : error.name
}
