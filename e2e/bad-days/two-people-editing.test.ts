// Two people open the same form, and both save: the second is told, sees what stands now, and keeps what was typed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anIncident } from '../../test/an-incident.ts'
import { aPerson } from '../../test/ground.ts'
import { asOpened } from './drawn-form.ts'
import { type Fields, type Who, type WholeSchool, wholeSchool } from './whole-school.ts'

type Edit = {
  what: string
  form: (world: WholeSchool) => Promise<string>
  who: readonly [Who, Who]
  first: Fields
  second: Fields
}

const edits: readonly Edit[] = [
  {
    what: 'the facts of an incident',
    form: async (world) => `/incidents/${(await anIncident(world, world.school.people.lead)).id}/facts`,
    who: ['lead', 'deputy'],
    first: { onlineService: 'Chatterbox' },
    second: { onlineService: 'Pictogram' },
  },
  {
    what: 'a person’s record',
    form: async ({ context, school }) => {
      const pupil = await aPerson(context, school.id, { kind: 'pupil', name: 'Tia Brook' })
      return `/people/${pupil.personId}/change`
    },
    who: ['lead', 'head'],
    first: { familyName: 'Brooke' },
    second: { familyName: 'Brookes' },
  },
  {
    what: 'a setting',
    form: async () => '/settings/reports.whenRead',
    who: ['head', 'lead'],
    first: { value: 'Reports are read at nine every school day.', why: 'The governors asked.' },
    second: { value: 'Reports are read at noon every school day.', why: 'The rota changed.' },
  },
  {
    what: 'a contact',
    form: async () => '/contacts/lado',
    who: ['head', 'lead'],
    first: { name: 'Jo Larkin', phone: '0121 496 0001' },
    second: { name: 'Sam Hill', phone: '0121 496 0002' },
  },
]

test('the second of two who change the same thing is told, and loses nothing', async (t) => {
  const world = await wholeSchool(t)
  for (const edit of edits) await t.test(edit.what, () => bothChange(world, edit))
})

async function bothChange(world: WholeSchool, { form, who, first, second }: Edit): Promise<void> {
  const path = await form(world)
  const [one, other] = who
  const opened = asOpened((await world.get(path, one)).body)
  const alsoOpened = asOpened((await world.get(path, other)).body)
  const { once: _token, ...same } = opened
  assert.deepEqual({ ...alsoOpened, once: undefined }, { ...same, once: undefined }, 'both see the same')
  const saved = await world.post(path, { ...opened, ...first }, one)
  assert.equal(saved.statusCode, 303, saved.body)
  const told = await world.post(path, { ...alsoOpened, ...second }, other)
  assert.equal(told.statusCode, 409)
  assert.match(told.body, /[Ss]omebody else (changed|saved)/)
  for (const theirs of Object.values(first).slice(0, 1))
    assert.ok(told.body.includes(String(theirs)), `what stands now is not shown: ${theirs}`)
  const stillTyped = asOpened(told.body)
  for (const [name, mine] of Object.entries(second)) assert.equal(stillTyped[name], mine, `${name} was lost`)
  const sentAgain = await world.post(path, { ...stillTyped, ...second }, other)
  assert.equal(sentAgain.statusCode, 303, 'having seen it, the second may save')
}
