import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { walkAgainIfStuck } from './journey.ts'
import { endOnceStuck, stuckBrowsers } from './stuck-browser.ts'

test('a browser that stops answering is ended, and the journey begins once more', async (t) => {
  const before = stuckBrowsers()
  let walks = 0
  await walkAgainIfStuck(t, async (u) => {
    walks += 1
    if (walks === 1) await u.test('a part that the browser breaks off', () => waitFor(aBrowser(never)))
  })
  assert.equal(walks, 2)
  assert.equal(stuckBrowsers(), before + 1)
})

test('a journey that fails while its browser answers, fails at once', async (t) => {
  const browser = aBrowser(async () => undefined)
  let walks = 0
  const walking = walkAgainIfStuck(t, async () => {
    walks += 1
    await wait(50)
    throw new Error('The page has no heading.')
  })
  await assert.rejects(walking, /no heading/)
  assert.equal(walks, 1)
  assert(browser.isConnected())
})

test('a browser that gets stuck twice fails the journey', async (t) => {
  await assert.rejects(
    walkAgainIfStuck(t, () => waitFor(aBrowser(never))),
    /closed/,
  )
})

const never = () => new Promise<never>(() => undefined)

/** What a journey sees of a browser: it answers as `answer` does, and whoever waits for it is told when it ends. */
function aBrowser(answer: () => Promise<unknown>) {
  const closed = Promise.withResolvers<never>()
  closed.promise.catch(() => undefined)
  let isOpen = true
  const browser = {
    isConnected: () => isOpen,
    contexts: () => [],
    newBrowserCDPSession: async () => ({ detach: answer }),
    close: async () => {
      isOpen = false
      closed.reject(new Error('The browser has been closed'))
    },
  }
  endOnceStuck(browser as never, { askEveryMs: 5, answerWithinMs: 20 })
  return { ...browser, closed: closed.promise }
}

async function waitFor({ closed }: ReturnType<typeof aBrowser>): Promise<void> {
  const alive = setInterval(() => undefined, 1_000)
  await closed.finally(() => clearInterval(alive))
}
