import assert from 'node:assert/strict'
import { test } from 'node:test'
import fastify from 'fastify'
import { Sensitive } from '#/kernel/sensitive.ts'
import { createLog, type Log } from './log.ts'

const words = 'he keeps sending me things'

function logged(level = 'info'): { log: Log; lines: () => Record<string, unknown>[]; text: () => string } {
  const written: string[] = []
  const log = createLog({ level, destination: { write: (line: string) => written.push(line) } })
  return { log, text: () => written.join(''), lines: () => written.map((line) => JSON.parse(line)) }
}

test('a child’s words stay out, however they are handed over', () => {
  const { log, text } = logged()
  const sensitive = new Sensitive(words)
  log.info({ sensitive, deep: { down: [sensitive] } }, `read ${sensitive}`)
  log.info('%s %o %j', sensitive, sensitive, sensitive)
  log.info({ body: { words }, query: { words }, request: { body: words, headers: { cookie: words } } })
  log.info({
    a: { b: { password: words, token: words } },
    authorization: words,
    'set-cookie': words,
    url: words,
  })
  assert.ok(!text().includes('sending'), text())
  assert.ok(text().includes('[withheld]'))
})

test('an error keeps its frames and loses what a database repeats', () => {
  const { log, text, lines } = logged()
  const refused = Object.assign(new Error(`invalid input: "${words}"`), {
    severity: 'ERROR',
    code: '22P02',
    table: 'incident',
    detail: `Failing row contains (${words})`,
  })
  log.error(new Error('Could not save', { cause: refused }))
  assert.ok(!text().includes('sending'), text())
  const { err } = lines()[0] as { err: { message: string; stack: string[]; cause: Record<string, unknown> } }
  assert.equal(err.message, 'Could not save')
  assert.ok(err.stack.length > 0)
  assert.deepEqual([err.cause.code, err.cause.table], ['22P02', 'incident'])
})

test('a request is its route, never its address line; its client only where a route asks', async () => {
  const { log, text, lines } = logged()
  const app = fastify({ loggerInstance: log })
  // Fastify's own answer to an unknown address writes that address into the log.
  app.setNotFoundHandler((_request, reply) => reply.code(404).send())
  app.get('/s/:school/report', () => 'ok')
  app.get('/sign-in', { config: { logsClient: true } }, () => 'ok')
  await app.inject({ url: `/s/alder/report?words=${words.replaceAll(' ', '+')}`, remoteAddress: '10.9.8.7' })
  await app.inject({ url: '/nowhere/10/sending', remoteAddress: '10.9.8.7' })
  const clientless = text()
  assert.ok(!/10\.9\.8\.7|sending|alder/.test(clientless), clientless)
  assert.match(clientless, /"route":"\/s\/:school\/report"/)
  await app.inject({ url: '/sign-in', remoteAddress: '10.9.8.7' })
  assert.deepEqual((lines().at(-2) as { req: unknown }).req, {
    id: 'req-3',
    method: 'GET',
    route: '/sign-in',
    client: '10.9.8.7',
  })
  await app.close()
})

test('quiet levels stay quiet', () => {
  const { log, lines } = logged('warn')
  log.info('not this')
  log.warn('this')
  assert.deepEqual(
    lines().map(({ level, msg }) => ({ level, msg })),
    [{ level: 'warn', msg: 'this' }],
  )
})
