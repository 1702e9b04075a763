/**
 * Reads the page's own words aloud, never what a child typed. Only voices of this device are used, because others
 * send the text away; without one the button stays hidden.
 */
export function readAloud() {
  const button = document.querySelector('[data-read-aloud]')
  if (!button || !('speechSynthesis' in window)) return
  const voices = () =>
    speechSynthesis.getVoices().filter((voice) => voice.localService && /^en/i.test(voice.lang))
  const show = () => {
    button.hidden = voices().length === 0
  }
  show()
  speechSynthesis.addEventListener?.('voiceschanged', show)
  button.addEventListener('click', () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel()
      return
    }
    const voice = voices().find(({ lang }) => lang === 'en-GB') ?? voices()[0]
    for (const text of sentences()) {
      const utterance = new SpeechSynthesisUtterance(text)
      utterance.voice = voice ?? null
      utterance.rate = 0.9
      speechSynthesis.speak(utterance)
    }
  })
  window.addEventListener('pagehide', () => speechSynthesis.cancel())
}

function sentences() {
  const spoken = 'h1, h2, legend, label, p, li, .govuk-hint, .sk-choice__text'
  return [...document.querySelectorAll(`main :is(${spoken})`)]
    .filter((element) => !element.closest('[data-typed]') && element.checkVisibility?.() !== false)
    .filter((element) => !element.querySelector(spoken))
    .map((element) => element.textContent.trim())
    .filter((text) => text !== '')
}
