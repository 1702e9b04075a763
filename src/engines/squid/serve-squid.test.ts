import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { type AskedAs, serveSquid } from './index.ts'

const answersTo = (...chunks: string[]): Promise<string> => answersAs('redirector', ...chunks)

async function answersAs(askedAs: AskedAs, ...chunks: string[]): Promise<string> {
  const output = new PassThrough()
  const said = text(output)
  await serveSquid(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), output, {
    askedAs,
    ask: (address) =>
      address.includes('games')
        ? { says: `Not open: “${address}”.`, leadTo: `http://school.example/blocked?site=${address}` }
        : null,
  })
  output.end()
  return said
}

test('each line gets its answer, in order, with its channel', async () => {
  const said = await answersTo(
    '0 http://news.example/ 10.0.0.1/- - GET\n1 http://games.example/ 10.0.0.1/- child GET myip=10.0.0.2\n',
    '2 games.example:443 10.0.0.1/',
    'laptop.school - CONNECT\r\n',
  )
  assert.equal(
    said,
    '0 ERR\n1 OK status=302 url="http://school.example/blocked?site=http://games.example/"\n' +
      '2 OK status=302 url="http://school.example/blocked?site=games.example:443"\n',
  )
})

test('an older Squid sends no channel', async () => {
  assert.equal(await answersTo('http://news.example/ 10.0.0.1/- - GET\n'), 'ERR\n')
})

test('an address cannot end its own answer and begin another', async () => {
  assert.equal(
    await answersTo('http://games.example/"\\ - - GET\n'),
    'OK status=302 url="http://school.example/blocked?site=http://games.example/%22%5C"\n',
  )
})

test('every line is answered, also one that says nothing, and an endless one is refused', async () => {
  assert.equal(await answersTo('\n\n'), 'ERR\nERR\n')
  await assert.rejects(answersTo('x'.repeat(70_000)), /more than 64 kB/)
})

test('an ACL hears what is open, and why something is not; what cannot be read is not open', async () => {
  assert.equal(
    await answersAs('acl', '0 news.example:443 10.0.0.1 -\n1 http://games.example/"a 10.0.0.1 -\n\n'),
    '0 OK\n1 ERR message="Not open: “http://games.example/%22a”."\nERR message="The line could not be read."\n',
  )
})

test('it tells once for all lines that came together that they were answered', async () => {
  let told = 0
  const chunks = [
    Buffer.from('0 http://a.example/ - - GET\n1 http://b.example/ - - GET\n2 http'),
    Buffer.from('://c.example/ - - GET\n'),
  ]
  const output = new PassThrough()
  await serveSquid(Readable.from([...chunks, Buffer.from('3 http')]), output, {
    askedAs: 'redirector',
    ask: () => null,
    onAnswered: () => void told++,
  })
  assert.equal(told, 2)
})
