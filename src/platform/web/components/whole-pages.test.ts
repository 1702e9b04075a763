import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bothVersions, type ErrorKind, errorPage, progressPage } from './whole-pages.ts'

const answers: readonly (readonly [ErrorKind, number])[] = [
  ['notAllowed', 403],
  ['notFound', 404],
  ['refused', 409],
  ['tooLarge', 413],
  ['throttled', 429],
  ['broken', 500],
  ['unavailable', 503],
]
for (const [kind, status] of answers) {
  test(`${kind} answers ${status}, says what to do and gives the number of the request`, () => {
    const page = errorPage(kind, { requestId: '<r1>' })
    assert.equal(page.status, status)
    assert.match(String(page.body), new RegExp(`<h1[^>]*>${page.title}</h1>`))
    assert.match(
      String(page.body),
      /<p class="govuk-body">[A-Z][^<]{20,}<\/p>[\s\S]*<code>&#60;r1&#62;<\/code>/,
    )
  })
}

test('whoever has to wait reads where a child finds help meanwhile', () => {
  const body = String(errorPage('throttled', { requestId: 'r' }).body)
  for (const help of [/999/, /Childline on 0800 1111/, /an adult they trust/]) assert.match(body, help)
})

test('a refusal says its own reason', () => {
  assert.match(
    String(errorPage('refused', { requestId: 'r', sentence: 'It is sealed.' }).body),
    /It is sealed\./,
  )
})

test('progress is a progress element with its figures, or without where they are not known', () => {
  const parts = { title: 'Working', sentence: 'A minute.', againAfterSeconds: 2 }
  assert.match(
    String(progressPage({ ...parts, done: 4, of: 12 })),
    /<progress[^>]* value="4" max="12">[\s\S]*4 of 12/,
  )
  assert.match(
    String(progressPage(parts)),
    /data-again-after-seconds="2"[\s\S]*<progress class="sk-progress" aria-label="Working"><\/progress>/,
  )
})

test('both versions show only the fields that differ', () => {
  const drawn = String(
    bothVersions({
      labels: { where: 'Where', what: 'What' },
      theirs: { where: 'Library', what: 'same' },
      yours: { where: '<Hall>', what: 'same' },
    }),
  )
  assert.match(drawn, /Where[\s\S]*Library[\s\S]*&#60;Hall&#62;/)
  assert.doesNotMatch(drawn, /same/)
})
