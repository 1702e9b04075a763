/** What GOV.UK's script puts on the page when somebody leaves it quickly, whether by the button, the link or the keyboard. */
const leaving = 'govuk-exit-this-page-hide-content'

/**
 * Whoever goes back to a page that has a way out finds nothing that was written or shown there. A page that was left
 * quickly is none to go back to. One that the browser kept alive has emptied itself, and is asked for anew.
 */
export function forgetWhenLeft() {
  const wayOut = document.querySelector('.govuk-js-exit-this-page-button')
  if (!wayOut) return
  const { body } = document
  const leave = () => body.classList.contains(leaving) && window.location.replace(wayOut.href)
  new MutationObserver(leave).observe(body, { attributeFilter: ['class'] })
  window.addEventListener('pagehide', () => body.replaceChildren())
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) window.location.replace(window.location.pathname)
  })
}
