// A mail server of a test that keeps what it is given, or refuses everything with one answer.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { TestContext } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { createMailer } from '#/platform/mail/mail.ts'

export type Received = { to: string; subject: string; text: string }

/** Listens until the test ends. `answerCode` refuses every recipient: 451 for now, 550 for good. */
export async function postOffice(t: TestContext, answerCode?: number) {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, answer) =>
      answerCode ? answer(Object.assign(new Error('no'), { responseCode: answerCode })) : answer(),
    onData: (stream, session, answer) => {
      let raw = ''
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        raw += chunk
      })
      stream.on('end', () => {
        const [head = '', text = ''] = raw.replaceAll('\r\n', '\n').split(/\n\n(.*)/s)
        const subject = /^Subject: (.*(?:\n[ \t].*)*)/m.exec(head)?.[1]?.replaceAll(/\n[ \t]/g, ' ') ?? ''
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), subject, text })
        answer()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  assert.ok(address && typeof address === 'object')
  const settings = { smtpUrl: `smtp://127.0.0.1:${address.port}`, from: 'safety@alder.example' }
  const mailer = createMailer(settings, { warn: () => undefined })
  t.after(async () => {
    mailer.close()
    await new Promise<void>((done) => server.close(() => done()))
  })
  return { received, post: { mailer, publicUrl: new URL('https://safety.example') } }
}
