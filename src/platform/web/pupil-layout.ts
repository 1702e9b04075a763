import type { FieldErrors } from './components/fields.ts'
import { errorSummary } from './components/form.ts'
import { govuk } from './components/govuk.ts'
import { type Html, html } from './html.ts'
import { demonstrationStrip, documentOf } from './layout.ts'
import { assetsPath } from './look/sources.ts'
import { picture } from './pictures.ts'
import { wayOut, wayOutLink } from './way-out.ts'

/** A page for a child: few words, large targets, a way out at any moment, and nobody to blame. */
export type PupilFrame = {
  title: string
  body: Html
  errors?: FieldErrors
  school?: { name: string; href: string }
  demonstration?: string
  /** How far one is: shown as dots and said in words. */
  step?: { at: number; of: number }
}

/** A page for a child, with "Leave this page quickly" and, where the device has a voice of its own, read-aloud. */
export function pupilLayout(frame: PupilFrame): Html {
  return documentOf(
    frame,
    html`${govuk.skipLink({ text: 'Skip to the page', href: '#main' })}
${wayOutLink()}
${frame.demonstration !== undefined && html`<section aria-label="Demonstration">${demonstrationStrip(frame.demonstration)}</section>`}
<div class="govuk-width-container sk-pupil">
<header class="sk-pupil__top">
<span class="sk-pupil__brand"><img src="${assetsPath}/mark.svg" alt="" width="40" height="40"><span class="sk-pupil__school">${frame.school?.name ?? 'Schoolkeeper'}</span></span>
<div class="sk-exit">${wayOut()}</div>
</header>
<main class="sk-pupil__page" id="main">
<button class="govuk-button govuk-button--secondary sk-aloud" type="button" data-read-aloud data-module="govuk-button" hidden>
<img src="${assetsPath}/listen.svg" alt="" width="28" height="28"> Read this to me</button>
${errorSummary(frame.errors ?? {})}
${frame.step && steps(frame.step)}
${frame.body}
</main>
<footer class="sk-pupil__foot">
<p>${picture('safe-adult')}<span>You can ring <strong>Childline</strong> on <a class="govuk-link" href="tel:08001111">0800 1111</a>. It is free.</span></p>
<p>${picture('stop')}<span>In danger right now? Ring <strong><a class="govuk-link" href="tel:999">999</a></strong>.</span></p>
</footer>
</div>`,
    'sk-pupil-body',
  )
}

function steps({ at, of }: { at: number; of: number }): Html {
  const dots = Array.from(
    { length: of },
    (_, index) => html`<li class="${index < at && 'sk-steps__done'}"></li>`,
  )
  return html`<div class="sk-steps"><ol aria-hidden="true">${dots}</ol>
<span class="govuk-visually-hidden">Step ${at} of ${of}</span></div>`
}
