import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#/kernel/refusal.ts'
import { proxyFile } from './proxy-file.ts'
import { safeHeaders, safePath } from './safe-address.ts'

const safe = { safeSearch: true, youTube: 'strict' } as const
const open = { safeSearch: false, youTube: 'open' } as const

test('each engine is asked by its own switch, whatever was written', () => {
  const asked: readonly [string, string, string][] = [
    ['www.google.com', '/search?q=cats', '/search?q=cats&safe=active'],
    ['google.co.uk', '/search?safe=off&q=cats#', '/search?q=cats#&safe=active'],
    ['www.google.com', '/maps?q=cats', '/maps?q=cats'],
    ['www.bing.com', '/images/search?q=a&ADLT=off', '/images/search?q=a&adlt=strict'],
    ['duckduckgo.com', '/?q=a%20b&kp=-2', '/?q=a%20b&kp=1'],
    ['duckduckgo.com', '/?q=%E0%A4%A', '/?q=%E0%A4%A&kp=1'],
    ['www.google.com', '/%73earch?q=cats&safe=off', '/%73earch?q=cats&safe=active'],
    ['www.google.com', '//search?q=cats', '//search?q=cats&safe=active'],
    ['www.googleX.example', '/search?q=a', '/search?q=a'],
  ]
  for (const [host, written, sent] of asked) assert.equal(safePath(safe, host, written), sent, host + written)
  assert.equal(safePath(open, 'www.google.com', '/search?q=a'), '/search?q=a')
})

test('video is asked for the level of the profile', () => {
  assert.deepEqual(safeHeaders(safe, 'm.youtube.com'), { 'youtube-restrict': 'Strict' })
  assert.deepEqual(safeHeaders({ ...safe, youTube: 'moderate' }, 'www.youtube.com'), {
    'youtube-restrict': 'Moderate',
  })
  assert.deepEqual(safeHeaders(open, 'www.youtube.com'), {})
  assert.deepEqual(safeHeaders(safe, 'video.example'), {})
})

test('the proxy file leads everything to the proxy but the school’s own names', () => {
  const file = proxyFile({ way: 'plain', proxy: 'proxy.alder.example:3128', direct: ['alder.example'] })
  const find = new Function('isPlainHostName', 'dnsDomainIs', `${file}; return FindProxyForURL`)(
    (host: string) => !host.includes('.'),
    (host: string, end: string) => host.endsWith(end),
  )
  assert.equal(find('http://games.example/', 'games.example'), 'PROXY proxy.alder.example:3128')
  assert.equal(find('http://print.alder.example/', 'PRINT.alder.example'), 'DIRECT')
  assert.equal(find('http://notalder.example/', 'notalder.example'), 'PROXY proxy.alder.example:3128')
})

test('nothing can be written into the proxy file that is no name', () => {
  for (const site of ["a'||true//", 'a b', '', 'A.example']) {
    assert.throws(() => proxyFile({ way: 'plain', proxy: 'a.example:3128', direct: [site] }), Refused)
  }
  assert.throws(() => proxyFile({ way: 'plain', proxy: "a'; return 'DIRECT", direct: [] }), Refused)
})
