import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#/kernel/id.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { aChild, aSchoolThatSigns } from '../../../test/a-school-that-signs.ts'
import { lookInto } from '../../../test/ground.ts'
import { accounts } from '../accounts/feature.ts'
import { networkStateOf } from '../accounts/index.ts'
import type { PeopleTables } from '../people/tables.ts'
import type { SchoolTables } from '../schools/tables.ts'
import { asksOfSigner } from './ask-store.ts'
import { keepAsking } from './jobs.ts'
import { answerOnBehalf } from './sign-on-behalf.ts'

test('whoever joins in the summer or in September signs first; who was there has days, and so has everybody with a new text', async (t) => {
  const world = await aSchoolThatSigns(t, [accounts])
  const { context, school, office, classes, ada, hashOf, publish, setTime } = world
  const morning = () => keepAsking(context, systemActor(school.id))
  const works = async ({ personId }: PersonActor) =>
    (await reading(context, office, (tx) => networkStateOf(tx, school.id, personId, context.clock()))).works
  const joins = async (name: string, day: string) => {
    const { pupil } = await aChild(world, school, classes.elm, name)
    await lookInto(context, school.id, (tx) =>
      tx
        .withTables<PeopleTables>()
        .updateTable('people.person')
        .set({ joined_on: day })
        .where('school_id', '=', school.id)
        .where('id', '=', pupil.personId)
        .execute(),
    )
    return pupil
  }
  const sign = async ({ personId }: PersonActor) => {
    const [ask] = await reading(context, office, (tx) => asksOfSigner(tx, school.id, personId))
    await answerOnBehalf(context, office, ask?.id ?? '', {
      answer: 'signed',
      readHash: await hashOf('pupilKeyStage2'),
      remark: 'Read it aloud, and agreed.',
    })
  }
  const cleo = await joins('Cleo Clay', '2026-09-01')
  await publish('pupilKeyStage2')
  assert.equal(await works(cleo), true, 'the text came after her')
  await sign(ada.pupil)
  await sign(cleo)
  const dan = await joins('Dan Dale', '2027-08-20')
  const eve = await joins('Eve Elder', '2027-09-01')
  const term = { name: 'Autumn', starts_on: '2027-09-01', ends_on: '2027-12-17' }
  await lookInto(context, school.id, (tx) =>
    tx
      .withTables<SchoolTables>()
      .insertInto('schools.term')
      .values({ school_id: school.id, id: newId(), ...term })
      .execute(),
  )
  setTime('2027-09-01T05:15:00Z')
  await morning()
  assert.deepEqual(await Promise.all([ada.pupil, cleo, dan, eve].map(works)), [true, true, false, false])
  await sign(eve)
  assert.equal(await works(eve), true)
  await publish('parent')
  assert.equal(await works(eve), true, 'her parents have days for a text that came after her')
})
