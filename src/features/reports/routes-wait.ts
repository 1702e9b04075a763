import { TooMany } from '#/platform/web/refusals.ts'
import { type Answer, page, type WebRequest } from '#/platform/web/route.ts'
import { waitPage } from './pages-wait.ts'
import { slowDown } from './slow-down.ts'

/** Answers what was sent, after a wait where there is much of it. Where too many wait, a page keeps what was typed. */
export async function inTurn(
  request: WebRequest,
  what: Parameters<typeof slowDown>[2],
  answer: () => Promise<Answer>,
): Promise<Answer> {
  const { context, actor, client } = request
  try {
    await slowDown(context, actor, what, client.address)
  } catch (error) {
    if (error instanceof TooMany) return waitFor(request, error)
    throw error
  }
  return answer()
}

function waitFor(request: WebRequest, { afterSeconds }: TooMany): Answer {
  const { csrf, body, route, at } = request
  return page({
    title: 'Please wait a little',
    look: request.actor.kind === 'classSession' || route === '/report/child' ? 'pupil' : 'public',
    leaveQuickly: true,
    status: 429,
    body: waitPage({ action: at(route), csrf, typed: body, seconds: afterSeconds }),
  })
}
