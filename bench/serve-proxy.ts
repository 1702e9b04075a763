// The proxy in a process of its own: an index from a file, one school, everybody in one profile.

import {
  blankQuestion,
  compilePolicy,
  createDecider,
  emptySlot,
  isAllowed,
  readIndex,
} from '#/engines/filter/index.ts'
import { type Gate, type Pass, startProxy } from '#/engines/proxy/index.ts'

const [indexFile = ''] = process.argv.slice(2)
const compiled = compilePolicy(await readIndex(indexFile), {
  profiles: [{ name: 'pupils', blocks: ['games'], otherwise: 'allow', bands: [] }],
  alwaysOpen: [],
  rules: [],
  exceptions: [],
  closedToExceptions: [],
})
const decide = createDecider(compiled, emptySlot)
const question = { ...blankQuestion(), minute: 600, schoolDay: true }
const pass: Pass = {
  mayReach: ({ host, pathAndQuery }) => {
    question.host = host
    question.pathAndQuery = pathAndQuery
    question.nowMs = Date.now()
    return isAllowed(decide(question))
      ? { allowed: true }
      : { allowed: false, page: { html: '<p>Blocked.</p>' } }
  },
  stillMay: () => true,
  shape: { safeSearch: true, youTube: 'strict' },
  inspectedBy: () => undefined,
}
const gate: Gate = {
  passOf: () => pass,
  signedPassOf: () => undefined,
  blockPageAt: () => undefined,
  isOwnAddress: (address) => address === '127.0.0.1',
  proxyFile: () => undefined,
  count: () => {},
}
const port = await new Promise<number>((done) => process.once('message', done))
const proxy = await startProxy({
  gate,
  host: '127.0.0.1',
  port: 0,
  ports: { web: [port], tunnels: [port] },
})
process.send?.(proxy.port)
