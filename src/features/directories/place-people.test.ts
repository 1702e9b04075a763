import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { below } from '#/platform/ldap/distinguished-name.ts'
import { everything, type Joined, joined, people, planAndWrite } from '../../../test/a-directory.ts'
import { base } from '../../../test/slapd.ts'
import { peopleMoved } from '../people/index.ts'
import { compareDirectory } from './compare-directory.ts'
import { withDirectory } from './reach-directory.ts'

/** Names that would break out of a name or a filter which was put together by hand. */
const hostile = ['5 Ash, ou=Staff', '*)(uid=*', '#1 "+" <Oak>; \\2c =', 'Ñandú – Año 6'] as const

/** Classes of key stage 2; returns their ids. */
async function addClasses({ query, school }: Joined, names: readonly string[]): Promise<string[]> {
  const phase = newId()
  await query(
    `insert into schools.phase (school_id, id, key, name) values ($1, $2, 'keyStage2', 'Key stage 2')`,
    [school.id, phase],
  )
  const ids = names.map(() => newId())
  for (const [index, name] of names.entries()) {
    await query(
      `insert into schools.class (school_id, id, phase_id, name, year_group, starts_on)
       values ($1, $2, $3, $4, 5, '2026-09-01')`,
      [school.id, ids[index], phase, name],
    )
  }
  return ids
}

const putInto = ({ query, school }: Joined, personId: string, classId: string | undefined, from: string) =>
  query(
    `insert into people.class_member (school_id, class_id, person_id, part, starts_on) values ($1, $2, $3, 'pupil', $4)`,
    [school.id, classId, personId, from],
  )

const placeOf = (name: string) =>
  ['Pupils', 'Key stage 2', name].reduce((above, value) => below({ attribute: 'ou', value }, above), base)

test('a pupil’s entry stands in the place of their class, whatever the class is called, and moves with them', async (t) => {
  const all = await joined(t)
  const { context, school, look, follow, query } = all
  const system = systemActor(school.id)
  const classes = await addClasses(all, hostile)
  const given = await all.giveLogons(['Ann Aspen', 'Bob Birch', 'Cat Cedar', 'Dan Damson'])
  await query(`update people.person set kind = 'pupil' where id = any($1)`, [
    given.map(({ personId }) => personId),
  ])
  for (const [index, { personId }] of given.entries())
    await putInto(all, personId, classes[index], '2026-09-01')
  const compared = () =>
    withDirectory(context, system, all.connectionId, (reached) => compareDirectory(context, system, reached))
  const before = await compared()
  assert.deepEqual([before.lines.length, before.found], [4, 0])
  assert.match(before.lines[0]?.changes[0]?.to ?? '', /,ou=key stage 2,ou=pupils,/)
  await planAndWrite(all)
  assert.deepEqual((await compared()).lines, [])
  for (const [index, name] of hostile.entries()) {
    const [entry, ...others] = await look((ldap) => ldap.find(placeOf(name), people, everything))
    assert.deepEqual(entry?.attributes.get('uid'), [given[index]?.logonName], name)
    assert.deepEqual(others, [], name)
  }
  const ann = given[0]
  assert.ok(ann)
  await query(`update people.class_member set ends_on = '2026-11-23' where person_id = $1`, [ann.personId])
  await putInto(all, ann.personId, classes[3], '2026-11-24')
  const standing = { kind: 'pupil' as const, phase: 'keyStage2' as const }
  const from = { ...standing, classId: classes[0] ?? null }
  const to = { ...standing, classId: classes[3] ?? null }
  await inTransaction(context, system, (tx) =>
    announce(context, tx, system, peopleMoved, {
      onDay: '2026-11-24',
      people: [{ personId: ann.personId, from, to }],
    }),
  )
  await follow()
  const there = await look((ldap) => ldap.find(placeOf(hostile[3]), people, everything))
  assert.deepEqual(there.map(({ attributes }) => attributes.get('uid')?.[0]).sort(), ['a.aspen', 'd.damson'])
  assert.deepEqual(await look((ldap) => ldap.find(base, { uid: '*' }, everything)), [])
})
