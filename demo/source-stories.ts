// A system that says who has an account: connected in the autumn, with one adult whom somebody has to let in and a group.

import { type Actor, systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { connectionsOf } from '../src/features/provisioning/connection-store.ts'
import { addConnection, makeToken } from '../src/features/provisioning/keep-connection.ts'
import { knowSource } from '../src/features/provisioning/know-source.ts'
import { createGroup } from '../src/features/provisioning/receive-group.ts'
import { createUser } from '../src/features/provisioning/receive-user.ts'
import { type Act, actor, type Moment, type Stage } from './moment.ts'

/** On the last day, before school, a source of accounts is connected. */
export function sourceStories({ lastDay }: Stage): Act[] {
  return [{ at: new Date(`${lastDay}T07:45:00Z`), play: connect }]
}

/** What came is played here, as the system would have sent it. */
async function connect(moment: Moment): Promise<void> {
  const { context, stage } = moment
  const head = actor(moment, 'head')
  const form = { name: 'Staff accounts', source: 'entra', brings: 'staff' } as const
  const connectionId = await addConnection(context, head, form)
  const source: Actor = { kind: 'integration', schoolId: stage.loaded.schoolId, integrationId: connectionId }
  const { id } = await createUser(context, source, {
    userName: 'ottilie.marsh@accounts.example',
    name: { givenName: 'Ottilie', familyName: 'Marsh' },
    title: 'Teaching assistant',
  })
  await createGroup(context, source, { displayName: 'All staff', members: [{ value: id }] })
}

/** The system asks now, as it would every hour: with a token that nobody keeps, so that nothing comes in by it again. */
export async function hearFromSource(moment: Moment): Promise<void> {
  const { context, stage } = moment
  const { schoolId } = stage.loaded
  const connected = await reading(context, systemActor(schoolId), (tx) => connectionsOf(tx, schoolId))
  for (const { id } of connected) {
    const { token } = await makeToken(context, actor(moment, 'head'), id)
    await knowSource(context, { schoolId, token, address: '127.0.0.1' })
  }
}
