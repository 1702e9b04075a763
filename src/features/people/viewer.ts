import { londonDate } from '#/kernel/london-time.ts'
import { requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Viewer } from './person-store.ts'

/** The actor as somebody who looks people up today. Refuses whoever is no person. */
export function viewerOf(context: Context, actor: Actor): Viewer {
  const { schoolId, personId, roles } = requirePerson(actor)
  return { schoolId, personId, roles, today: londonDate(context.clock()) }
}
