// A too long, wrong or hostile field, on every form there is: a sentence beside the field, and nothing typed is lost.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { LightMyRequestResponse } from 'fastify'
import { newId } from '#/kernel/id.ts'
import { clean } from '#/platform/web/request-body.ts'
import type { Route } from '#/platform/web/route.ts'
import { childVersions } from '../../src/features/reports/child-version.ts'
import { anIncident } from '../../test/an-incident.ts'
import { aPerson } from '../../test/ground.ts'
import { type DrawnField, errorsOf, fieldsOf, hasErrorBeside, unescaped } from './drawn-form.ts'
import { hostileSendings, hostileValues, mixtureOf } from './hostile-input.ts'
import { type Fields, type Who, type WholeSchool, wholeSchool } from './whole-school.ts'

const asking: readonly Who[] = ['lead', 'head', 'coordinator', 'teacher', 'chair', 'nobody']
const mixtures = 4

test('no form loses what was typed, lets markup through or breaks, whatever is sent', async (t) => {
  const world = await wholeSchool(t)
  const stranger = await aPerson(world.context, world.otherSchool.id, { kind: 'pupil', name: 'Una Far' })
  const answered = { drawn: 0, wrong: 0 }
  for (const route of formsOf(world)) {
    const path = await pathOf(world, route)
    const form = await drawn(world, path)
    if (form === null) continue
    answered.drawn += 1
    const send = async (sent: Fields) => {
      const answer = await world.post(path, sent, form.who)
      if (answer.statusCode === 422) answered.wrong += 1
      const what = `${path} as ${form.who} with ${JSON.stringify(sent).slice(0, 300)}`
      holds(what, { form, sent, answer }, world)
    }
    for (const sent of hostileSendings(form.fields, stranger.personId)) await send(sent)
    await fc.assert(fc.asyncProperty(mixtureOf(form.fields, stranger.personId), send), {
      numRuns: mixtures,
      seed: 20_261_124,
      endOnFailure: true,
    })
  }
  t.diagnostic(`${answered.drawn} forms, ${answered.wrong} times a sentence beside the field`)
  assert.ok(answered.drawn >= 30, `only ${answered.drawn} forms were drawn`)
  assert.ok(answered.wrong >= answered.drawn * 10, `only ${answered.wrong} sendings were found wrong`)
})

test('the child’s form keeps every word on each of its pages, and breaks on none', async (t) => {
  const world = await wholeSchool(t)
  const version = 'junior'
  for (const { key, fields } of childVersions[version].steps.slice(0, -1)) {
    const asked: readonly string[] = fields
    const again = await world.post(
      '/report/child',
      { version, step: key, [asked[0] ?? '']: hostileValues.tooLong },
      'nobody',
    )
    const form: Form = { who: 'nobody', fields: fieldsOf(again.body) }
    assert.equal(again.statusCode, 422, `${key} takes anything`)
    for (const value of Object.values(hostileValues)) {
      const sent = { version, step: key, ...Object.fromEntries(asked.map((name) => [name, value])) }
      const answer = await world.post('/report/child', sent, 'nobody')
      holds(`${key} with ${value.slice(0, 40)}`, { form, sent, answer }, world)
    }
  }
})

test('bytes that are no text, and bodies of the wrong kind, are refused without breaking', async (t) => {
  const world = await wholeSchool(t)
  const bodies: readonly (readonly [string | Buffer, string?])[] = [
    ['danger=no&what=half%ED%A0%BDsurrogate&aboutAdult=%00%80%FF%'],
    [Buffer.from([0x77, 0x3d, 0xff, 0xfe, 0x00])],
    ['&&&===%%%'],
    [`${'a=b&'.repeat(60_000)}`],
    ['{"danger":{"$ne":null}}', 'application/json'],
    ['no boundary at all', 'multipart/form-data'],
    ['--x\r\n\r\n', 'multipart/form-data; boundary=x'],
    ['<a/>', 'text/xml'],
  ]
  for (const path of ['/report/other', '/report/child', '/report/reply', '/people/add']) {
    for (const [payload, type] of bodies) {
      const { statusCode } = await world.postRaw(path, payload, 'nobody', type)
      assert.ok(statusCode < 500, `${path}, ${type}, ${String(payload).slice(0, 40)}: ${statusCode}`)
    }
  }
  assert.deepEqual(world.failures, [])
})

test('no address breaks, whatever stands in it, and another school’s records are not found', async (t) => {
  const world = await wholeSchool(t)
  const { otherSchool, school } = world
  const theirs = await anIncident(world, otherSchool.people.teacher)
  const pieces = [theirs.id, otherSchool.people.teacher.personId, newId(), '%00', "'--", '..%2f..', 'x']
  for (const { path, method } of world.offered.routes.filter(({ path }) => path.includes(':'))) {
    for (const piece of pieces) {
      const address = path.replaceAll(/:\w+/g, piece)
      const answer =
        method === 'GET'
          ? await world.get(`${address}?page=-1&sort=%00&state='&state=x`, 'lead')
          : await world.post(address, {}, 'lead')
      const what = `${method} ${address}`
      assert.ok(answer.statusCode >= 303 && answer.statusCode < 500, `${what}: ${answer.statusCode}`)
      for (const secret of [theirs.reference, otherSchool.people.teacher.name])
        assert.ok(!answer.body.includes(secret), `${what} shows ${secret} to ${school.slug}`)
    }
  }
})

/** Every form that is drawn and sent at one address. */
function formsOf({ offered }: WholeSchool): Route[] {
  const drawnAt = new Set(offered.routes.filter(({ method }) => method === 'GET').map(({ path }) => path))
  return offered.routes.filter(({ method, path }) => method === 'POST' && drawnAt.has(path))
}

/** The route's address, with records of its own: what one sending does is no matter to the next form. */
async function pathOf(world: WholeSchool, { path }: Route): Promise<string> {
  const { context, school } = world
  const incident = path.startsWith('/incidents/:id') ? await anIncident(world, school.people.teacher) : null
  const pupil = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
  const values: Record<string, string> = {
    id: incident?.id ?? newId(),
    person: pupil.personId,
    key: 'reports.whenRead',
    role: 'lado',
  }
  return path.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? newId())
}

type Form = { who: Who; fields: readonly DrawnField[] }

/** The form as the first one sees it who may; null where it needs a record that a test of its own feature makes. */
async function drawn(world: WholeSchool, path: string): Promise<Form | null> {
  for (const who of asking) {
    const page = await world.get(path, who)
    const fields = fieldsOf(page.body)
    if (page.statusCode === 200 && fields.length > 0) return { who, fields }
  }
  return null
}

function holds(
  what: string,
  sending: { form: Form; sent: Fields; answer: LightMyRequestResponse },
  { failures }: WholeSchool,
): void {
  const { form, sent, answer } = sending
  const { statusCode, body, headers } = answer
  assert.ok(statusCode < 500, `${what}: ${statusCode}\n${failures.at(-1)}`)
  assert.deepEqual(unescaped(body), [], what)
  assert.doesNotMatch(String(headers.location ?? ''), /[\r\n]/, what)
  if (statusCode !== 422) return
  assert.match(body, /<title>Error: /, what)
  const errors = errorsOf(body)
  assert.ok(errors.sentences > 0, `${what}: no sentence says what is wrong`)
  // A field that nobody could see, or choose from, was sent by somebody who left our form: the summary is enough.
  const seen = form.fields.filter(({ kind }) => kind !== 'hidden').map(({ name }) => name)
  const wrong = errors.fields.filter((name) => seen.includes(name) || seen.includes(`${name}-day`))
  for (const name of wrong) assert.ok(hasErrorBeside(body, name), `${what}: no sentence beside ${name}`)
  keepsWhatWasTyped(what, sent, body)
}

function keepsWhatWasTyped(what: string, sent: Fields, body: string): void {
  for (const { name, kind, value } of fieldsOf(body)) {
    const typed = sent[name]
    if (typeof typed !== 'string' || (kind !== 'box' && kind !== 'longBox')) continue
    const kept = kind === 'box' ? inOneLine : (text: string) => text.trim()
    assert.equal(kept(value), kept(clean(typed)), `${what}: what was typed into ${name} is lost`)
  }
}

/** A box of one line shows line ends as spaces, and browsers drop them. */
function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
