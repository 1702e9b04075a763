import type { Readable, Writable } from 'node:stream'
import { Refused } from '#/kernel/refusal.ts'
import { type AskedAs, type Blocked, readRequest, writeAnswer } from './answer-line.ts'

const lineMaxLength = 64 * 1024

export type SquidAnswers = {
  ask: (address: string, client: string) => Blocked
  askedAs: AskedAs
  /** Called once for all lines that came together, however many. */
  onAnswered?: () => void
}

/**
 * Answers Squid until it closes its end. All lines that came together are answered together. Refuses a line longer
 * than 64 kB: Squid sends none, and it would fill the memory.
 */
export async function serveSquid(
  input: Readable,
  output: Writable,
  { ask, askedAs, onAnswered }: SquidAnswers,
): Promise<void> {
  const answerOf = createAnswers(ask, askedAs)
  let rest = ''
  for await (const chunk of input.setEncoding('utf8')) {
    const text = rest + (chunk as string)
    let answers = ''
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      answers += answerOf(text.slice(from, text[end - 1] === '\r' ? end - 1 : end))
      from = end + 1
    }
    rest = text.slice(from)
    if (rest.length > lineMaxLength)
      throw new Refused('A line of more than 64 kB came in, which is not from Squid.')
    if (answers === '') continue
    onAnswered?.()
    if (!output.write(answers)) await new Promise((resolve) => output.once('drain', resolve))
  }
}

/**
 * Squid waits for an answer to every line, so a line that cannot be read gets one too. It names no site: a redirector lets it
 * pass as it came, and an ACL, which opens what it knows, does not open it.
 */
function createAnswers(ask: SquidAnswers['ask'], askedAs: AskedAs): (line: string) => string {
  const unread: Blocked = askedAs === 'acl' ? { says: 'The line could not be read.', leadTo: '' } : null
  return (line) => {
    const request = readRequest(line)
    if (!request) return writeAnswer({ channel: '' }, unread, askedAs)
    return writeAnswer(request, ask(request.address, request.client), askedAs)
  }
}
