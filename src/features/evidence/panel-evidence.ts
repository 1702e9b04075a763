// The part of an incident's page that shows what is kept of it.

import { reading } from '#/platform/context.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Panel, WebRequest } from '#/platform/web/route.ts'
import { findIncident } from '../incidents/index.ts'
import { asksOnlyOtherCrime, type Keeps } from './illegality.ts'
import { readKeeping } from './keeping.ts'
import { itemsList } from './pages.ts'
import { otherCrimeLeft } from './pages-illegality.ts'
import { itemsOf } from './store.ts'

export const evidencePanel: Panel = { on: 'incident', may: 'evidence.read', order: 40, draw }

const lines: Readonly<Record<Keeps, string>> = {
  unanswered: 'Nothing is kept before somebody has answered whether it could be illegal.',
  entries: 'No file may be kept: only words about where a thing lies.',
  words: 'This may be a crime: a screenshot of words may be kept by the safeguarding lead or the head.',
  files: 'Files may be kept. Every look at them is written down.',
}

async function draw({ context, actor, at }: WebRequest, incidentId: string): Promise<Html> {
  const { items, keeps, onlyOther } = await reading(context, actor, async (tx) => {
    const incident = await findIncident(tx, actor, incidentId)
    const { keeps } = await readKeeping(tx, incident)
    const onlyOther = asksOnlyOtherCrime(incident, keeps)
    return { items: await itemsOf(tx, actor, incidentId), keeps, onlyOther }
  })
  const href = at(`/incidents/${incidentId}/evidence`)
  const way = onlyOther
    ? 'Answer whether it could be another crime'
    : keeps === 'unanswered'
      ? 'Answer whether it could be illegal'
      : 'Open evidence and items'
  return html`<section aria-labelledby="evidence-panel"><h2 class="govuk-heading-m" id="evidence-panel">Evidence and items</h2>
<p class="govuk-body">${onlyOther ? `${otherCrimeLeft} Until then nothing is kept.` : lines[keeps]}</p>
${items.length > 0 && itemsList(items, at)}
${govuk.button({ text: way, href, classes: 'govuk-button--secondary' })}</section>`
}
