import { londonDate } from '#/kernel/london-time.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type Person, rolesOn } from '../people/index.ts'
import { giveAccessTo } from './access-store.ts'
import type { Incident } from './incident.ts'
import { alsoReadsLog, alsoReadsSafeguarding, readableBy } from './readers.ts'

/**
 * Puts those on the incident's list who were given something to do about it and whose role does not show it to them:
 * a task never leads to a page that says "not found". Returns who stands there only now.
 */
export async function letIn(
  context: Context,
  tx: Tx,
  incident: Incident,
  people: readonly Pick<Person, 'id'>[],
  why: string,
  { whileOnDuty = false } = {},
): Promise<string[]> {
  const at = context.clock()
  const also = {
    log: await readSetting(tx, incident.schoolId, alsoReadsLog),
    safeguarding: await readSetting(tx, incident.schoolId, alsoReadsSafeguarding),
  }
  const added: string[] = []
  for (const person of people) {
    const roles = await rolesOn(tx, incident.schoolId, person.id, londonDate(at))
    const byRole = readableBy(roles, also).some(
      (row) => row.register === incident.register && row.safeguarding === incident.safeguarding,
    )
    if (byRole && !incident.restricted) continue
    if (await giveAccessTo(tx, incident, person.id, { why, at, by: null, whileOnDuty })) added.push(person.id)
  }
  return added
}
