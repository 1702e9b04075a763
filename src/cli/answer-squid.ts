import { parseArgs } from 'node:util'
import {
  blankQuestion,
  compilePolicy,
  createDecider,
  emptySlot,
  explain,
  isAllowed,
  type Policy,
  readIndex,
  siteOf,
} from '#/engines/filter/index.ts'
import { type Blocked, serveSquid } from '#/engines/squid/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Command } from './command.ts'

export const command: Command = {
  does: 'Answer Squid on standard input, in place of squidGuard (url_rewrite_program).',
  usage: 'squid-helper --index FILE --block CATEGORY,… --to ADDRESS',
  run: async (args) => {
    const ask = await openHelper(args)
    await serveSquid(process.stdin, process.stdout, ask)
    return 0
  },
}

/** What decides on an address for Squid. Refuses arguments that are missing, and categories that the index lacks. */
export async function openHelper(args: readonly string[]): Promise<(address: string) => Blocked> {
  const { index: file, block, allow, to } = readArguments(args)
  const index = await readIndex(file)
  const blocks = block.split(',')
  const unknown = blocks.find((category) => !index.categories.includes(category))
  if (unknown)
    throw new Refused(`The index has no category ${unknown}. It has: ${index.categories.join(', ')}.`)
  const compiled = compilePolicy(index, policyOf(blocks, allow))
  const decide = createDecider(compiled, emptySlot)
  const question = { ...blankQuestion(), schoolDay: true }
  return (address) => {
    const site = siteOf(address)
    // Squid has read the address before us: what we cannot read was written to fool one of the two.
    if (!site) return { rewriteTo: filledIn(to, address, 'The address could not be read.') }
    question.host = site.host
    const tail = `${site.path}${site.query}`.toLowerCase()
    question.pathAndQuery = tail === '/' ? '' : tail
    const decision = decide(question)
    return isAllowed(decision) ? null : { rewriteTo: filledIn(to, address, explain(compiled, 0, decision)) }
  }
}

function readArguments(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      index: { type: 'string' },
      block: { type: 'string' },
      allow: { type: 'string', default: '' },
      to: { type: 'string' },
    },
  })
  const { index, block, allow, to } = values
  if (index === undefined || block === undefined || to === undefined) {
    throw new Refused(
      `Say ${command.usage}. In the address, %u becomes what was asked for and %r the reason.`,
    )
  }
  return { index, block, allow, to }
}

function policyOf(blocks: readonly string[], allow: string): Policy {
  const allowed = allow.split(',').filter((site) => site !== '')
  return {
    profiles: [{ name: 'this network', blocks, otherwise: 'allow', bands: [] }],
    alwaysOpen: [],
    rules: allowed.map((site) => ({ site, does: 'allow', profiles: 'all' })),
    exceptions: [],
    closedToExceptions: [],
  }
}

const filledIn = (to: string, address: string, reason: string): string =>
  to.replaceAll('%u', encodeURIComponent(address)).replaceAll('%r', encodeURIComponent(reason))
