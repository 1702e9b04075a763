// A browser's way to a provider and back. It has one cookie for it; whatever comes back without that cookie, twice, late
// or from another provider than it went to is nobody's.

import { NotFound } from '#/kernel/refusal.ts'
import type { PersonActor } from '../../access/actor.ts'
import { type Context, inTransaction } from '../../context.ts'
import { type Tx, withScope } from '../../database/database.ts'
import {
  addressOfProvider,
  type Claims,
  claimsFrom,
  ProviderTrouble,
  type TroubleKind,
} from '../../open-id/open-id.ts'
import { secretsOf } from '../../open-id/secrets.ts'
import type { WebRequest } from '../../web/route.ts'
import type { Parts } from '../parts.ts'
import { hashToken, newToken } from '../session.ts'
import { slowDown, waitingRoom } from '../slow-down.ts'
import { addressOf, requireProvider } from './keep-provider.ts'
import { type Provider, type ProviderKind, providerKinds } from './provider.ts'
import { findProvider, insertTrip, type Trip, takeTrip } from './provider-store.ts'

export const tripLastsSeconds = 10 * 60

/** Where the provider sends browsers back to: exactly this address is entered there. */
export function returnAddress({ publicUrl, at }: Pick<WebRequest, 'publicUrl' | 'at'>, kind: ProviderKind) {
  return `${publicUrl}${at(`/sign-in/with/${kind}/back`)}`
}

export type Outset = { to: string; token: string }
type Going = { kind: ProviderKind; next: string } & (
  | { purpose: 'signIn'; traveller: null; linkHash: null }
  | { purpose: 'invitation'; traveller: null; linkHash: Buffer }
  | { purpose: 'connect' | 'try'; traveller: PersonActor; linkHash: null }
)

/** A whole school may begin its day at one address. */
const schoolBegins = { free: 600, mostWaiting: 60 }
const settingOut = waitingRoom(120)

/** Sets out for a provider. Not found while it is off, save for trying it. Floods are slowed down. */
export async function setOut(
  parts: Parts,
  request: WebRequest,
  going: Going,
): Promise<Outset | { trouble: TroubleKind }> {
  const { context, school } = request
  const { token, hash: tokenHash } = newToken()
  await slowDown(context, parts.keyedHash, {
    schoolId: school.id,
    places: [{ ...schoolBegins, key: `provider ${request.client.address}` }],
    withinMinutes: 10,
    room: settingOut,
  })
  const prepared = await inTransaction(
    context,
    going.traveller ?? { kind: 'anonymous', schoolId: school.id },
    async (tx) => {
      const provider = await requireOpen(tx, school.id, going)
      const now = context.clock()
      await insertTrip(tx, school.id, {
        tokenHash,
        providerId: provider.id,
        purpose: going.purpose,
        personId: going.traveller?.personId ?? null,
        linkHash: going.linkHash,
        next: going.next,
        expiresAt: new Date(now.getTime() + tripLastsSeconds * 1000),
      })
      return { provider, address: await addressOf(parts, tx, school.id, provider) }
    },
  )
  try {
    const { provider, address } = prepared
    const to = await addressOfProvider(address, {
      redirectUri: returnAddress(request, going.kind),
      secrets: secretsOf(token),
      more: providerKinds[going.kind].asksFor(provider.belongsTo),
    })
    return { to, token }
  } catch (error) {
    return { trouble: troubleOf(context, school.id, going.kind, error) }
  }
}

/** Off looks the same as not there. */
async function requireOpen(tx: Tx, schoolId: string, { kind, purpose }: Going): Promise<Provider> {
  const provider = await requireProvider(tx, schoolId, kind)
  if (provider.state === 'off' && purpose !== 'try') throw new NotFound('sign-in provider')
  return provider
}

export type Arrival =
  | { arrived: true; provider: Provider; trip: Trip; claims: Claims }
  | { arrived: false; why: TroubleKind | 'tripOver'; trip: Trip | null }

/** Takes a browser that came back, once, and asks the provider who it is. */
export async function arrive(
  parts: Parts,
  request: WebRequest,
  kind: ProviderKind,
  token: string | null,
): Promise<Arrival> {
  const { context, school } = request
  const over: Arrival = { arrived: false, why: 'tripOver', trip: null }
  if (token === null || request.query.state !== secretsOf(token).state) return over
  const taken = await withScope(
    context.db,
    { schoolId: school.id, personId: null },
    'read write',
    async (tx) => {
      const provider = await findProvider(tx, school.id, kind)
      if (!provider) return null
      const now = context.clock()
      const trip = await takeTrip(tx, school.id, {
        tokenHash: hashToken(token),
        providerId: provider.id,
        now,
      })
      if (!trip || (provider.state === 'off' && trip.purpose !== 'try')) return null
      return { provider, trip, address: await addressOf(parts, tx, school.id, provider) }
    },
  )
  if (taken === null) return over
  const address = new URL(returnAddress(request, kind))
  for (const [name, value] of Object.entries(request.query)) address.searchParams.set(name, value)
  try {
    const claims = await claimsFrom(taken.address, { address, secrets: secretsOf(token) })
    return { arrived: true, provider: taken.provider, trip: taken.trip, claims }
  } catch (error) {
    return { arrived: false, why: troubleOf(context, school.id, kind, error), trip: taken.trip }
  }
}

/** What went wrong, for the page; its code, without anything that was sent, for the log. */
function troubleOf(context: Context, schoolId: string, kind: ProviderKind, error: unknown): TroubleKind {
  if (!(error instanceof ProviderTrouble)) throw error
  context.log.warn({ schoolId, kind, trouble: error.message }, 'a sign-in provider could not be used')
  return error.kind
}
