import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatOf, type ListFormat, readList } from './read-list.ts'

const samples: readonly {
  format: ListFormat
  text: string
  names: string[]
  allowed?: string[]
  skipped: string[]
}[] = [
  {
    format: 'plain',
    text: '# a comment\r\nExample.COM\r\n\r\nbad name..x\ngames.example  # with a remark\n192.0.2.7',
    names: ['example.com', 'games.example', '192.0.2.7'],
    skipped: ['is no name of a site'],
  },
  {
    format: 'hosts',
    text: '127.0.0.1 localhost\n0.0.0.0 one.example two.example # both\n192.0.2.1 rewritten.example',
    names: ['one.example', 'two.example'],
    skipped: ['leads somewhere instead of blocking'],
  },
  {
    format: 'wildcard',
    text: '*.one.example\n.two.example\nthree.example',
    names: ['one.example', 'two.example', 'three.example'],
    skipped: [],
  },
  {
    format: 'dnsmasq',
    text: 'local=/one.example/\nserver=/two.example/three.example/#\naddress=/four.example/0.0.0.0\naddress=/five.example/192.0.2.1',
    names: ['one.example', 'two.example', 'three.example', 'four.example'],
    skipped: ['is no rule that blocks'],
  },
  {
    format: 'rpz',
    text: '$TTL 300\n@ SOA localhost. root.localhost. 1 2 3 4 5\none.example CNAME .\n*.one.example CNAME .\ntwo.example 300 IN CNAME *.\nfine.example CNAME rpz-passthru.\n32.1.2.0.192.rpz-ip CNAME .\nthree.example CNAME walled.garden.',
    names: ['one.example', 'one.example', 'two.example'],
    allowed: ['fine.example'],
    skipped: [
      'is no rule about a name',
      'is about an address, not a name',
      'leads somewhere instead of blocking',
    ],
  },
  {
    format: 'adguard',
    text: '[Adblock Plus]\n! title\n||one.example^\n||two.example^$important\n@@||fine.example^\n||ads.example^$third-party\nexample.com##.banner\n/banner/*\nthree.example',
    names: ['one.example', 'two.example', 'three.example'],
    allowed: ['fine.example'],
    skipped: [
      'applies to some clients or kinds of content only',
      'changes how a page looks, which a filter of names cannot',
      'is about part of a page',
    ],
  },
]

for (const { format, text, names, allowed = [], skipped } of samples) {
  test(`a list in the format ${format} is read, and says what it skipped and why`, () => {
    const read = readList(text, format)
    assert.deepEqual(read.names, names)
    assert.deepEqual(read.allowed, allowed)
    assert.deepEqual([...read.skipped.keys()].sort(), [...skipped].sort())
  })
  test(`${format} is known by how it looks`, () => assert.equal(formatOf(text), format))
}

test('addresses keep their path, without slash at the end; an address without path is a name', () => {
  const read = readList('example.com/Games/\nhttp://two.example/a?b=c\nthree.example/\n', 'urls')
  assert.deepEqual(read.urls, ['example.com/games', 'two.example/a?b=c'])
  assert.deepEqual(read.names, ['three.example'])
})

test('an expression that cannot run in linear time is skipped', () => {
  const read = readList('(good|fine)\n(a)\\1\n(unclosed', 'expressions')
  assert.deepEqual(read.expressions, ['(good|fine)'])
  const first = [
    { line: 2, text: '(a)\\1' },
    { line: 3, text: '(unclosed' },
  ]
  assert.deepEqual([...read.skipped.values()], [{ lines: 2, first }])
})
