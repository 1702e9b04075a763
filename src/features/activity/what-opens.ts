import { requirePerson } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { isNamed } from './look-at-day.ts'

/** The request as pages are drawn for it: who may look at one child's day is a setting, which its permission cannot know. */
export async function withWhatOpens(request: WebRequest): Promise<WebRequest> {
  const { context, actor } = request
  const looks = await reading(context, actor, (tx) => isNamed(tx, requirePerson(actor)))
  return { ...request, opens: (path) => (path !== '/activity/look' || looks) && request.opens(path) }
}
