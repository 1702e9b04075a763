import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { type PersonActor, systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { aGuardian, aSchoolThatSigns } from '../../../test/a-school-that-signs.ts'
import { askRoute } from '../../../test/ask-route.ts'
import { lookInto, trailAbout } from '../../../test/ground.ts'
import { postOffice } from '../../../test/post-office.ts'
import { people } from '../people/feature.ts'
import { guardiansToWriteTo, guardiansWhoSign, wrongAddressesAmong } from '../people/index.ts'
import { changePerson } from '../people/keep-person.ts'
import { confirmAddress, noteWrongAddress, settleImported } from '../people/note-wrong-address.ts'
import { findVisiblePerson } from '../people/person-store.ts'
import { tasks } from '../tasks/feature.ts'
import { tasksOf } from '../tasks/index.ts'
import { asksOfSigner } from './ask-store.ts'
import { mailLink } from './mail-link.ts'
import { makeLetter } from './make-link.ts'
import { routes } from './routes.ts'
import { answerByLink, openByLink, receiptByLink, refuseLink } from './sign-by-link.ts'

const born = '2018-05-04'
const today = '2026-11-24'

/** The parents of Ada and Ben are asked; Ada's mother has an e-mail address. */
async function parentsAreAsked(t: TestContext) {
  const world = await aSchoolThatSigns(t, [people, tasks])
  const { context, school, office, ada } = world
  await world.publish('parent')
  const system = systemActor(school.id)
  const asksOf = (who: PersonActor) =>
    reading(context, school.people.head, (tx) => asksOfSigner(tx, school.id, who.personId))
  const mail = async (who: PersonActor, post: Awaited<ReturnType<typeof postOffice>>['post']) => {
    for (const ask of await asksOf(who))
      await mailLink(context, system, post, { askId: ask.id, queuedAt: null })
  }
  const wrong = () =>
    lookInto(context, school.id, (tx) => wrongAddressesAmong(tx, school.id, [ada.mother.personId]))
  const officesTasks = async () =>
    (await reading(context, office, (tx) => tasksOf(tx, office)))
      .filter(({ kind }) => kind === 'people.wrongAddress')
      .map(({ title, path }) => ({ title, path }))
  const motherPage = () =>
    askRoute(context, office, people.routes, 'GET /people/:person', {
      params: { person: ada.mother.personId },
    })
  const queued = async () =>
    (
      await world.query<{ n: number }>(
        `select count(*)::int as n from graphile_worker._private_jobs j
           join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'agreements.mailLink'`,
      )
    )[0]?.n
  const tokensIn = (received: readonly { text: string }[]) =>
    received.map(({ text }) => /\/sign\/([\w-]{43})/.exec(text.replaceAll('=\n', ''))?.[1] ?? '')
  return { ...world, system, asksOf, mail, wrong, officesTasks, motherPage, queued, tokensIn }
}

test('an address that the mail server refuses is noted, shown with the missing, and a task; nothing more goes there', async (t) => {
  const world = await parentsAreAsked(t)
  const { context, school, office, ada, mail, wrong, officesTasks, motherPage, query } = world
  const away = await postOffice(t, 451)
  await assert.rejects(mail(ada.mother, away.post))
  assert.deepEqual(await wrong(), [], 'a server that is busy says nothing of the address')
  const refusing = await postOffice(t, 550)
  await mail(ada.mother, refusing.post)
  assert.deepEqual(
    (await wrong()).map(({ way, why }) => [way, why]),
    [['email', 'refused']],
  )
  assert.deepEqual(await query('select 1 from agreements.link where withdrawn_at is null'), [])
  const asked = [
    {
      title: 'Put an address right: an e-mail did not reach them',
      path: `/people/${ada.mother.personId}`,
    },
  ]
  assert.deepEqual(await officesTasks(), asked)
  assert.match(await motherPage(), /An e-mail did not reach them: the mail server refuses the address/)
  const [ask] = await world.asksOf(ada.mother)
  const round = { params: { id: ask?.roundId ?? '' } }
  const shown = await askRoute(context, office, routes, 'GET /agreements/rounds/:id', round)
  assert.match(
    shown,
    /Mia Abbot<\/a> for Ada Abbot\s*<strong class="govuk-tag govuk-tag--orange">\s*Address wrong/,
  )
  assert.equal(shown.match(/Address wrong/g)?.length, 1)
  const open = await postOffice(t)
  await mail(ada.mother, open.post)
  assert.deepEqual(open.received, [])
  const reached = await lookInto(context, school.id, async (tx) => [
    (await guardiansToWriteTo(tx, school.id, today)).some(({ id }) => id === ada.mother.personId),
    (await guardiansWhoSign(tx, school.id, today)).some(
      ({ guardianId, hasEmail }) => guardianId === ada.mother.personId && hasEmail,
    ),
  ])
  assert.deepEqual(reached, [false, false])
})

test('“This is not for me” ends all links that went there at once, tells nothing, and asks the office', async (t) => {
  const world = await parentsAreAsked(t)
  const { context, school, office, ada, ben, mail, wrong, officesTasks, tokensIn, publish } = world
  await aGuardian(world, school.id, ada.mother.personId, ben.pupil.personId)
  await publish('homeSchool')
  const { received, post } = await postOffice(t)
  await mail(ada.mother, post)
  const tokens = tokensIn(received)
  assert.ok(tokens.length >= 2)
  const anybody = { kind: 'anonymous', schoolId: school.id } as const
  const knock = await askRoute(context, anybody, routes, 'GET /sign/:token', {
    params: { token: tokens[0] ?? '' },
  })
  assert.match(knock, /This is not for me/)
  const say = (token: string) =>
    askRoute(context, anybody, routes, 'POST /sign/:token/not-mine', { params: { token } })
  const said = await say(tokens[0] ?? '')
  assert.match(said, /does not work any more/)
  assert.doesNotMatch(said, /Ada|Abbot|Mia|Ben|agreement|3 Elm|home\.example/)
  for (const token of tokens)
    assert.deepEqual(await openByLink(context, school.id, { token, dateOfBirth: born }), { shut: 'over' })
  assert.deepEqual(
    (await wrong()).map(({ way, why }) => [way, why]),
    [['email', 'notMe']],
  )
  assert.equal((await officesTasks()).length, 1)
  assert.equal(await say(tokens[0] ?? ''), said, 'twice is once, and looks the same')
  assert.equal((await officesTasks()).length, 1)
  await assert.rejects(say('x'.repeat(43)), NotFound)
  assert.ok((await trailAbout(context, school.id, ada.mother.personId)).includes('people.addressFoundWrong'))
  // Paper still reaches her: her address at home is another.
  const [ask] = (await world.asksOf(ada.mother)).filter(({ aboutId }) => aboutId === ada.pupil.personId)
  const letter = await makeLetter(context, office, ask?.id ?? '')
  const opened = await openByLink(context, school.id, {
    token: letter.path.replace('/sign/', ''),
    dateOfBirth: born,
  })
  assert.ok('version' in opened)
})

test('a letter in the wrong hands is one too; a newer one is left alone', async (t) => {
  const world = await parentsAreAsked(t)
  const { context, school, office, ada, ben, wrong } = world
  const [ask] = await world.asksOf(ada.mother)
  const letter = async () => (await makeLetter(context, office, ask?.id ?? '')).path.replace('/sign/', '')
  const say = (token: string) => refuseLink(context, school.id, token)
  const older = await letter()
  const token = await letter()
  await say(older)
  assert.deepEqual(await wrong(), [])
  await say(token)
  assert.deepEqual(
    (await wrong()).map(({ way, why }) => [way, why]),
    [['letter', 'notMe']],
  )
  const [bens] = await world.asksOf(ben.mother)
  await noteWrongAddress(context, office, { personId: ben.mother.personId, way: 'letter' })
  await assert.rejects(makeLetter(context, office, bens?.id ?? ''), /Put the address right/)
  const titles = (await world.officesTasks()).map(({ title }) => title)
  assert.deepEqual(new Set(titles), new Set(['Put an address right: a letter did not reach them']))
  const page = await world.motherPage()
  assert.match(page, /A letter did not reach them: whoever opened it.*Postal addresses are not kept here/s)
  assert.doesNotMatch(page, /No e-mail is sent there|right e-mail address/)
})

test('a letter that was answered, is over or was tried out says nothing of the address: the others go on', async (t) => {
  const world = await parentsAreAsked(t)
  const { context, school, office, ada, ben, wrong, officesTasks, hashOf } = world
  const at = { ...context, clock: () => new Date(context.clock().getTime() + 15 * 86_400_000) }
  await aGuardian(world, school.id, ada.mother.personId, ben.pupil.personId)
  await world.publish('homeSchool')
  const [one, other, third] = await world.asksOf(ada.mother)
  const letter = async (ask: typeof one) =>
    (await makeLetter(context, office, ask?.id ?? '')).path.replace('/sign/', '')
  const [answered, triedOut, open] = [await letter(one), await letter(other), await letter(third)]
  const form = {
    answer: 'refused',
    nameWritten: '',
    jobTitle: '',
    remark: '',
    readHash: await hashOf(one?.agreement ?? 'parent'),
  } as const
  assert.deepEqual(await answerByLink(context, school.id, { token: answered, dateOfBirth: born, form }), {
    done: true,
  })
  for (let tries = 0; tries < 5; tries += 1)
    await openByLink(context, school.id, { token: triedOut, dateOfBirth: '2000-01-01' })
  await refuseLink(context, school.id, answered)
  await refuseLink(context, school.id, triedOut)
  await refuseLink(at, school.id, open)
  assert.deepEqual([await wrong(), await officesTasks()], [[], []])
  assert.ok('version' in (await openByLink(context, school.id, { token: open, dateOfBirth: born })))
  assert.ok('signature' in (await receiptByLink(context, school.id, { token: answered, dateOfBirth: born })))
})

test('another address, by hand or by an import, ends the task and a new link goes out', async (t) => {
  const world = await parentsAreAsked(t)
  const { context, school, office, ada, system, wrong, officesTasks, queued, query } = world
  const note = () => noteWrongAddress(context, office, { personId: ada.mother.personId, way: 'email' })
  await note()
  await query(`delete from graphile_worker._private_jobs`)
  const person = await reading(context, office, (tx) =>
    findVisiblePerson(
      tx,
      { schoolId: school.id, personId: office.personId, roles: office.roles, today },
      ada.mother.personId,
    ),
  )
  const { givenName, familyName, knownAs, dateOfBirth, jobTitle, revision } = person
  const change = { givenName, familyName, knownAs, dateOfBirth, jobTitle, email: 'mia@new.example' }
  await changePerson(context, office, { ...change, personId: ada.mother.personId, seenRevision: revision })
  assert.deepEqual([await wrong(), await officesTasks()], [[], []])
  assert.equal(await queued(), 1)
  await note()
  assert.equal((await officesTasks()).length, 1)
  await query(`update people.person set email = 'mia@newer.example' where id = $1`, [ada.mother.personId])
  assert.deepEqual(await wrong(), [], 'the new address is not the one that was wrong')
  await settleImported(context, system)
  assert.deepEqual(await officesTasks(), [])
  await note()
  await confirmAddress(context, office, ada.mother.personId)
  assert.deepEqual([await wrong(), await officesTasks()], [[], []])
  await assert.rejects(confirmAddress(context, office, ada.mother.personId), Refused)
})

test('only who keeps records says that something came back, of an adult of the school', async (t) => {
  const { context, school, otherSchool, office, ada } = await parentsAreAsked(t)
  const of = (actor: PersonActor, personId: string, way: 'email' | 'letter' = 'email') =>
    noteWrongAddress(context, actor, { personId, way })
  await assert.rejects(of(school.people.teacher, ada.mother.personId), NotAllowed)
  await assert.rejects(of(otherSchool.people.head, ada.mother.personId), NotFound)
  await assert.rejects(of(office, ada.pupil.personId, 'letter'), /parents or carers/)
  await assert.rejects(of(office, ada.father.personId), /No e-mail address of theirs/)
  await of(office, ada.father.personId, 'letter')
})
