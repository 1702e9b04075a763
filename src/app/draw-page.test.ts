import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from '#/platform/web/html.ts'
import { page, type WebRequest } from '#/platform/web/route.ts'
import { type DrawParts, wayBack } from './draw-page.ts'

const parts: DrawParts = {
  navigation: [
    { text: 'Incidents', path: '/incidents', may: 'incidents.readLog', order: 1, under: 'concerns' },
  ],
  pages: new Set(['/incidents', '/incidents/:id', '/incidents/new/here', '/sign-in']),
  demonstration: undefined,
}

type Drawn = {
  route: `/${string}`
  opens: readonly string[]
  section?: string
  body?: ReturnType<typeof html>
}

function backOn({ route, opens, section, body = html`<h1>A page</h1>` }: Drawn): string {
  const shown = page({ title: 'A page', body, ...(section === undefined ? {} : { section }) })
  const asked = {
    route,
    params: { id: '7', person: '9' },
    opens: (path: string) => opens.includes(path),
    at: (path: string) => `/s/alder${path}`,
  }
  return String(wayBack(parts, shown, asked as unknown as WebRequest).before ?? '')
}

test('a page leads back to the nearest page above it that its reader may open', () => {
  const deep = { route: '/incidents/:id/people/:person/remove', section: '/incidents' } as const
  assert.match(
    backOn({ ...deep, opens: ['/incidents', '/incidents/7'] }),
    /href="\/s\/alder\/incidents\/7"[\s\S]*Back/,
  )
  assert.match(backOn({ ...deep, opens: ['/incidents'] }), /href="\/s\/alder\/incidents"[\s\S]*Incidents/)
  assert.equal(backOn({ ...deep, opens: [] }), '')
})

test('an address between two pages that is none itself is passed over', () => {
  const form = { route: '/incidents/new/here', section: '/incidents' } as const
  assert.match(backOn({ ...form, opens: ['/incidents', '/incidents/new'] }), /href="\/s\/alder\/incidents"/)
})

test('the first page of a section, a page of none, and one that leads back by itself get no second way', () => {
  const opens = ['/incidents', '/sign-in']
  assert.equal(backOn({ route: '/incidents', opens, section: '/incidents' }), '')
  assert.equal(backOn({ route: '/sign-in/enrol', opens }), '')
  const itself = html`<a class="govuk-back-link" href="/x">Back</a>`
  assert.equal(backOn({ route: '/incidents/:id', opens, section: '/incidents', body: itself }), '')
})
