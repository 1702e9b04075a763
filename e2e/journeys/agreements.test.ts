import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import type { PeopleTables } from '../../src/features/people/tables.ts'
import { schoolIdBySlug } from '../../src/features/schools/index.ts'
import { journey } from '../journey.ts'
import { openStage, type Stage } from '../stage.ts'
import type { Visitor } from '../visitor.ts'

journey(
  'texts are approved, a class signs on a tablet, and parents answer by a letter on their phones',
  async (t) => {
    const stage = await openStage(t)
    await approve(stage, 'pupilKeyStage2')
    await approve(stage, 'parent')
    await kiosk(t, stage)
    const letters = await makeLetters(stage)
    await t.test('a parent signs on a phone', () => signOnPhone(stage, letters[0], true))
    await t.test('and without JavaScript', () => signOnPhone(stage, letters[1], false))
    await t.test('a refusal is an answer, and somebody is asked to talk', () => refuse(stage, letters[2]))
    await t.test('a stranger who finds a letter learns nothing', () => guess(stage, letters[3]))
    await t.test(
      'whoever gets a letter that is not theirs stops it, and the office is asked to put the address right',
      () => notMine(stage, letters[4]),
    )
  },
)

async function approve(stage: Stage, key: string): Promise<void> {
  const head = await stage.signedIn('head.alder')
  await head.open('/s/alder/agreements/texts')
  await head.open(`/s/alder/agreements/texts/${key}`)
  await head.press('Start from the model text')
  await head.follow('All versions')
  await head.follow(/Open version/)
  await head.press('Send for approval')
  await head.choose(/Yes, it is in force from now on/)
  await head.press('Decide')
  assert.match(await head.reads(), /In force/)
  await head.leave()
}

async function kiosk(t: TestContext, stage: Stage): Promise<void> {
  await t.test('a class signs on a tablet from which nothing of the teacher’s is reached', async () => {
    const tablet = await stage.signedIn('teacher.alder', { phone: true })
    await tablet.open('/s/alder/agreements')
    await tablet.follow('Pupils, key stage 2')
    await tablet.press('Let this class sign on a tablet')
    assert.match(await tablet.reads(), /can sign until/)
    await tablet.press('Sign me out and hand this device over')
    assert.equal(await tablet.heading(), 'Who are you?')
    const name = await tablet.page.locator('.sk-kiosk__names button').first().innerText()
    await tablet.press(name)
    assert.match(await tablet.reads(), /I do not give out my name/)
    await tablet.press('Done')
    assert.match(await tablet.reads(), /Press one of the pictures/)
    await tablet.choose('Yes')
    await tablet.fill('Write your first name', name.split(' ')[0] ?? '')
    await tablet.press('Done')
    assert.match(await tablet.reads(), /Thank you! Give the tablet to the next child/)
    assert.ok(!(await tablet.reads()).includes(name))
    await tablet.press((await tablet.page.locator('.sk-kiosk__names button').first().innerText()).trim())
    await tablet.choose('I am not sure')
    await tablet.press('Done')
    assert.equal(await tablet.heading(), 'That is fine')
    await tablet.open('/s/alder/tasks')
    assert.match(await tablet.heading(), /Sign in/)
    await tablet.leave()
  })
}

type Letter = { address: string; guardian: string; child: string } | undefined

/** The letters of one class that the office makes, as they lie on the table. */
async function makeLetters(stage: Stage): Promise<Letter[]> {
  const office = await stage.signedIn('office.alder')
  await office.open('/s/alder/agreements')
  await office.follow('Parents and carers')
  await office.follow(/Willow A/)
  await office.press('Make letters with one-time links')
  const sheets = await office.page.locator('.sk-letter').all()
  return Promise.all(
    sheets.slice(0, 5).map(async (sheet) => {
      const words = await sheet.innerText()
      const address = (await sheet.locator('.sk-letter__address').innerText()).trim()
      return {
        address: new URL(address).pathname,
        guardian: /To (.+)/.exec(words)?.[1]?.trim() ?? '',
        child: /For: ([^,]+)/.exec(words)?.[1]?.trim() ?? '',
      }
    }),
  )
}

async function bornOn({ app: { context } }: Stage, child: string): Promise<string> {
  const schoolId = (await schoolIdBySlug(context.db, 'alder')) ?? ''
  const [given = '', ...family] = child.split(' ')
  const row = await reading(context, systemActor(schoolId), (tx) =>
    tx
      .withTables<PeopleTables>()
      .selectFrom('people.person')
      .select('date_of_birth')
      .where('school_id', '=', schoolId)
      .where('kind', '=', 'pupil')
      .where('given_name', '=', given)
      .where('family_name', '=', family.join(' '))
      .executeTakeFirstOrThrow(),
  )
  return row.date_of_birth ?? ''
}

async function enterBirth(parent: Visitor, date: string, button: string): Promise<void> {
  const [year = '', month = '', day = ''] = date.split('-')
  await parent.fill('Day', day)
  await parent.fill('Month', month)
  await parent.fill('Year', year)
  await parent.press(button)
}

async function openLetter(stage: Stage, letter: Letter, javaScript: boolean): Promise<Visitor> {
  assert.ok(letter)
  const parent = await stage.visitor({ who: 'parent with a letter', phone: true, javaScript })
  await parent.open(letter.address)
  assert.doesNotMatch(await parent.reads(), new RegExp(letter.child))
  await parent.press('Continue')
  assert.doesNotMatch(await parent.reads(), new RegExp(letter.child))
  return parent
}

async function signOnPhone(stage: Stage, letter: Letter, javaScript: boolean): Promise<void> {
  assert.ok(letter)
  const born = await bornOn(stage, letter.child)
  const parent = await openLetter(stage, letter, javaScript)
  await enterBirth(parent, '2012-02-29', 'Continue')
  assert.match(await parent.reads(), /You can try 4 more times/)
  await enterBirth(parent, born, 'Continue')
  assert.match(await parent.reads(), new RegExp(letter.child))
  await parent.choose('I agree')
  await parent.press('Send my answer')
  assert.match(await parent.reads(), /Type your full name/)
  await parent.fill('Your full name, as your signature', letter.guardian)
  await parent.press('Send my answer')
  assert.match(await parent.reads(), /The school has your answer/)
  await enterBirth(parent, born, 'Show my receipt')
  assert.match(await parent.reads(), /We have read the school’s rules with our child/)
  await parent.open(letter.address)
  await parent.press('Continue')
  await enterBirth(parent, born, 'Continue')
  assert.equal(await parent.heading(), 'You have answered already')
  await parent.leave()
}

async function refuse(stage: Stage, letter: Letter): Promise<void> {
  const parent = await openLetter(stage, letter, true)
  await enterBirth(parent, await bornOn(stage, letter?.child ?? ''), 'Continue')
  await parent.choose(/I do not agree/)
  await parent.fill(/anything you want to say/, 'We would like to talk about photographs first.')
  await parent.press('Send my answer')
  assert.match(await parent.reads(), /The school has your answer/)
  const lead = await stage.signedIn('dsl.alder')
  await lead.open('/s/alder/tasks')
  await lead.follow('Talk with somebody who does not agree')
  assert.match(await lead.reads(), /Does not agree/)
  assert.match(await lead.reads(), /We would like to talk about photographs first/)
  await lead.leave()
}

async function guess(stage: Stage, letter: Letter): Promise<void> {
  const stranger = await openLetter(stage, letter, true)
  for (const day of ['01', '02', '03', '04', '05']) await enterBirth(stranger, `2019-01-${day}`, 'Continue')
  assert.match(await stranger.reads(), /The link has stopped working/)
  await enterBirth(stranger, await bornOn(stage, letter?.child ?? ''), 'Continue')
  assert.equal(await stranger.heading(), 'This link no longer works')
  assert.equal(await stranger.open('/s/alder/sign/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'), 404)
  assert.equal(await stranger.open(letter?.address.replace('/s/alder/', '/s/beech/') ?? ''), 404)
  await stranger.leave()
}

async function notMine(stage: Stage, letter: Letter): Promise<void> {
  assert.ok(letter)
  const stranger = await stage.visitor({ who: 'somebody with another’s letter', phone: true })
  await stranger.open(letter.address)
  await stranger.page.getByText('This is not for me').click()
  await stranger.press('It is not for me: stop this link')
  assert.match(await stranger.reads(), /This link does not work any more/)
  assert.doesNotMatch(await stranger.reads(), new RegExp(`${letter.child}|${letter.guardian}`))
  await stranger.leave()
  const office = await stage.signedIn('office.alder')
  await office.open('/s/alder/agreements')
  await office.follow('Parents and carers')
  assert.match(await office.reads(), /1 with a wrong address/)
  await office.follow(/Willow A/)
  assert.match(await office.reads(), /Address wrong/)
  await office.open('/s/alder/tasks')
  await office.follow('Put an address right: a letter did not reach them')
  assert.match(
    await office.reads(),
    /A letter did not reach them: whoever opened it says that it is not for them/,
  )
  await office.press('The address is right')
  assert.doesNotMatch(await office.reads(), /did not reach them/)
  await office.leave()
}
