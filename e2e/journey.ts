import { type TestContext, test } from 'node:test'
import { stuckBrowsers } from './stuck-browser.ts'

type Walk = (t: TestContext) => Promise<void>

/** A test that goes through pages in a browser. Where the browser got stuck, not the school, it goes once more from the start. */
export function journey(name: string, walk: Walk): void {
  test(name, (t) => walkAgainIfStuck(t, walk))
}

/** As `journey`, within a test. A part of the journey that the stuck browser broke off does not count as failed. */
export async function walkAgainIfStuck(t: TestContext, walk: Walk): Promise<void> {
  const before = stuckBrowsers()
  const isStuck = (): boolean => stuckBrowsers() > before
  const test = t.test.bind(t)
  const part = async (name: string, walkPart: Walk): Promise<void> => {
    const broken: unknown[] = []
    await test(name, async (u) => {
      try {
        await walkPart(u as TestContext)
      } catch (error) {
        if (!isStuck()) throw error
        broken.push(error)
      }
    })
    if (broken.length > 0) throw broken[0]
  }
  Object.defineProperty(t, 'test', { value: part, configurable: true })
  try {
    await walk(t)
  } catch (error) {
    if (!isStuck()) throw error
    t.diagnostic('The browser stopped answering. The journey begins once more.')
    Object.defineProperty(t, 'test', { value: test, configurable: true })
    await walk(t)
  }
}
