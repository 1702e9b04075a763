import { createHash } from 'node:crypto'

/** What belongs to one browser's way to a provider and back. */
export type ProviderSecrets = { state: string; nonce: string; verifier: string }

/**
 * State, nonce and PKCE verifier of a browser, made from the random token in its cookie: nobody else can know them, and
 * nothing of them is kept here.
 */
export function secretsOf(token: string): ProviderSecrets {
  return {
    state: sha256(`state ${token}`),
    nonce: sha256(`nonce ${token}`),
    verifier: sha256(`verifier ${token}`),
  }
}

/** In base64url without padding, as OpenID Connect writes hashes. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
