// Who somebody says they are, inside the encryption to the proxy (decision X11). Wrong keys are slowed down, and nobody is
// locked out (decision X9): where a key was right before, it goes on whatever others try there.

import { hashProxyKey } from '#/engines/filter/index.ts'

export type ShownKey = { name: string; secretHash: string }

/** `none`: nothing was shown. `late`: not looked at before so many seconds, because several were wrong. */
export type Looked =
  | { kind: 'right'; key: ShownKey }
  | { kind: 'none' | 'wrong' }
  | { kind: 'late'; waitSeconds: number }

const basic = /^basic +([a-z0-9+/]{1,512}={0,2})$/i

/** Reads `Proxy-Authorization: Basic` (RFC 7617). Undefined for anything else. */
export function readShownKey(authorization: string | undefined): ShownKey | undefined {
  const written = basic.exec(authorization?.trim() ?? '')?.[1]
  const text = Buffer.from(written ?? '', 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return undefined
  return { name: text.slice(0, colon).trim().toLowerCase(), secretHash: hashProxyKey(text.slice(colon + 1)) }
}

/** The same waits as at the sign-in to Schoolkeeper: 5 s after the third wrong one, then doubling, at most 15 minutes. */
const freeTries = 3
const firstWaitMs = 5000
const longestWaitMs = 15 * 60_000
/** Whoever makes names up fills no more than this. */
const rememberedMost = 4096

/** Looks at keys. `isTheirs` says whether somebody has it now; `steadyMs` is a clock that nobody sets. */
export function createKeyCheck(
  isTheirs: (key: ShownKey, address: string) => boolean,
  steadyMs: () => number,
): (authorization: string | undefined, address: string) => Looked {
  const tries = createTries(steadyMs)
  const wereRight = new Set<string>()
  const look = (key: ShownKey, address: string): Looked => {
    const place = `${address} ${key.name}`
    const mark = `${place} ${key.secretHash}`
    const isKnown = wereRight.has(mark)
    const waitMs = isKnown ? 0 : tries.waitMs(place)
    if (waitMs > 0) return { kind: 'late', waitSeconds: Math.ceil(waitMs / 1000) }
    if (!isTheirs(key, address)) {
      wereRight.delete(mark)
      tries.wrong(place)
      return { kind: 'wrong' }
    }
    if (!isKnown) {
      tries.forget(place)
      dropOldest(wereRight)
      wereRight.add(mark)
    }
    return { kind: 'right', key }
  }
  return (authorization, address) => {
    if (authorization === undefined) return { kind: 'none' }
    const key = readShownKey(authorization)
    return key ? look(key, address) : { kind: 'wrong' }
  }
}

/** Wrong answers by place, and how long the next one there has to wait. */
function createTries(steadyMs: () => number) {
  const known = new Map<string, { wrong: number; waitUntilMs: number }>()
  return {
    waitMs: (place: string): number => (known.get(place)?.waitUntilMs ?? 0) - steadyMs(),
    forget: (place: string): void => {
      known.delete(place)
    },
    wrong: (place: string): void => {
      const wrong = (known.get(place)?.wrong ?? 0) + 1
      known.delete(place)
      dropOldest(known)
      known.set(place, { wrong, waitUntilMs: steadyMs() + waitAfter(wrong) })
    },
  }
}

const waitAfter = (wrong: number): number =>
  wrong < freeTries ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (wrong - freeTries))

function dropOldest(all: Set<string> | Map<string, unknown>): void {
  if (all.size >= rememberedMost) all.delete(all.keys().next().value ?? '')
}
