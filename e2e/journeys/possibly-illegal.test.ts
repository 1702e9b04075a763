import assert from 'node:assert/strict'
import { journey } from '../journey.ts'
import { answerAll, openNewest, tellAsStaff } from '../lead-incident.ts'
import { openStage } from '../stage.ts'
import type { Visitor } from '../visitor.ts'

journey(
  'the safeguarding lead handles a case that may be illegal: it is sealed, and nowhere is there an upload',
  async (t) => {
    const stage = await openStage(t, 'alder')
    const teacher = await stage.signedIn('teacher.alder')
    await tellAsStaff(teacher, 'alder', {
      kind: 'Nude or sexual picture of a child, or talk of one',
      what: 'A child says that a picture of a friend is being passed round on phones.',
      affected: await stage.nameOf('pupil.alder'),
      image: 'Not sure',
    })

    const lead = await stage.signedIn('dsl.alder')
    await lead.open('/s/alder/tasks')
    const incident = await openNewest(lead, 'alder')
    assert.match(await lead.reads(), /Do not open, copy, send or delete anything/)
    const seal = 'Seal it: screen off, put the device away safely, and write down where it is'
    await answerAll(
      [lead],
      incident,
      { 'Could a child be harmed, or at risk of harm?': 'Yes', [imageQuestion]: 'Not sure' },
      seal,
    )
    await noUploadAnywhere(lead, incident)
    await enterWhereItLies(lead, incident)

    const head = await stage.signedIn('head.alder')
    const answered = await answerAll([lead, head], incident, { [imageQuestion]: 'Not sure' })
    // The entry that was made has ended the step that asked for it.
    assert(!answered.includes(seal), answered.join('; '))
    await noUploadAnywhere(lead, incident)
    await lead.open(`${incident}/triage`)
    await lead.open(incident)
    assert.match(await lead.reads(), /White phone|Evidence/)
  },
)

const imageQuestion = 'Could there be a nude, semi-nude or sexual image of a child, or terrorist material?'

async function noUploadAnywhere(lead: Visitor, incident: string): Promise<void> {
  assert.equal(await lead.open(`${incident}/evidence/files/new`), 409)
  for (const path of ['', '/evidence', '/evidence/new', '/confiscations/new', '/triage', '/add']) {
    assert.equal(await lead.open(`${incident}${path}`), 200, path)
    assert.equal(await lead.page.locator('input[type=file]').count(), 0, path)
  }
}

async function enterWhereItLies(lead: Visitor, incident: string): Promise<void> {
  await lead.open(`${incident}/evidence/new`)
  await lead.press('Enter it')
  assert.match(await lead.reads(), /There is a problem/)
  await lead.fill('What is it?', 'White phone in a blue case')
  await lead.fill('Who had it before?', 'The class teacher')
  await lead.fill('Where does it lie now?', 'Safe in the head’s office')
  await lead.fill(/Number on the bag/, '0412')
  for (const [part, value] of [
    ['Day', '24'],
    ['Month', '11'],
    ['Year', '2026'],
  ] as const)
    await lead.fill(part, value)
  await lead.fill('At what time?', '9:45am')
  await lead.press('Enter it')
  assert.match(await lead.reads(), /White phone in a blue case/)
  assert.match(await lead.reads(), /0412/)
}
