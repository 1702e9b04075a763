import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { SMTPServer } from 'smtp-server'
import { createMailer, MailFailed } from './mail.ts'
import { composeNotification } from './notification.ts'

const from = 'safety@alder.example'
const silent = { warn: () => undefined }
const link = new URL('https://safety.example/s/alder/tasks')
const oneTask = composeNotification({ schoolName: 'Alder Primary School', urgency: 'today', link, count: 1 })

type Received = { to: string[]; raw: string }

async function mailServer(
  t: TestContext,
  refuseWith?: number,
  saying = 'no such person here',
): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, answer) =>
      refuseWith === undefined
        ? answer()
        : answer(Object.assign(new Error(saying), { responseCode: refuseWith })),
    onData: (stream, session, answer) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        received.push({
          to: session.envelope.rcptTo.map((each) => each.address),
          raw: Buffer.concat(chunks).toString(),
        })
        answer()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  t.after(() => new Promise<void>((done) => server.close(() => done())))
  const address = server.server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return { url: `smtp://127.0.0.1:${address.port}`, received }
}

test('a notification arrives with the school, a task, its urgency, a link, and no more', async (t) => {
  const { url, received } = await mailServer(t)
  const mailer = createMailer({ smtpUrl: url, from }, silent)
  t.after(mailer.close)
  assert.equal(await mailer.send('dsl@alder.example', oneTask), 'sent')
  const [message] = received
  assert.deepEqual(message?.to, ['dsl@alder.example'])
  const [head = '', body = ''] = (message?.raw ?? '').split(/\r\n\r\n(.*)/s)
  assert.match(head, /^From: Schoolkeeper <safety@alder\.example>$/m)
  assert.match(head, /^Subject: Alder Primary School: a new task, please open it today$/m)
  assert.match(head, /^Auto-Submitted: auto-generated$/m)
  assert.match(
    body.replaceAll('=\r\n', ''),
    /^You have a new task at Alder Primary School\. Please open it today:\r\n\r\nhttps:\/\/safety\.example\/s\/alder\/tasks\r\n/,
  )
})

test('several tasks are counted', () => {
  const { subject } = composeNotification({ schoolName: 'Alder', urgency: 'now', link, count: 3 })
  assert.equal(subject, 'Alder: 3 new tasks, please open them now')
})

test('a link carries a task and no words', () => {
  const good = [
    'https://safety.example/s/alder/tasks',
    'https://safety.example/s/alder/tasks/019376b2-0b7e-7c3a-8f1e-2b6d5a4c3e2f',
  ]
  const bad = [
    'https://safety.example/s/alder/tasks?about=sam',
    'https://safety.example/s/alder/tasks#sam',
    'https://safety.example/s/alder/tasks/sam-was-bullied',
    'https://safety.example/s/alder/incidents/019376b2-0b7e-7c3a-8f1e-2b6d5a4c3e2f',
    'https://sam:bullied@safety.example/s/alder/tasks',
    'javascript:alert(1)',
  ]
  const compose = (href: string) =>
    composeNotification({ schoolName: 'Alder', urgency: 'now', link: new URL(href), count: 1 })
  for (const href of good) assert.ok(compose(href).text.includes(href))
  for (const href of bad) assert.throws(() => compose(href), /links to tasks/, href)
})

test('no name and no address can add a header', async (t) => {
  const { url, received } = await mailServer(t)
  const mailer = createMailer({ smtpUrl: url, from }, silent)
  t.after(mailer.close)
  for (const schoolName of ['Alder\r\nBcc: x@y.example', 'Alder\u2028x', '', 'A'.repeat(101)]) {
    assert.throws(() => composeNotification({ schoolName, urgency: 'now', link, count: 1 }), /one line/)
  }
  const bad = [
    'a@x.example\r\nBcc: b@x.example',
    'a@x.example, b@x.example',
    'Sam <a@x.example>',
    'a@x.example>',
    '',
    '@x',
  ]
  for (const to of bad)
    await assert.rejects(mailer.send(to, oneTask), { name: 'MailFailed', permanent: true })
  assert.equal(received.length, 0)
})

test('whatever a school is called, its message has one line for each header', async (t) => {
  const { url, received } = await mailServer(t)
  const mailer = createMailer({ smtpUrl: url, from }, silent)
  t.after(mailer.close)
  const names = fc.sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), 40)
  for (const schoolName of names) {
    try {
      await mailer.send(
        'dsl@alder.example',
        composeNotification({ schoolName, urgency: 'now', link, count: 1 }),
      )
    } catch (error) {
      assert.match(String(error), /one line/)
    }
  }
  for (const { raw, to } of received) {
    const head = raw.split('\r\n\r\n')[0] ?? ''
    const headers = head.split(/\r\n(?![ \t])/).map((line) => line.split(':')[0])
    assert.deepEqual(headers.toSorted(), received[0] ? headersOf(received[0].raw) : [])
    assert.deepEqual(to, ['dsl@alder.example'])
  }
})

test('a refusal says whether trying again is of use, and repeats no address', async (t) => {
  for (const [code, permanent] of [
    [550, true],
    [451, false],
  ] as const) {
    const { url } = await mailServer(t, code)
    const mailer = createMailer({ smtpUrl: url, from }, silent)
    const failed = await mailer.send('dsl@alder.example', oneTask).catch((error: unknown) => error)
    mailer.close()
    assert.ok(failed instanceof MailFailed)
    assert.equal(failed.permanent, permanent)
    assert.match(failed.message, new RegExp(`answered ${code}`))
    assert.ok(!failed.message.includes('dsl@'))
  }
})

test('an address that the server does not know is told apart from what it will not take from us', async (t) => {
  for (const [answer, addressIsWrong] of [
    ['5.1.1 no such person here', true],
    ['no such person here', true],
    ['5.7.1 not from you', false],
    ['relay not permitted', false],
  ] as const) {
    const { url } = await mailServer(t, 550, answer)
    const mailer = createMailer({ smtpUrl: url, from }, silent)
    await assert.rejects(
      mailer.send('dsl@alder.example', oneTask),
      { permanent: true, addressIsWrong },
      answer,
    )
    mailer.close()
  }
  const mailer = createMailer({ smtpUrl: 'smtp://127.0.0.1:1', from }, silent)
  await assert.rejects(mailer.send('no address', oneTask), { addressIsWrong: true })
  await assert.rejects(mailer.send('dsl@alder.example', oneTask), { addressIsWrong: false })
  mailer.close()
})

test('a server that is not there may be tried again', async () => {
  const mailer = createMailer({ smtpUrl: 'smtp://127.0.0.1:1', from }, silent)
  await assert.rejects(mailer.send('dsl@alder.example', oneTask), {
    permanent: false,
    message: /could not be reached/,
  })
  mailer.close()
})

test('without a mail server it says so once and everything goes on', async () => {
  const said: string[] = []
  const mailer = createMailer(undefined, { warn: (words: string) => said.push(words) })
  assert.equal(await mailer.send('dsl@alder.example', oneTask), 'notConfigured')
  assert.equal(await mailer.send('head@alder.example', oneTask), 'notConfigured')
  assert.equal(said.length, 1)
})

function headersOf(raw: string): (string | undefined)[] {
  const head = raw.split('\r\n\r\n')[0] ?? ''
  return head
    .split(/\r\n(?![ \t])/)
    .map((line) => line.split(':')[0])
    .toSorted()
}
