import assert from 'node:assert/strict'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { giveAll } from '../../src/features/accounts/give-accounts.ts'
import { findPeopleByName } from '../../src/features/people/index.ts'
import { schoolIdBySlug } from '../../src/features/schools/index.ts'
import { csv } from '../../test/a-roster.ts'
import { journey } from '../journey.ts'
import { openStage, type Stage } from '../stage.ts'
import type { Visitor } from '../visitor.ts'

journey(
  'a roster is imported, half of it needs a second person and is undone, and a leaver is out everywhere',
  async (t) => {
    const stage = await openStage(t)
    const office = await stage.signedIn('office.alder')
    await t.test('a file is read, looked at and made', () => importAll(stage, office))
    await t.test('half a file stops until a second person agrees, and is undone', () =>
      importHalf(stage, office),
    )
    await t.test('a leaver is out everywhere within a minute', () => leave(stage, office))
  },
)

async function importAll(stage: Stage, office: Visitor): Promise<void> {
  await office.open('/s/alder/rosters')
  await office.follow('Add a source')
  await office.fill(/Which system/, 'Admission register')
  await office.choose('Any CSV file')
  await office.press('Add')
  const here = await sendFile(office, pupils(12))
  await office.follow('Say what the columns mean')
  assert.match(await office.reads(), /Newcomb/)
  await office.press('Remember this')
  await pressAndWait(office, here, 'Read and compare', 'Look and confirm')
  assert.match(await office.reads(), /Joiners \(12\)/)
  assert.deepEqual(await newcomers(stage), [], 'nobody is here before it is confirmed')
  await pressAndWait(office, here, 'Make these changes', 'Done')
  assert.equal((await newcomers(stage)).length, 12)
}

async function importHalf(stage: Stage, office: Visitor): Promise<void> {
  await office.open('/s/alder/rosters')
  const here = await sendFile(office, pupils(6))
  await pressAndWait(office, here, 'Read and compare', 'Look and confirm')
  assert.match(await office.reads(), /6 of 12 people \(50%\) would leave/)
  assert.equal(await office.page.getByRole('button', { name: /Make .* changes/ }).count(), 0)
  await office.press('Ask a second person')
  assert.match(await office.reads(), /Say why in a sentence/)
  await office.fill('Why do so many leave?', 'The other six go to the new school in the village.')
  await office.press('Ask a second person')
  assert.match(await office.reads(), /A second person has been asked/)

  const head = await stage.signedIn('head.alder')
  await head.open('/s/alder/two-person')
  assert.match(await head.reads(), /6 of 12 people would leave/)
  await head.press('Agree')
  await office.open(here)
  await pressAndWait(office, here, 'Make the changes now', 'Done')
  assert.equal((await leavers(stage)).length, 6)
  await pressAndWait(office, here, 'Undo the whole import', 'Undone')
  assert.match(await office.reads(), /Put back/)
  assert.deepEqual(await leavers(stage), [])
}

async function leave(stage: Stage, office: Visitor): Promise<void> {
  await giveAll(stage.app.context, systemActor(await alder(stage)))
  const name = await stage.nameOf('teacher.alder')
  const [found] = await peopleCalled(stage, name)
  const teacher = await stage.signedIn('teacher.alder')
  const board = await openClass(teacher)
  const tablet = await stage.visitor({ who: 'child', phone: true })
  assert.equal(await join(tablet, board), true)
  assert.equal(await tablet.open('/s/alder/tasks'), 403)
  const technician = await stage.signedIn('technician.alder')
  const network = `/s/alder/people/${found?.id}/network`
  await technician.open(network)
  assert.match(await technician.reads(), /Logging on works/)

  await office.open(`/s/alder/people/${found?.id}`)
  await office.follow(/leaves the school/)
  for (const [label, text] of [
    ['Day', '18'],
    ['Month', '12'],
    ['Year', '2026'],
  ] as const)
    await office.fill(label, text)
  await office.choose('Now')
  const savedAt = Date.now()
  await office.press('Save the last day')

  await teacher.open('/s/alder/tasks')
  assert.match(teacher.page.url(), /sign-in/)
  await tablet.open('/s/alder/tasks')
  assert.match(tablet.page.url(), /sign-in/, 'the tablet is no class any more')
  await technician.open(network)
  assert.match(await technician.reads(), /Logging on does not work/)
  assert(Date.now() - savedAt < 60_000)
  assert.equal(await join(await stage.visitor({ who: 'another child', phone: true }), board), false)
  await declare(technician, office, name)
}

/** The leaver can no longer say which logons they have: the office does, and the technician closes each. */
async function declare(technician: Visitor, office: Visitor, name: string): Promise<void> {
  await office.open('/s/alder/rosters')
  await office.follow('Leavers')
  assert.match(await office.reads(), /Not declared yet/)
  await office.follow(name)
  await office.follow('Declare every logon')
  await office.fill('Any other', 'Library system: t.teacher')
  await office.fill('Why do they not declare it themselves?', 'They have gone already.')
  await office.press('These are all')
  await technician.open('/s/alder/tasks')
  await technician.follow('Leavers')
  await technician.follow(name)
  await technician.press('It is closed')
  assert.doesNotMatch(await technician.reads(), /Not yet/)
}

/** Begins an import from the one source, sends the file and says where the import is. */
async function sendFile(office: Visitor, text: string): Promise<string> {
  await office.press(/^Import from/)
  const { pathname } = new URL(office.page.url())
  const file = { name: 'pupils.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
  await office.page.getByLabel('Choose the file').setInputFiles(file)
  await office.press('Send the file')
  assert.match(await office.reads(), /pupils\.csv/)
  return pathname
}

/** What the button begins goes on in the background: its page comes to the end by itself. */
async function pressAndWait(
  { page, open }: Visitor,
  here: string,
  button: string,
  state: string,
): Promise<void> {
  await page.getByRole('button', { name: button }).first().click()
  await page.locator('.sk-status .govuk-tag', { hasText: new RegExp(`^\\s*${state}\\s*$`) }).waitFor()
  await open(here)
}

async function openClass(teacher: Visitor): Promise<string> {
  await teacher.open('/s/alder/class-session')
  await teacher.page.getByRole('radio').first().check()
  await teacher.choose('One hour')
  await teacher.press('Open')
  return teacher.page.locator('.sk-board__words').first().innerText()
}

/** Whether the words on the board let the tablet in. */
async function join(tablet: Visitor, board: string): Promise<boolean> {
  await tablet.open('/s/alder/class-session/join')
  await tablet.fill('Type the three words', board)
  await tablet.press('Go')
  return !/No class is open with these words/.test(await tablet.reads())
}

const pupils = (count: number): string =>
  csv(
    'UPN,Given name,Family name,Date of birth,Year group,Class',
    Array.from(
      { length: count },
      (_, number) => `N${number},Newcomb${'abcdefghijkl'[number]},Newcomb,04/05/2019,3,3 Oak`,
    ),
  )

const newcomers = (stage: Stage) => peopleCalled(stage, 'Newcomb')
const leavers = async (stage: Stage) => (await newcomers(stage)).filter(({ leftOn }) => leftOn !== null)

async function peopleCalled(stage: Stage, name: string) {
  const schoolId = await alder(stage)
  return reading(stage.app.context, systemActor(schoolId), (tx) => findPeopleByName(tx, schoolId, name))
}

const alder = async ({ app }: Stage): Promise<string> => (await schoolIdBySlug(app.context.db, 'alder')) ?? ''
