// A system that says who has an account: one account that waits for a person, one group, and its token.

import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import { addConnection, makeToken } from '../../src/features/provisioning/keep-connection.ts'
import { createGroup } from '../../src/features/provisioning/receive-group.ts'
import { createUser } from '../../src/features/provisioning/receive-user.ts'
import type { Kind, Params } from './places.ts'
import type { MatrixSchool } from './staff-school.ts'

/** A source with a token, an entry and a group: what the routes of provisioning name. */
export async function makeSource(
  context: Context,
  { id: schoolId, people: { head } }: MatrixSchool,
): Promise<{ at: Partial<Record<Kind, Params>>; token: string }> {
  const form = { name: 'Entra', source: 'entra', brings: 'staff' } as const
  const connection = await addConnection(context, head, form)
  const { token } = await makeToken(context, head, connection)
  const source: Actor = { kind: 'integration', schoolId, integrationId: connection }
  const name = { givenName: 'Noor', familyName: 'Vale' }
  const { id: entry } = await createUser(context, source, { userName: 'noor@school.example', name })
  const { group } = await createGroup(context, source, { displayName: 'Staff', members: [{ value: entry }] })
  return {
    at: {
      sourceConnection: { connection },
      sourceEntry: { connection, entry },
      sourceGroup: { connection, group: group.id },
      scimUser: { id: entry },
      scimGroup: { id: group.id },
    },
    token,
  }
}
