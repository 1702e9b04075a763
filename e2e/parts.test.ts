import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addsParts, idsTwice, partsOf } from './parts.ts'

const page = (inner: string): string => `<main class="m"><form><label for="a">A</label>${inner}</form></main>`
const usual = page('<input class="i" type="text" id="a"><a href="/x">X</a>')

test('a page of known parts adds nothing, whatever it says', () => {
  const known = new Set(partsOf(usual))
  assert.equal(
    addsParts(known, page('<input class="i" type="text" id="a"><a href="/y">Other words</a>')),
    false,
  )
})

test('each slip that axe would find makes a part of its own', () => {
  const slips = {
    'no label': page('<input class="i" type="text" id="b">'),
    'no field for the label': page(''),
    'no words for a picture': page('<input class="i" type="text" id="a"><img src="/x">'),
    'one id twice': page('<input class="i" type="text" id="a"><a id="a" href="/x">X</a>'),
    'words that are nowhere': page('<input class="i" type="text" id="a" aria-describedby="hint">'),
    'a link without words': page('<input class="i" type="text" id="a"><a href="/x"> </a>'),
    'another class': page('<input class="j" type="text" id="a">'),
  }
  const img = partsOf('<img src="/x" alt="">')
  for (const [slip, markup] of Object.entries(slips))
    assert.equal(addsParts(new Set([...partsOf(usual), ...img]), markup), true, slip)
})

test('an id that two elements have is said', () => {
  assert.deepEqual(idsTwice(usual), [])
  assert.deepEqual(idsTwice('<p id="a"></p><p id="b"></p><p id="a"></p>'), ['a twice'])
})
