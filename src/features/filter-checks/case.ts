// What a self-test asks for, and what the answer means. Pure. Cases are data: a changed list gets the next number, so that a
// certificate says for years what was asked.

import type { YouTubeLevel } from '#/engines/filter/index.ts'
import {
  type CategoryId,
  categoryRow,
  type ProfileKey,
  sealedTestName,
  starterLists,
} from '../filtering/index.ts'

export const casesVersion = 4

/**
 * What has to come back. `closed`: nothing, for anybody, at any time. `asAgreed`: what the school's rules say now. `open`: help.
 * `safe`: the safe side of a search engine, where the rules say so. `level`: the side for videos that the rules name. `inClear`: a way
 * to the site that does not hide which it is. `sealed`: nothing, where a licensed list of illegal content is loaded.
 */
export type Expects = 'closed' | 'asAgreed' | 'open' | 'safe' | 'level' | 'inClear' | 'sealed'

export type Case = {
  key: string
  words: string
  /** Why it is tried, for whoever reads the certificate. */
  why: string
  name: string
  expects: Expects
  category?: CategoryId
}

const asAgreed = (category: CategoryId, name = starterLists[category].names[0] ?? ''): Case => ({
  key: category,
  words: categoryRow(category).words,
  why: categoryRow(category).why,
  name,
  expects: categoryRow(category).never ? 'closed' : 'asAgreed',
  category,
})

const safeSearch = (key: string, engine: string, name: string): Case => ({
  key,
  words: `Safe search at ${engine}`,
  why: 'The search engine is led to its safe side.',
  name,
  expects: 'safe',
})

/** Categories without a name to ask for are not here: nobody prints where self-harm and terrorism are praised. */
export const cases: readonly Case[] = [
  asAgreed('pornography'),
  asAgreed('malware'),
  {
    key: 'webProxy',
    words: 'A proxy on the web',
    why: 'Shows any site under another address.',
    name: 'croxyproxy.com',
    expects: 'closed',
    category: 'bypass',
  },
  {
    key: 'vpn',
    words: 'A private network (VPN)',
    why: 'Carries everything past the filter.',
    name: 'nordvpn.com',
    expects: 'closed',
    category: 'bypass',
  },
  {
    key: 'otherNameServer',
    words: 'A name server outside (DNS over HTTPS)',
    why: 'Answers what the school’s own does not.',
    name: 'dns.google',
    expects: 'closed',
    category: 'bypass',
  },
  {
    key: 'canary',
    words: 'Browsers asking whether they may go round',
    why: 'Firefox asks for this name, and goes round by itself where there is an answer.',
    name: 'use-application-dns.net',
    expects: 'closed',
  },
  {
    key: 'privateRelay',
    words: 'Private relay of Apple devices',
    why: 'Hides from the network where a device goes.',
    name: 'mask.icloud.com',
    expects: 'closed',
  },
  {
    key: 'hiddenNames',
    words: 'Hidden names of sites (ECH)',
    why: 'With them nobody on the way sees which site is asked for.',
    name: 'crypto.cloudflare.com',
    expects: 'inClear',
  },
  safeSearch('safeSearch', 'Google', 'www.google.com'),
  safeSearch('safeSearchBing', 'Bing', 'www.bing.com'),
  safeSearch('safeSearchDuckDuckGo', 'DuckDuckGo', 'duckduckgo.com'),
  {
    key: 'videoLevel',
    words: 'Level for videos (YouTube)',
    why: 'YouTube is led to the side that leaves out what is for adults.',
    name: 'www.youtube.com',
    expects: 'level',
  },
  asAgreed('unsafeSearch'),
  asAgreed('ai', 'chatgpt.com'),
  ...(
    [
      'hate',
      'violence',
      'language',
      'crime',
      'drugs',
      'weapons',
      'gambling',
      'dating',
      'piracy',
      'chat',
      'socialNetworks',
      'newsgroups',
      'videos',
      'games',
      'webmail',
      'fileSharing',
      'imageSearch',
      'shopping',
      'streaming',
      'banking',
    ] as const
  ).map((category) => asAgreed(category)),
  {
    key: 'help',
    words: 'Help is open',
    why: 'Nothing may stand between a child and Childline.',
    name: 'childline.org.uk',
    expects: 'open',
  },
  {
    key: 'sealed',
    words: 'Illegal content (licensed list)',
    why: 'The lists of the Internet Watch Foundation and the police go to licensed providers only.',
    name: sealedTestName,
    expects: 'sealed',
  },
]

/** A case of this or an earlier list; undefined where it was never asked. */
export const caseOf = (key: string): Case | undefined => cases.find((one) => one.key === key)

/** What the network did. `safe`: led to the safe side, for videos the strict one; `moderate`: to the other side for videos. */
export type Outcome =
  | 'blocked'
  | 'reached'
  | 'safe'
  | 'moderate'
  | 'hidden'
  | 'inClear'
  | 'silent'
  | 'unclear'

export const verdicts = {
  passed: { text: 'As agreed', means: 'The network does what the school agreed.', colour: 'green' },
  failed: { text: 'Came through', means: 'It should have been stopped, and was not.', colour: 'red' },
  stricter: {
    text: 'Stricter than agreed',
    means: 'Blocked or restricted although the rules leave it open: teaching may miss it.',
    colour: 'yellow',
  },
  notTested: { text: 'Not tested', means: 'It could not be asked, or nothing can be said.', colour: 'grey' },
} as const
export type Verdict = keyof typeof verdicts

export type Result = {
  case: string
  profile: ProfileKey
  /** The address that asked. */
  from: string
  way: 'dns' | 'proxy'
  outcome: Outcome
  verdict: Verdict
}

export type TestOutcome = 'passed' | 'failed' | 'silent'

/** What the school agreed about one case, for one group, at the moment. */
export type Agreed = {
  blocked: boolean
  safeSearch: boolean
  youTube: YouTubeLevel
  sealedLoaded: boolean
}

type Judge = (outcome: Outcome, agreed: Agreed) => Verdict
const isOk = (ok: boolean): Verdict => (ok ? 'passed' : 'failed')

/** The strict side in place of the moderate one hides what teaching may need. */
function levelVerdict(outcome: Outcome, youTube: 'moderate' | 'strict'): Verdict {
  if (outcome === 'safe' && youTube === 'moderate') return 'stricter'
  return isOk(outcome === 'blocked' || outcome === 'safe' || outcome === youTube)
}

const judges: Readonly<Record<Expects, Judge>> = {
  closed: (outcome) => isOk(outcome === 'blocked'),
  asAgreed: (outcome, { blocked }) =>
    outcome === 'blocked' && !blocked ? 'stricter' : isOk(outcome === 'blocked' || !blocked),
  open: (outcome) => isOk(outcome !== 'blocked'),
  safe: (outcome, { safeSearch }) =>
    safeSearch ? isOk(outcome === 'safe' || outcome === 'blocked') : 'notTested',
  level: (outcome, { youTube }) => (youTube === 'open' ? 'notTested' : levelVerdict(outcome, youTube)),
  inClear: (outcome) => isOk(outcome !== 'hidden'),
  sealed: (outcome, { sealedLoaded }) => (sealedLoaded ? isOk(outcome === 'blocked') : 'notTested'),
}

/** Whether what came back is what has to come back. */
export function verdictOn({ expects }: Pick<Case, 'expects'>, outcome: Outcome, agreed: Agreed): Verdict {
  return outcome === 'silent' || outcome === 'unclear' ? 'notTested' : judges[expects](outcome, agreed)
}

/** What a whole run comes to. Where nothing was seen to be as agreed, nothing is said for the filter. */
export function outcomeOf(results: readonly Pick<Result, 'verdict'>[]): TestOutcome {
  if (results.some(({ verdict }) => verdict === 'failed')) return 'failed'
  return results.some(({ verdict }) => verdict === 'passed') ? 'passed' : 'silent'
}

export const outcomes: Readonly<
  Record<TestOutcome, { text: string; means: string; colour: 'green' | 'red' | 'orange' }>
> = {
  passed: { text: 'Passed', means: 'Nothing came through that should not.', colour: 'green' },
  failed: { text: 'Failed', means: 'Something came through, or help did not.', colour: 'red' },
  silent: { text: 'No answer', means: 'The filter answered nothing that could be judged.', colour: 'orange' },
}
