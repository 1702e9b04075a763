import { requirePerson } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { asksAboutAdults } from './ask-about-adult.ts'
import { isNamed } from './look-at-day.ts'

/** The request as pages are drawn for it: who may look at whose day is a setting, which the permissions cannot know. */
export async function withWhatOpens(request: WebRequest): Promise<WebRequest> {
  const { context, actor } = request
  const person = requirePerson(actor)
  const shut = await reading(context, actor, async (tx) => [
    ...((await isNamed(tx, person)) ? [] : ['/activity/look']),
    ...((await asksAboutAdults(tx, person)) ? [] : ['/activity/adult']),
  ])
  return { ...request, opens: (path) => !shut.includes(path) && request.opens(path) }
}
