// A form that is sent twice at once, with the token it was drawn with, makes one record.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anIncident } from '../../test/an-incident.ts'
import { aPerson } from '../../test/ground.ts'
import { asOpened, errorsOf, replyCodeIn } from './drawn-form.ts'
import { type Who, type WholeSchool, wholeSchool } from './whole-school.ts'

type Making = {
  form: string
  who: Who
  typed: Readonly<Record<string, string>>
  rows: string
  /** What is sent to draw it, where it is not the first page. */
  before?: Readonly<Record<string, string>>
}

const told = { danger: 'no', what: 'Unkind messages in a class chat.', aboutAdult: 'no' }

/** Each form that makes a record, and the table in which there must be one more. `:…` is filled in. */
const makings: readonly Making[] = [
  { form: '/report/other', who: 'nobody', typed: told, rows: 'reports.report' },
  {
    form: '/report/staff',
    who: 'teacher',
    typed: { ...told, kind: 'bullying', image: 'no' },
    rows: 'reports.report',
  },
  {
    form: '/report/child',
    who: 'nobody',
    before: { version: 'junior', step: 'name', name: '', what: 'unkind', safe: 'safe', who: 'child' },
    typed: { step: 'check' },
    rows: 'incidents.incident',
  },
  {
    form: '/people/add',
    who: 'lead',
    typed: { kind: 'pupil', givenName: 'Tia', familyName: 'Brook' },
    rows: 'people.person',
  },
  {
    form: '/incidents/:incident/add',
    who: 'lead',
    typed: { kind: 'note', text: 'A parent rang.' },
    rows: 'incidents.addendum',
  },
  {
    form: '/contacts/lado',
    who: 'head',
    typed: { name: 'LADO', phone: '0121 496 0000' },
    rows: 'schools.contact',
  },
  {
    form: '/incidents/:incident/people/add',
    who: 'lead',
    typed: { personId: ':pupil', part: 'victim' },
    rows: 'incidents.involvement',
  },
]

test('a form that is sent twice at once, and once more, makes one record', async (t) => {
  const world = await wholeSchool(t)
  const filled = await fillerOf(world)
  for (const making of makings) await t.test(making.form, () => sentTwice(world, making, filled))
})

async function sentTwice(
  world: WholeSchool,
  { form, who, typed, rows, before }: Making,
  filled: (text: string) => string,
): Promise<void> {
  const path = filled(form)
  const page = before ? await world.post(path, before, who) : await world.get(path, who)
  const opened = asOpened(page.body)
  assert.ok(opened.once, 'the form carries a token')
  const answers = Object.entries(typed).map(([name, value]) => [name, filled(value)])
  const send = () => world.post(path, { ...opened, ...Object.fromEntries(answers) }, who)
  const count = await rowsOf(world, rows)
  const [first, second] = await Promise.all([send(), send()])
  const after = await send()
  assert.ok([200, 303].includes(first.statusCode), `${first.statusCode}: ${errorsOf(first.body).fields}`)
  assert.equal(await rowsOf(world, rows), count + 1)
  for (const other of [second, after]) {
    assert.equal(other.statusCode, first.statusCode)
    if (first.statusCode === 200) assert.equal(codeIn(other.body), codeIn(first.body), 'the same reply code')
  }
  const went = new Set([first, second].map(({ headers }) => headers.location))
  assert.ok(went.has(after.headers.location), 'it goes where the first went')
  assert.deepEqual(world.failures, [])
}

async function fillerOf(world: WholeSchool): Promise<(text: string) => string> {
  const { context, school } = world
  const incident = await anIncident(world, school.people.lead)
  const pupil = await aPerson(context, school.id, { kind: 'pupil', name: 'Sam Reed' })
  return (text) => text.replace(':incident', incident.id).replace(':pupil', pupil.personId)
}

async function rowsOf({ query }: WholeSchool, table: string): Promise<number> {
  const [row] = await query<{ count: number }>(`select count(*)::int as count from ${table}`)
  return row?.count ?? 0
}

function codeIn(page: string): string {
  const code = replyCodeIn(page)
  assert.ok(code, 'the page shows a reply code')
  return code
}
