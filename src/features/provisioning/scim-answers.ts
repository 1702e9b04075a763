// What every answer about one account or group has in common: its version, and where it stands.

import type { ExchangeAnswer, ExchangeRequest } from '#/platform/web/exchange.ts'
import { connectionIdOf } from './receive.ts'
import { type Drawn, versionOf } from './scim-resource.ts'

export const may = 'provisioning.send' as const

/** The connection that asks. */
export const ofConnection = ({ actor }: ExchangeRequest) => ({
  schoolId: actor.schoolId,
  connectionId: connectionIdOf(actor),
})

/** Which resource is meant, and the version of it that the source has seen. */
export const seen = ({ params, headers }: ExchangeRequest) => ({
  id: params.id ?? '',
  ifMatch: headers['if-match'],
})

/** One resource, with its version; nothing but that where the source has the newest already. */
export function one(
  { headers }: ExchangeRequest,
  kept: { revision: number },
  drawn: Drawn,
  status = 200,
): ExchangeAnswer {
  const version = versionOf(kept)
  if (status === 200 && headers['if-none-match'] === version)
    return { status: 304, headers: { etag: version } }
  const { location } = drawn.meta as { location: string }
  return { status, body: drawn, headers: { etag: version, ...(status === 201 ? { location } : {}) } }
}
