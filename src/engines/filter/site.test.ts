import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hostOf, siteOf } from './site.ts'

test('however an address is written, it is the same site', () => {
  const written = [
    'example.com/games/now',
    'EXAMPLE.com/games/now',
    'http://example.com:80/games/now',
    'https://example.com.:443/games/now',
    'http://child:secret@example.com/games/now',
    'http://ex%61mple.com/%67ames/n%6Fw',
    'http://example.com//games///now',
    'http://example.com/jokes/../games/now',
    'http://ｅｘａｍｐｌｅ.com/games/now',
    'http:\\\\example.com\\games\\now',
    '  http://example.com/games/now#top ',
  ]
  for (const one of written)
    assert.deepEqual(siteOf(one), { host: 'example.com', path: '/games/now', query: '' }, one)
})

test('an address of numbers is one site, however the numbers are written', () => {
  for (const odd of [
    '127.0.0.1',
    '127.1',
    '0177.0.0.1',
    '0x7f.0.0.1',
    '2130706433',
    '0x7f000001',
    '127.0.0.1.',
  ])
    assert.equal(hostOf(odd), '127.0.0.1', odd)
  assert.equal(siteOf('http://[::FFFF:127.0.0.1]:8080/')?.host, '[::ffff:7f00:1]')
})

test('letters of other alphabets stand in punycode, as lists have them', () => {
  assert.equal(hostOf('Bücher.example'), 'xn--bcher-kva.example')
})

test('what no browser could open is no site', () => {
  for (const wrong of [
    '',
    '.',
    'a..b',
    'a b.example',
    'x'.repeat(300),
    'a/b',
    'a@b',
    'a:80',
    '256.256.256.256',
  ])
    assert.equal(hostOf(wrong), undefined, wrong)
})

test('nothing that is typed breaks it, and a site it gives is one it takes again', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.domain()), (written) => {
      const site = siteOf(written)
      if (site) assert.equal(hostOf(site.host), site.host)
    }),
    { numRuns: 2000 },
  )
})

test('dots, case, ports, credentials and percent-codes around any name lead to that name', () => {
  const disguised = fc
    .tuple(fc.domain(), fc.boolean(), fc.boolean(), fc.boolean(), fc.nat(65_535), fc.array(fc.boolean()))
    .map(([name, dot, upper, who, port, coded]) => {
      const letters = [...name].map((letter, at) =>
        coded[at] && /[a-z]/.test(letter)
          ? `%${letter.charCodeAt(0).toString(16)}`
          : upper
            ? letter.toUpperCase()
            : letter,
      )
      return { name, written: `http://${who ? 'a:b@' : ''}${letters.join('')}${dot ? '.' : ''}:${port}/` }
    })
  fc.assert(
    fc.property(disguised, ({ name, written }) => {
      assert.equal(siteOf(written)?.host, name.toLowerCase())
    }),
    { numRuns: 1000 },
  )
})

test('percent-codes in a path and in a query lead to the same decision, and are undone once', () => {
  const letters = fc.array(fc.tuple(fc.constantFrom(...'abz059-._~!*()?,;:@'), fc.boolean(), fc.boolean()))
  fc.assert(
    fc.property(fc.domain(), letters, (host, written) => {
      const plain = written.map(([letter]) => letter).join('')
      const coded = written.map(([letter, isCoded, upper]) => {
        if (!isCoded) return letter
        const code = letter.charCodeAt(0).toString(16)
        return `%${upper ? code.toUpperCase() : code}`
      })
      const asked = siteOf(`http://${host}/q?b=${coded.join('')}`)
      assert.deepEqual(asked, siteOf(`http://${host}/q?b=${plain}`))
      if (asked) assert.deepEqual(siteOf(`http://${host}/q${asked.query}`), asked)
    }),
    { numRuns: 1000 },
  )
  assert.equal(siteOf('a.example/?q=best%20%74hin%2Dspo')?.query, '?q=best+thin-spo')
  assert.equal(siteOf('a.example/?q=%2574')?.query, '?q=%2574')
  assert.equal(siteOf('a.example/?a=b%26c%3Dd')?.query, '?a=b%26c%3dd', 'a value ends where it ended')
})

test('an address that is read the short way is read as the long way would', () => {
  const part = fc.stringMatching(/^[a-zA-Z0-9.~_-]{0,6}$/)
  const parts = fc.tuple(fc.domain(), fc.array(part, { maxLength: 4 }), fc.option(part))
  fc.assert(
    fc.property(parts, ([host, path, query]) => {
      const address = `http://${host}/${path.join('/')}${query === null ? '' : `?${query}`}`
      assert.deepEqual(siteOf(address), siteOf(` ${address}`))
    }),
    { numRuns: 2000 },
  )
})

test('no address is slow to read', () => {
  const started = performance.now()
  for (const tail of ['%', '#', '\\', '/..', '?%']) siteOf(`http://a.example/${'a'.repeat(50_000)}${tail}`)
  assert.ok(performance.now() - started < 2000)
})
