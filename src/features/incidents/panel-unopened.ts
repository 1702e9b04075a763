// The card below a person's tasks: reports of possible harm that nobody has opened.

import { reading } from '#/platform/context.ts'
import { html } from '#/platform/web/html.ts'
import type { HomeCard, WebRequest } from '#/platform/web/route.ts'
import { countUnopenedHarm } from './list-store.ts'

export const unopenedCard: HomeCard = { may: 'incidents.readLog', order: 10, draw }

async function draw({ context, actor, at }: WebRequest) {
  const count = await reading(context, actor, (tx) => countUnopenedHarm(tx, actor))
  if (count === 0) return null
  const words = count === 1 ? '1 report of possible harm' : `${count} reports of possible harm`
  return html`<section><h2 class="govuk-heading-m">Not opened yet</h2>
<p class="govuk-body"><a class="govuk-link" href="${at('/incidents?state=new')}">${words} that nobody has opened</a></p></section>`
}
