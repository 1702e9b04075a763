// What the gate says of a place: go on, or the page that stands there instead.

import { type Asker, becauseOf } from '#/engines/filter/index.ts'
import { drawBlockPage } from './block-page.ts'
import type { Place, Verdict } from './gate.ts'
import type { GateOptions } from './open-gate.ts'

type Found = {
  asker: Asker
  school: { school: string; sentence: (profile: number, decision: number) => string }
}

/** Go on. */
export const allowed: Verdict = { allowed: true }
/** For a device that no school has. */
export const nobodys: Verdict = {
  allowed: false,
  page: {
    html: drawBlockPage({
      sentence: 'This device is in no school’s network.',
      host: '',
      askAt: undefined,
      signInAt: undefined,
    }),
  },
}

/** For what would carry everything past the filter: nobody may open it, so nobody is led to ask. */
export const roundabout = ({ host }: Place): Verdict => ({
  allowed: false,
  page: {
    html: drawBlockPage({
      sentence: 'Blocked for everybody: it is a way round the filter.',
      host,
      askAt: undefined,
      signInAt: undefined,
    }),
  },
})

const nobodyYet =
  'Nobody has signed in on this device yet. Until somebody has, only help and this school’s own pages are open.'

/** For what the policy blocks: why, and whom to ask. */
export function blockedPage(
  { asker, school }: Found,
  { host }: Place,
  decision: number,
  { askAt, signInAt }: Pick<GateOptions, 'askAt' | 'signInAt'>,
): Verdict {
  const filled = (address: string | undefined): string | undefined =>
    address?.replaceAll('%s', encodeURIComponent(school.school)).replaceAll('%u', encodeURIComponent(host))
  const because = becauseOf(decision)
  // What is sealed nobody may open, and what is stopped is not about the site: nobody is led to ask for it.
  const mayAsk = because !== 'sealed' && because !== 'suspended'
  const isUnknown = asker.knownBy === 'network'
  const html = drawBlockPage({
    sentence: because === 'suspended' && isUnknown ? nobodyYet : school.sentence(asker.profile, decision),
    host,
    askAt: mayAsk ? filled(askAt) : undefined,
    signInAt: isUnknown && because !== 'sealed' ? filled(signInAt) : undefined,
  })
  return { allowed: false, page: { html } }
}
