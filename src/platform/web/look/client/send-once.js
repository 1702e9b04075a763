/** A second click on a form's button within two seconds does nothing. The server's token guards the rest. */
export function sendOnce() {
  for (const form of document.querySelectorAll('form[data-once]')) {
    let sentAtMs = 0
    form.addEventListener('submit', (event) => {
      const nowMs = Date.now()
      if (nowMs - sentAtMs < 2000) event.preventDefault()
      else sentAtMs = nowMs
    })
  }
}
