// A person of the school says whose a waiting account is.

import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { comeBack, findPerson, type PersonKind } from '../people/index.ts'
import { findConnection } from './connection-store.ts'
import { findEntries, findEntry, type Of, saveEntry } from './entry-store.ts'
import { endWaiting, join, ofConnection, tie } from './place-entry.ts'

const newKinds = [
  'pupil',
  'staff',
  'governor',
  'volunteer',
  'supply',
  'contractor',
] as const satisfies PersonKind[]

/** `person:<id>`, `new:<kind>` or `nobody`. */
export const settleForm = z.object({
  whose: z
    .string('Choose whose account it is')
    .regex(/^(person:[0-9a-f-]{36}|new:[a-z]+|nobody)$/, 'Choose whose account it is'),
})

/**
 * Says whose an account is: somebody's on record (who is here again, if they had left), a new person's, or nobody's of the
 * school. Refuses one that does not wait, one of a person who has another, and a new person without a name.
 */
export function settleEntry(
  context: Context,
  actor: Actor,
  { connectionId, entryId, whose }: { connectionId: string; entryId: string; whose: string },
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const connection = await findConnection(tx, actor.schoolId, connectionId, true)
    const parts = { context, tx, actor, connection }
    const of = ofConnection(parts)
    const entry = await findEntry(tx, of, entryId)
    allow(context, actor, 'provisioning.settle')
    if (entry.waitsFor === null)
      throw new Refused('This account does not wait any more. Somebody has said whose it is.')
    const [how = '', what = ''] = whose.split(':')
    if (how === 'nobody') {
      await saveEntry(tx, of, entryId, { waitsFor: null }, context.clock())
    } else if (how === 'person') {
      await requireFree(tx, of, what, entryId)
      await bringBack({ context, tx, actor }, what)
      await saveEntry(tx, of, entryId, { closed: null }, context.clock())
      await tie(parts, entry, what)
    } else {
      const kind = newKinds.find((one) => one === what)
      const { givenName, familyName } = entry.said
      if (kind === undefined || entry.personId !== null) throw new Refused('Choose whose account it is.')
      if (givenName === null || familyName === null)
        throw new Refused(
          'The account has no whole name. Have it put right where it is kept, and it comes again.',
        )
      await join(parts, entry, kind)
    }
    record(tx, {
      did: 'provisioning.settled',
      about: { kind: 'provisioningEntry', id: entryId },
      detail: { whose },
    })
    await endWaiting(parts)
  })
}

async function requireFree(tx: Tx, of: Of, personId: string, entryId: string): Promise<void> {
  const { entries } = await findEntries(tx, of, [{ name: 'person', value: personId }], {
    startIndex: 1,
    count: 2,
  })
  if (entries.some(({ id }) => id !== entryId))
    throw new Refused('This person has another account of this connection.')
}

async function bringBack(
  { context, tx, actor }: { context: Context; tx: Tx; actor: Actor },
  personId: string,
): Promise<void> {
  const { kind, leftOn } = await findPerson(tx, actor.schoolId, personId)
  const today = londonDate(context.clock())
  if (leftOn !== null && leftOn <= today) await comeBack(context, tx, actor, [{ personId, kind }], today)
}
