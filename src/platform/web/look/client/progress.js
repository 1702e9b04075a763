/**
 * A page of long work asks for itself again and takes over the new state, so that nothing flickers and the focus
 * stays. Without scripts the page has a refresh of its own, inside <noscript>.
 */
export function refreshProgress() {
  const region = document.querySelector('[data-again-after-seconds]')
  if (!region) return
  const waitMs = Number(region.dataset.againAfterSeconds) * 1000
  const look = async () => {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => undefined)
    if (answer?.redirected) {
      location.assign(answer.url)
      return
    }
    const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : undefined
    const fresh = page?.querySelector('[data-again-after-seconds]')
    if (page && !fresh) location.reload()
    if (fresh && fresh.innerHTML !== region.innerHTML) region.replaceChildren(...fresh.childNodes)
    if (!page || fresh) setTimeout(look, waitMs)
  }
  setTimeout(look, waitMs)
}
