// What the page of the filter says of the engines that stand in the way.

import { statusTag, type TagColour } from '#/platform/web/components/records.ts'
import { type Html, html } from '#/platform/web/html.ts'
import {
  answeredWords,
  type Engine,
  runningWords,
  type Standing,
  standingOf,
  startedAgainWords,
} from './engine.ts'
import type { MadeState } from './state-store.ts'

/** That a part of the network is another school’s too. */
export const leftOutWords = (ranges: readonly string[]): string =>
  `${ranges.join(', ')} ${ranges.length === 1 ? 'is' : 'are'} left out of the filter, and nobody there gets an answer: another school of this server says that the same addresses are its own. Agree with it whose they are, and correct the network in the settings.`

const standings = {
  current: ['Has what was agreed', 'green', 'It answers by what was agreed last.'],
  behind: [
    'Has an earlier state',
    'orange',
    'It has not taken what was agreed last. Ask whoever runs it to look at what it says.',
  ],
  silent: [
    'Says nothing',
    'red',
    'It has not been heard for some minutes: it was stopped, or its machine is off.',
  ],
} as const satisfies Record<Standing, readonly [string, TagColour, string]>

/** Which engines stand in the way, and when each last answered; said plainly where none does. */
export function enginesSaid({
  engines,
  made,
  stateMadeAt,
  now,
}: {
  engines: readonly Engine[]
  made: MadeState | undefined
  stateMadeAt: ReadonlyMap<number, Date>
  now: Date
}): Html {
  if (engines.length === 0) {
    return statusTag({
      text: 'Nothing filters yet',
      colour: 'yellow',
      means:
        'No engine has been heard in the last week. What is agreed here reaches nobody until one runs on the network: the technician’s guide says how.',
    })
  }
  return html`<ul class="govuk-list govuk-list--spaced">${engines.map((engine) => {
    const standing = standingOf(engine, made, now)
    const [text, colour, means] = standings[standing]
    const runs = standing === 'silent' ? null : runningWords(engine, stateMadeAt)
    const again = startedAgainWords(engine)
    return html`<li>${answeredWords(engine, now)} <span class="govuk-hint sk-breaks">${engine.at}</span><br>${runs && html`${runs}<br>`}${statusTag({ text, colour, means })}${again && html`<br>${again}`}</li>`
  })}</ul>`
}
