// Where people have an account already that can say who they are: Google or Microsoft. Pure.

import type { Claims } from '../../open-id/open-id.ts'

export type ProviderKind = 'google' | 'microsoft'
export type ProviderState = 'on' | 'off'

/** A school's connection. `belongsTo`: whose accounts count, the hosted domain (Google) or the tenant (Microsoft). */
export type Provider = {
  id: string
  kind: ProviderKind
  issuer: string
  clientId: string
  belongsTo: string
  kinds: readonly string[]
  state: ProviderState
  triedAt: Date | null
  changedAt: Date
}

/** What a provider says of an account, read: nothing else of its answer is used. */
export type Account = {
  issuer: string
  subject: string
  /** Null where the provider gives none, or does not stand for it. */
  address: string | null
  /** An account of this school, and no guest's. */
  isOfSchool: boolean
  /** The provider asked for more than a password this time (RFC 8176: `mfa`). */
  secondFactor: boolean
}

export const providerKinds: Readonly<
  Record<
    ProviderKind,
    {
      name: string
      belongsToWords: string
      belongsToHint: string
      belongsToPattern: RegExp
      belongsToWrong: string
      isOfSchool: (claims: Claims, belongsTo: string) => boolean
      addressOf: (claims: Claims) => unknown
      /** Asks which account each time: on a shared device somebody else's may be open. */
      asksFor: (belongsTo: string) => Readonly<Record<string, string>>
    }
  >
> = {
  google: {
    name: 'Google',
    belongsToWords: 'The school’s domain at Google',
    belongsToHint: 'What stands behind the @ in staff addresses, like school.example',
    belongsToPattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/,
    belongsToWrong: 'Enter the domain alone, like school.example',
    isOfSchool: (claims, domain) => claims.hd === domain,
    addressOf: (claims) => (claims.email_verified === true ? claims.email : null),
    asksFor: (domain) => ({ prompt: 'select_account', hd: domain }),
  },
  microsoft: {
    name: 'Microsoft',
    belongsToWords: 'The school’s tenant ID at Microsoft',
    belongsToHint: 'Also called directory ID: 32 digits and letters in five groups',
    belongsToPattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    belongsToWrong:
      'Enter the tenant ID, like 8f2a6c1e-4b7d-4e0a-9c35-1d2e3f4a5b6c. Names such as “common” let in other organisations.',
    // A guest’s own organisation, which may say of them what it likes, stands in `idp`.
    isOfSchool: (claims, tenant) =>
      claims.tid === tenant && (claims.idp === undefined || claims.idp === claims.iss),
    addressOf: (claims) => claims.email ?? claims.preferred_username,
    asksFor: () => ({ prompt: 'select_account' }),
  },
}

export const providerStates = {
  on: { text: 'On', means: 'It is offered on the sign-in page.', colour: 'green' },
  off: { text: 'Off', means: 'Nobody signs in this way.', colour: 'grey' },
} as const

/** Whether a field or an address names one of the providers that we know. */
export function isProviderKind(text: unknown): text is ProviderKind {
  return text === 'google' || text === 'microsoft'
}

/** Reads what a provider said of an account against the school's connection. */
export function accountIn(claims: Claims, { kind, belongsTo }: Provider): Account {
  const { isOfSchool, addressOf } = providerKinds[kind]
  const address = addressOf(claims)
  return {
    issuer: claims.iss,
    subject: claims.sub,
    address: typeof address === 'string' && /^[^\s@]+@[^\s@]+$/.test(address) ? address : null,
    isOfSchool: isOfSchool(claims, belongsTo),
    secondFactor: Array.isArray(claims.amr) && claims.amr.includes('mfa'),
  }
}
