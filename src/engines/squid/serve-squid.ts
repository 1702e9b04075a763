import type { Readable, Writable } from 'node:stream'
import { Refused } from '#/kernel/refusal.ts'
import { type Blocked, readRequest, writeAnswer } from './answer-line.ts'

const lineMaxLength = 64 * 1024

/**
 * Answers Squid until it closes its end. All lines that came together are answered together. Refuses a line longer
 * than 64 kB: Squid sends none, and it would fill the memory.
 */
export async function serveSquid(
  input: Readable,
  output: Writable,
  ask: (address: string, client: string) => Blocked,
): Promise<void> {
  let rest = ''
  for await (const chunk of input.setEncoding('utf8')) {
    const text = rest + (chunk as string)
    let answers = ''
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      answers += answerOf(text.slice(from, end).replace(/\r$/, ''), ask)
      from = end + 1
    }
    rest = text.slice(from)
    if (rest.length > lineMaxLength)
      throw new Refused('A line of more than 64 kB came in, which is not from Squid.')
    if (answers !== '' && !output.write(answers))
      await new Promise((resolve) => output.once('drain', resolve))
  }
}

/** Squid waits for an answer to every line, so a line that cannot be read gets one too: it passes, as it came. */
function answerOf(line: string, ask: (address: string, client: string) => Blocked): string {
  const request = readRequest(line)
  return request
    ? writeAnswer(request, ask(request.address, request.client))
    : writeAnswer({ channel: '' }, null)
}
