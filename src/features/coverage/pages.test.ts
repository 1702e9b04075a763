import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '#/platform/access/actor.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import type { AssessedClause, AssessedControl } from './assess.ts'
import { clausesOf } from './clauses.ts'
import { mendLink, policyPage } from './pages.ts'
import { chaptersOf, type Passage } from './passages.ts'
import { permissions } from './permissions.ts'
import { wayToOf } from './routes-asked.ts'
import { countStates, type State } from './state.ts'

const states: readonly State[] = ['running', 'attention', 'running', 'notBuilt']
const clauses: AssessedClause[] = clausesOf('B')
  .slice(0, 4)
  .map((clause, turn) => ({ ...clause, state: states[turn] ?? 'running', controls: [] }))
const [first, second, third, fourth] = clauses.map((clause) => [clause])
const passages: Passage[] = [
  { heading: '1.1 Review', text: 'We read it.', clauses: first ?? [] },
  { heading: '1.2 Review', text: 'We write it.', clauses: second ?? [] },
  { heading: '2.1 Words', text: 'We say it.', clauses: third ?? [] },
  { heading: 'Promises that the text in force does not say', text: null, clauses: fourth ?? [] },
]

const draw = (more: { open?: string; only?: State }) =>
  String(
    policyPage({
      passages,
      counts: countStates(clauses),
      only: more.only ?? null,
      open: more.open ?? '',
      wayTo: () => null,
      at: (path) => path,
    }),
  )
const openChapters = (page: string): string[] =>
  [...page.matchAll(/<details class="sk-chapter" open>.*?<h3[^>]*>([^<]*)</gs)].map(
    ([, heading = '']) => heading,
  )

test('paragraphs of one number are one chapter, in the order of the policy, and none is lost', () => {
  const chapters = chaptersOf(passages)
  assert.deepEqual(
    chapters.map(({ heading, passages: here }) => [heading, here.length]),
    [
      ['1 Review', 2],
      ['2 Words', 1],
      ['Promises that the text in force does not say', 1],
    ],
  )
})

test('the page of the policy is folded by chapters, with what needs attention before them', () => {
  const page = draw({})
  assert.deepEqual(openChapters(page), [])
  assert.match(page, /What needs attention.*The whole policy/s)
  assert.match(page, /1 Review<\/h3>\s*<span[^>]*>Running 1 · Needs attention 1</)
  const ids = [...page.matchAll(/id="(B\d+)"/g)].map(([, id]) => id)
  assert.deepEqual(ids, [...new Set(ids)], 'an address on the page is one place')
})

test('whoever comes back from a promise finds its chapter open; all open at once, and so does a short list', () => {
  assert.deepEqual(openChapters(draw({ open: clauses[2]?.id ?? '' })), ['2 Words'])
  assert.equal(openChapters(draw({ open: 'all' })).length, 3)
  assert.equal(openChapters(draw({ only: 'running' })).length, 3)
  assert.doesNotMatch(draw({ only: 'running' }), /What needs attention/)
})

test('who leads mends what is not in order; a governor sees it, and whom the page does not open gets no link', () => {
  const control: AssessedControl = {
    id: 'test.control',
    name: 'A control',
    does: 'runs',
    provedBy: 'a test',
    proved: true,
    state: 'attention',
    sentence: 'It has stopped.',
    lastAt: null,
    mendAt: '/agreements/texts',
  }
  const link = (way: 'mend' | 'see' | null) =>
    String(
      mendLink(
        control,
        () => way,
        (path) => path,
      ) ?? '',
    )
  assert.match(link('mend'), /href="\/agreements\/texts">Mend it</)
  assert.match(link('see'), /href="\/agreements\/texts">See it</)
  assert.equal(link(null), '')
  const way = (role: string) =>
    wayToOf({
      context: { permissions: new Map(Object.entries(permissions)) } as unknown as WebRequest['context'],
      actor: { kind: 'person', schoolId: '', personId: '', roles: new Set([role]) } as unknown as Actor,
      opens: () => true,
    })('/agreements/texts')
  assert.deepEqual([way('dsl'), way('onlineSafetyGovernor')], ['mend', 'see'])
})
