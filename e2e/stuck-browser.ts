// Chromium stops answering for good once in some hundred journeys on a full machine, and what Playwright asks of a page may
// take for ever. Such a browser is ended here, so that whoever waits for it is told.

import type { Browser } from 'playwright-core'

const patience = { askEveryMs: 10_000, answerWithinMs: 120_000 }

let ended = 0

/** How many browsers of this process got stuck so far. */
export const stuckBrowsers = (): number => ended

/** Asks the browser and its pages for a sign of life from now on, and ends it when none comes. Whatever it says is a sign. */
export function endOnceStuck(
  browser: Pick<Browser, 'isConnected' | 'contexts' | 'newBrowserCDPSession' | 'close'>,
  { askEveryMs, answerWithinMs } = patience,
): void {
  const ask = async (): Promise<unknown> => {
    const pages = browser.contexts().flatMap((context) => context.pages())
    const session = await browser.newBrowserCDPSession()
    await session.detach()
    return Promise.allSettled(pages.map((page) => page.title()))
  }
  let isEnded = false
  const timer = setInterval(() => {
    if (!browser.isConnected()) return clearInterval(timer)
    const late = setTimeout(() => {
      if (isEnded || !browser.isConnected()) return
      isEnded = true
      ended += 1
      clearInterval(timer)
      browser.close().catch(() => undefined)
    }, answerWithinMs)
    late.unref()
    void ask()
      .catch(() => undefined)
      .then(() => clearTimeout(late))
  }, askEveryMs)
  timer.unref()
}
