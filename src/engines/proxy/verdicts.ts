// What the gate says of a place: go on, or what somebody reads there instead, by who they are and why.

import { becauseOf } from '#/engines/filter/index.ts'
import { drawBlockPage, drawHelpPage } from './block-page.ts'
import type { Blocked, Place, Verdict } from './gate.ts'
import type { Found } from './serving.ts'

/** Where pages lead: `%s` becomes the school, `%u` the site. Without `signInAt` nobody is led there. */
export type LeadsTo = {
  /** Where somebody asks for a site. */
  askAt: string
  /** Where somebody says who they are. */
  signInAt?: string | undefined
  /** Where a page of help stands, for ways in that can show none; it is never told the site. */
  helpAt?: string | undefined
}

/** Go on. */
export const allowed: Verdict = { allowed: true }

/** For whoever is in no school’s network, or was until a moment ago. */
export const nobodys: Blocked = inPlaceOf(
  '',
  'This device is in no school’s network, or its key for the proxy is over.',
)

/** For what would carry everything past the filter: nobody may open it, so nobody is led to ask. */
export const roundabout = ({ host }: Place): Blocked =>
  inPlaceOf(host, 'Blocked for everybody: it is a way round the filter.')

const nobodyYet =
  'Nobody has signed in on this device yet. Until somebody has, only help and this school’s own pages are open.'

/** The page of help, for ways in that can show no page. */
const helpSentence =
  'You are not alone. Childline is free, day and night: 0800 1111. If you are in danger now, ring 999.'

/** For what the policy blocks: why, and whom to ask. */
export function blockedPage(
  { asker, school }: Found,
  { host }: Place,
  decision: number,
  { askAt, signInAt, helpAt }: LeadsTo,
): Blocked {
  const filled = (address: string | undefined): string | undefined =>
    address?.replaceAll('%s', encodeURIComponent(school.school)).replaceAll('%u', encodeURIComponent(host))
  const because = becauseOf(decision)
  // A wall alone would be the wrong answer to a child who looks for ways to harm themselves.
  if (school.leadsToHelp(asker.profile, decision))
    return { allowed: false, page: { html: drawHelpPage(), says: helpSentence, helpAt: filled(helpAt) } }
  // What is sealed nobody may open, and what is stopped or searched for is not about the site: nobody is led to ask for it.
  const mayAsk = because !== 'sealed' && because !== 'suspended' && because !== 'search'
  const isUnknown = asker.knownBy === 'network'
  const sentence = because === 'suspended' && isUnknown ? nobodyYet : school.sentence(asker.profile, decision)
  return inPlaceOf(host, sentence, {
    askAt: mayAsk ? filled(askAt) : undefined,
    signInAt: isUnknown && because !== 'sealed' ? filled(signInAt) : undefined,
  })
}

/** The page below the question for a key; `waitSeconds` is above 0 after several wrong ones. */
export function keyAsked({ host }: Place, waitSeconds: number): Blocked {
  const sentence =
    waitSeconds > 0
      ? 'That name or key was wrong several times. Wait a little, then try again.'
      : 'This way into the internet asks for a key. You find yours in Schoolkeeper, under “This device”. Without one, only help and this school’s own pages are open.'
  return { ...inPlaceOf(host, sentence), asksForKey: { waitSeconds } }
}

function inPlaceOf(
  host: string,
  sentence: string,
  leads: { [where in keyof LeadsTo]?: string | undefined } = {},
): Blocked {
  const { askAt, signInAt } = leads
  const html = drawBlockPage({ sentence, host, askAt, signInAt })
  return { allowed: false, page: { html, says: sentence, askAt } }
}
