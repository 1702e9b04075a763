import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from '#/platform/web/html.ts'
import { page, type WebRequest } from '#/platform/web/route.ts'
import { wayBack } from './draw-page.ts'

const navigation = [{ text: 'Incidents', path: '/incidents', may: 'a.b', order: 1, under: 'daily' }] as never
const at = (path: string) => `/s/alder${path}`
const asked = (path: string, opens: (path: string) => boolean) => ({ path, opens, at }) as WebRequest
const drawn = (path: string, opens: readonly string[], body = html`<h1>A page</h1>`, section?: string) => {
  const shown = page({ title: 'A page', body, ...(section === undefined ? {} : { section }) })
  return String(
    wayBack(
      { navigation, demonstration: undefined },
      shown,
      asked(path, (one) => opens.includes(one)),
    ).before ?? '',
  )
}

test('a page leads back to the nearest page above it that its reader may open', () => {
  const deep = '/incidents/7/people/9/remove'
  assert.match(
    drawn(deep, ['/incidents', '/incidents/7'], undefined, '/incidents'),
    /href="\/s\/alder\/incidents\/7"[\s\S]*Back/,
  )
  assert.match(
    drawn(deep, ['/incidents'], undefined, '/incidents'),
    /href="\/s\/alder\/incidents"[\s\S]*Incidents/,
  )
  assert.equal(drawn(deep, [], undefined, '/incidents'), '')
})

test('the first page of a section, a page of none, and one that leads back by itself get no second way', () => {
  assert.equal(drawn('/incidents', ['/incidents'], undefined, '/incidents'), '')
  assert.equal(drawn('/sign-in/enrol', ['/sign-in']), '')
  const itself = html`<a class="govuk-back-link" href="/x">Back</a>`
  assert.equal(drawn('/incidents/7', ['/incidents'], itself, '/incidents'), '')
})
