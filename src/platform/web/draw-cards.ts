import { may } from '../access/access.ts'
import type { Html } from './html.ts'
import type { HomeCard, WebRequest } from './route.ts'

/** Draws the cards that whoever asks may see and that have something to say, in their order. */
export async function drawCards(request: WebRequest, cards: readonly HomeCard[]): Promise<Html[]> {
  const drawn: Html[] = []
  for (const card of cards) {
    const one = may(request.context, request.actor, card.may) ? await card.draw(request) : null
    if (one) drawn.push(one)
  }
  return drawn
}
