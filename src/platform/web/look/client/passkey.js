// Makes or uses a passkey and sends what the browser says about it with the form. Without this script, or in a browser
// that has no passkeys, the form stays hidden and an authenticator app works instead.

import './simplewebauthn-browser.js'

const { startRegistration, startAuthentication, browserSupportsWebAuthn } = globalThis.SimpleWebAuthnBrowser
const starts = { make: startRegistration, use: startAuthentication }

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (browserSupportsWebAuthn()) prepare(form)
}

function prepare(form) {
  form.hidden = false
  const problem = form.querySelector('[data-passkey-problem]')
  form.addEventListener('submit', async (event) => {
    if (form.elements.response.value) return
    event.preventDefault()
    problem.hidden = true
    try {
      const optionsJSON = JSON.parse(form.dataset.options)
      form.elements.response.value = JSON.stringify(await starts[form.dataset.passkey]({ optionsJSON }))
      form.submit()
    } catch {
      problem.hidden = false
    }
  })
}
