import { findSchool, schoolIdBySlug } from '#/features/schools/index.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { type Context, reading } from '#/platform/context.ts'
import type { SchoolInPath } from '#/platform/web/route.ts'

const keptForMs = 30_000

/** Finds the school of a path. Its name is asked for at most every half minute; a school never changes its slug. */
export function schoolFinder(context: Context): (slug: string) => Promise<SchoolInPath | undefined> {
  const known = new Map<string, { school: SchoolInPath; untilMs: number }>()
  return async (slug) => {
    const nowMs = context.clock().getTime()
    const found = known.get(slug)
    if (found && found.untilMs > nowMs) return found.school
    const id = await schoolIdBySlug(context.db, slug)
    if (id === null) return undefined
    const { name } = await reading(context, systemActor(id), (tx) => findSchool(tx, id))
    const school = { id, slug, name }
    known.set(slug, { school, untilMs: nowMs + keptForMs })
    return school
  }
}
