// What systems of the school tell, as JSON under /s/<school>/network/v1, each with its token.

import type * as z from 'zod'
import { Refused } from '#/kernel/refusal.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Exchange, ExchangeRequest, ExchangeRoute } from '#/platform/web/exchange.ts'
import { knowTeller } from './know-teller.ts'
import { takeLease, takeLeaseEnd } from './take-lease.ts'
import { takeLogoff, takeLogon } from './take-logon.ts'
import { saveTeller } from './teller-store.ts'
import { toldLease, toldLeaseEnd, toldLogoff, toldLogon } from './told-logon.ts'

type Take<T> = (context: Context, actor: ExchangeRequest['actor'], told: T, from: string) => Promise<void>

function route<T>(
  path: ExchangeRoute['path'],
  does: string,
  schema: z.ZodType<T>,
  take: Take<T>,
): ExchangeRoute {
  return {
    method: 'POST',
    path,
    may: 'toldLogons.tell',
    does,
    answer: async (request) => {
      const { context, actor, body, from } = request
      try {
        const read = schema.safeParse(body ?? {})
        if (!read.success) throw new Refused(whatIsWrong(read.error))
        await take(context, actor, read.data, from)
        return { status: 204 }
      } catch (error) {
        if (error instanceof Refused) await noteRefusal(request, error.message)
        throw error
      }
    },
  }
}

/** Fields have sentences of their own. */
const whatIsWrong = ({ issues: [first] }: z.ZodError): string =>
  first === undefined || first.path.length === 0 ? 'Send one JSON object.' : first.message

/** A technician sees on the page why nothing happens; the sentence names nobody. */
function noteRefusal({ context, actor }: ExchangeRequest, sentence: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    if (actor.kind !== 'integration') return
    const { schoolId, integrationId } = actor
    const refused = { last_refused_at: context.clock(), last_refusal: sentence.slice(0, 200) }
    await saveTeller(tx, schoolId, integrationId, refused)
  })
}

export const networkExchange: Exchange = {
  path: '/network/v1',
  contentType: 'application/json',
  routes: [
    route('/logon', 'tells that somebody logged on to the network', toldLogon, takeLogon),
    route('/logoff', 'tells that somebody logged off', toldLogoff, takeLogoff),
    route('/lease', 'tells which device has which address', toldLease, takeLease),
    route('/lease-end', 'tells that a device gave its address back', toldLeaseEnd, takeLeaseEnd),
  ],
  identify: ({ context, school, token, address }) =>
    knowTeller(context, { schoolId: school.id, token, address }),
  refusal: ({ status, sentence }) => ({ status, body: { error: sentence } }),
}
