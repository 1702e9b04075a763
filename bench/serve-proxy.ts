// The proxy in a process of its own: an index from a file, one school, everybody in one profile. It listens twice: once it looks
// into encrypted pages, once it does not.

import { readFileSync } from 'node:fs'
import {
  blankQuestion,
  compilePolicy,
  createDecider,
  emptySlot,
  isAllowed,
  readIndex,
} from '#/engines/filter/index.ts'
import {
  type Authority,
  type Gate,
  makeAuthority,
  openAuthority,
  type Pass,
  startProxy,
} from '#/engines/proxy/index.ts'
import type { Site } from './canned-site.ts'

/** Its ports. */
export type Served = { plain: number; inspecting: number }

const [indexFile = '', trusted = ''] = process.argv.slice(2)
const compiled = compilePolicy(await readIndex(indexFile), {
  profiles: [{ name: 'pupils', blocks: ['games'], otherwise: 'allow', bands: [] }],
  alwaysOpen: [],
  rules: [],
  exceptions: [],
  closedToExceptions: [],
})
const decide = createDecider(compiled, emptySlot)
const question = { ...blankQuestion(), minute: 600, schoolDay: true }

function gateWith(authority: Authority | undefined): Gate {
  const pass: Pass = {
    mayReach: ({ host, pathAndQuery }) => {
      question.host = host
      question.pathAndQuery = pathAndQuery
      question.nowMs = Date.now()
      return isAllowed(decide(question))
        ? { allowed: true }
        : { allowed: false, page: { html: '<p>Blocked.</p>', says: 'Blocked.' } }
    },
    mayLeadTo: () => ({ allowed: true }),
    stillMay: () => true,
    shape: { safeSearch: true, youTube: 'strict' },
    inspectedBy: () => authority,
  }
  return {
    passOf: () => pass,
    signedPassOf: () => undefined,
    blockPageAt: () => undefined,
    isOwnAddress: (address) => address === '127.0.0.1' || address === '::1',
    proxyFile: () => undefined,
    count: () => {},
  }
}

const site = await new Promise<Site>((done) => process.once('message', (said) => done(said as Site)))
const started = (authority: Authority | undefined) =>
  startProxy({
    gate: gateWith(authority),
    host: '127.0.0.1',
    port: 0,
    ports: { web: [site.plain, site.secure], tunnels: [site.secure] },
    trusts: [readFileSync(trusted, 'utf8')],
  })
const authority = await openAuthority(await makeAuthority('Bench', Date.now()), Date.now)
const [plain, inspecting] = [await started(undefined), await started(authority)]
process.send?.({ plain: plain.port, inspecting: inspecting.port } satisfies Served)
