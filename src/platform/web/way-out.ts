import { govuk } from './components/govuk.ts'
import { type Html, html } from './html.ts'

/** A page that anybody might have open. */
const leadsTo = 'https://www.bbc.co.uk/weather'

/** The first link for a keyboard: out of this page, without a script too. */
export function wayOutLink(): Html {
  return html`<a class="govuk-skip-link govuk-js-exit-this-page-skiplink" href="${leadsTo}" rel="nofollow noreferrer" data-module="govuk-skip-link">Leave this page quickly</a>`
}

/** "Leave this page quickly", for whoever tells something while somebody may look over their shoulder. */
export function wayOut(): Html {
  return govuk.exitThisPage({
    text: 'Leave this page quickly',
    redirectUrl: leadsTo,
    activatedText: 'Leaving this page.',
    pressTwoMoreTimesText: 'Shift, press 2 more times to leave this page.',
    pressOneMoreTimeText: 'Shift, press 1 more time to leave this page.',
  })
}
