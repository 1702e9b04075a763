import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import { createMailer, MailFailed } from '#/platform/mail/mail.ts'
import { aChild, aClass } from '../../../test/a-school-that-signs.ts'
import { aPerson, trailAbout } from '../../../test/ground.ts'
import { parentsAreAsked } from '../../../test/parents-asked.ts'
import { postOffice } from '../../../test/post-office.ts'
import { keepGuardian } from '../people/keep-guardian.ts'
import { mailAgain } from './mail-again.ts'
import { giveUpOnLink, remindParents } from './mail-link.ts'
import { makeLetter } from './make-link.ts'
import { openByLink } from './sign-by-link.ts'
import { answerOnBehalf } from './sign-on-behalf.ts'
import { closeRound } from './start-round.ts'

const lost = /The e-mail of 24 November 2026 did not go out/

test('an e-mail that was given up stands on the round with its day and what to do, and is one task for the office', async (t) => {
  const world = await parentsAreAsked(t)
  const { context, school, ada, ben, giveUp, officesTasks, roundPage, askPage, setTime } = world
  assert.doesNotMatch(await roundPage(), /did not go out/)
  // Given up on the day after: it says of which day the e-mail was.
  setTime('2026-11-25T03:00:00Z')
  await giveUp(ada.mother)
  await giveUp(ben.mother)
  const { roundId, id } = await world.askOf(ada.mother)
  assert.deepEqual(
    (await officesTasks()).map(({ title, path, aboutId }) => ({ title, path, aboutId })),
    [
      {
        title: 'Reach parents whose e-mail did not go out: Parents and carers',
        path: `/agreements/rounds/${roundId}`,
        aboutId: roundId,
      },
    ],
  )
  const round = await roundPage()
  assert.match(round, /2 parents have not had their link: the e-mail did not go out/)
  assert.match(
    round,
    /Ring them and record what they say, print letters with links, or send the e-mails again/,
  )
  assert.match(round, /Beside each name it says which e-mail it was/)
  assert.match(round, new RegExp(`Mia Abbot</a> for Ada Abbot[^]*?${lost.source}`))
  const ask = await askPage(ada.mother)
  assert.match(ask, lost)
  assert.match(ask, /The mail server could not be reached, or did not take it, for more than half a day/)
  assert.match(ask, /Send the e-mail again/)
  assert.ok((await trailAbout(context, school.id, id)).includes('agreements.linkNotMailed'))
  const teacher = await roundPage(school.people.teacher)
  assert.match(teacher, /1 parent has not had their link/, 'a class teacher sees those of the class')
})

test('with a line for each class the round says how many of it, and to open one to see whose', async (t) => {
  const { ada, giveUp, roundPage } = await parentsAreAsked(t, async (world) => {
    const ash = await aClass(world, world.school.id, 'keyStage2', '4 Ash', 4)
    await aChild(world, world.school, ash, 'Cy Clark')
  })
  await giveUp(ada.mother)
  const round = await roundPage()
  assert.match(round, /1 parent has not had their link/)
  assert.match(round, /Open a class to see whose it was, and why/)
  assert.doesNotMatch(round, /Beside each name|Mia Abbot/)
  assert.match(round, /3 Elm<[\s\S]*?2, 1 whose e-mail did not go out/)
  assert.equal(
    round.match(/whose e-mail did not go out/g)?.length,
    1,
    'not said of fathers without an address',
  )
})

const publicUrl = new URL('https://safety.example')
const refused = new MailFailed('The mail server answered 535.', { permanent: true })

for (const [why, mailer, words] of [
  [
    'the server refuses, and not because of the address,',
    { send: () => Promise.reject(refused), close: () => undefined },
    /The mail server refused it/,
  ],
  [
    'no mail server is set up',
    createMailer(undefined, { warn: () => undefined }),
    /No mail server is set up. Ask IT support for one; until then print a letter/,
  ],
] as const) {
  test(`where ${why} it is told at once`, async (t) => {
    const { ada, mail, officesTasks, askPage, query } = await parentsAreAsked(t)
    await mail(ada.mother, { mailer, publicUrl })
    assert.equal((await officesTasks()).length, 1)
    assert.match(await askPage(ada.mother), lost)
    assert.match(await askPage(ada.mother), words)
    assert.deepEqual(await query('select 1 from agreements.link where withdrawn_at is null'), [])
    assert.deepEqual(await query('select 1 from people.wrong_address'), [])
  })
}

test('without the child’s date of birth no link can be made, and the office learns that too', async (t) => {
  const world = await parentsAreAsked(t)
  const { ada, mail, officesTasks, askPage, query } = world
  await query('update people.person set date_of_birth = null where id = $1', [ada.pupil.personId])
  const { received, post } = await postOffice(t)
  await mail(ada.mother, post)
  assert.deepEqual(received, [])
  assert.equal((await officesTasks()).length, 1)
  assert.match(await askPage(ada.mother), /date of birth is not on record/)
})

test('a letter, an answer, another e-mail or the end of the round: the task ends with the last who is reached', async (t) => {
  const world = await parentsAreAsked(t)
  const { context, school, office, ada, ben, giveUp, officesTasks, roundPage, system } = world
  const giveUpBoth = async () => {
    await giveUp(ada.mother)
    await giveUp(ben.mother)
    assert.equal((await officesTasks()).length, 1)
  }
  await giveUpBoth()
  await world.forgetJobs()
  await mailAgain(context, office, { askId: (await world.askOf(ada.mother)).id })
  assert.equal(await world.queued(), 1)
  assert.equal((await officesTasks()).length, 1, 'one is left')
  const { roundId } = await world.askOf(ada.mother)
  await mailAgain(context, office, { roundId })
  assert.deepEqual([await world.queued(), await officesTasks()], [2, []])
  assert.doesNotMatch(await roundPage(), /did not go out/)
  await assert.rejects(mailAgain(context, office, { roundId }), Refused)

  await giveUpBoth()
  const letter = await makeLetter(context, office, (await world.askOf(ada.mother)).id)
  const form = {
    answer: 'signed',
    remark: 'On the telephone',
    readHash: await world.hashOf('parent'),
  } as const
  await answerOnBehalf(context, office, (await world.askOf(ben.mother)).id, form)
  assert.deepEqual(await officesTasks(), [])
  // What fails later leaves the paper alone, and says nothing.
  await giveUp(ada.mother)
  const away = await postOffice(t, 451)
  await world.mail(ada.mother, away.post)
  const token = letter.path.replace('/sign/', '')
  assert.ok('version' in (await openByLink(context, school.id, { token, dateOfBirth: '2018-05-04' })))
  await giveUp(ben.mother)
  assert.deepEqual(await officesTasks(), [], 'nobody is told of who has answered')

  world.setTime('2026-12-07T07:00:00Z')
  await giveUpOnLink(context, system, {
    askId: (await world.askOf(ada.mother)).id,
    queuedAt: context.clock().toISOString(),
  })
  assert.equal((await officesTasks()).length, 1)
  await inTransaction(context, system, (tx) => remindParents(context, tx, system))
  assert.deepEqual(await officesTasks(), [], 'the reminder is another e-mail')
  await giveUpOnLink(context, system, { askId: (await world.askOf(ada.mother)).id, queuedAt: null })
  assert.equal((await officesTasks()).length, 1, 'and is told again when it is lost too')
  await closeRound(context, office, roundId)
  assert.deepEqual(await officesTasks(), [])
})

test('whose class it is not, and another school, send nothing again; who has no address by now is rung', async (t) => {
  const world = await parentsAreAsked(t)
  const { context, school, otherSchool, otherTeacher, office, ada, classes, giveUp, query } = world
  await giveUp(ada.mother)
  await world.forgetJobs()
  const { id: askId, roundId } = await world.askOf(ada.mother)
  await assert.rejects(mailAgain(context, otherTeacher, { askId }), NotFound)
  await assert.rejects(mailAgain(context, otherTeacher, { roundId, classId: classes.elm }), NotFound)
  await assert.rejects(mailAgain(context, otherTeacher, { roundId }), Refused)
  await assert.rejects(mailAgain(context, otherSchool.people.head, { roundId }), NotFound)
  assert.equal(await world.queued(), 0)
  await query('update people.person set email = null where id = $1', [ada.mother.personId])
  await assert.rejects(mailAgain(context, office, { askId }), /whether they may be rung/)
  await query(`update people.person set email = 'mia@new.example' where id = $1`, [ada.mother.personId])
  await mailAgain(context, school.people.teacher, { roundId, classId: classes.elm })
  assert.equal(await world.queued(), 1)
  assert.ok((await trailAbout(context, school.id, roundId)).includes('agreements.mailedAgain'))
})

test('nobody is asked to reach a parent whom the school may not contact, before or after it was given up', async (t) => {
  const world = await parentsAreAsked(t)
  const { context, ada, ben, giveUp, officesTasks, roundPage, askPage } = world
  const forbid = (who: PersonActor, pupilId: string) =>
    keepGuardian(context, world.office, {
      pupilId,
      guardianId: who.personId,
      relation: 'mother',
      parentalResponsibility: 'yes',
      mayBeContacted: false,
      maySign: true,
      maySee: true,
      addressWithheld: false,
    })
  await forbid(ben.mother, (await world.askOf(ben.mother)).aboutId)
  await giveUp(ben.mother)
  assert.deepEqual(await officesTasks(), [])

  await giveUp(ada.mother)
  assert.equal((await officesTasks()).length, 1)
  await forbid(ada.mother, (await world.askOf(ada.mother)).aboutId)
  assert.deepEqual(await officesTasks(), [])
  for (const page of [await roundPage(), await askPage(ada.mother)])
    assert.doesNotMatch(page, /Ring them|did not go out/)
})

test('who sees the round and may not make links sends nothing again', async (t) => {
  const world = await parentsAreAsked(t)
  const { context, school, ada, classes, giveUp, askOf, roundPage } = world
  await giveUp(ada.mother)
  await world.forgetJobs()
  const helper = await aPerson(context, school.id, {
    kind: 'volunteer',
    name: 'Vera Volunteer',
    roles: ['office'],
  })
  const { id: askId, roundId } = await askOf(ada.mother)
  for (const whose of [{ askId }, { roundId }, { roundId, classId: classes.elm }]) {
    await assert.rejects(mailAgain(context, helper, whose), NotAllowed)
  }
  assert.equal(await world.queued(), 0)
  assert.match(await roundPage(), /Send these e-mails again/)
})
