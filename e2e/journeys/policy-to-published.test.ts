import assert from 'node:assert/strict'
import { journey } from '../journey.ts'
import { openStage, type Stage } from '../stage.ts'
import type { Visitor } from '../visitor.ts'

journey(
  'a policy goes from its draft through comments, approval and the chair’s signature to the public page',
  async (t) => {
    const stage = await openStage(t)
    const writer = await stage.signedIn('dsl.alder')
    const version = await draft(writer)
    await teacherComments(stage, version)
    await answerAndSend(writer, version)
    await approveAndSign(stage, version)
    await publishAndRead(stage, version)
  },
)

/** Begins from the model, and changes one paragraph. Gives the address of the version. */
async function draft(writer: Visitor): Promise<string> {
  await writer.open('/s/alder/policy-register')
  await writer.press('Begin a policy')
  await writer.choose('A model policy')
  await writer.choose('Alder: online safety')
  await writer.press('Begin')
  await writer.follow('Version 1')
  const version = new URL(writer.page.url()).pathname
  assert.match(await writer.reads(), /Keeps A1/)
  await writer.follow('Change paragraph 1.1')
  await writer.fill('Text', 'This policy keeps children at {school} safe online, wherever they are.')
  await writer.press('Save')
  assert.match(await writer.reads(), /children at Alder Primary School safe online/)
  await writer.follow('Record a discussion')
  await writer.open(`${version}/facts`)
  await writer.open(version)
  await writer.press('Open it for comments')
  return version
}

async function teacherComments(stage: Stage, version: string): Promise<void> {
  const teacher = await stage.signedIn('teacher.alder', { phone: true })
  await teacher.open('/s/alder/policy-register')
  await teacher.open(version)
  await teacher.fill('Your comment', 'Does it hold on trips?')
  await teacher.press('Send the comment')
  assert.match(await teacher.reads(), /Not answered yet/)
}

async function answerAndSend(writer: Visitor, version: string): Promise<void> {
  await writer.open(version)
  await writer.follow('Answer this comment')
  await writer.choose('No')
  await writer.fill(/What came of it/, 'Yes, trips are part of “wherever they are”.')
  await writer.press('Send the answer')
  await writer.press('Close it for comments')
  await writer.press('Send it for approval')
  assert.match(await writer.reads(), /Being approved/)
}

async function approveAndSign(stage: Stage, version: string): Promise<void> {
  const head = await stage.signedIn('head.alder')
  await head.open(version)
  await head.press('Record the decision')
  await head.choose('It is approved as it stands')
  await head.press('Save')
  const chair = await stage.signedIn('chair.alder')
  await chair.open(`${version}/decide`)
  await chair.choose('It is approved as it stands')
  await chair.press('Save')
  assert.match(await chair.reads(), /Enter the day of the meeting/)
  const [year = '', month = '', day = ''] = new Date().toISOString().slice(0, 10).split('-')
  await chair.fill('Day', day)
  await chair.fill('Month', month)
  await chair.fill('Year', year)
  await chair.fill('Which meeting and minute?', 'Full governors, item 7')
  await chair.press('Save')
  await chair.press('Read it and sign')
  await chair.choose('Yes, I sign it')
  await chair.press('Save')
  assert.match(await chair.reads(), /In force/)
  assert.match(await chair.reads(), /Signed by the chair of governors/)
}

async function publishAndRead(stage: Stage, version: string): Promise<void> {
  const anybody = await stage.visitor({ phone: true })
  assert.equal(await anybody.open('/s/alder/policies/online-safety'), 404)
  const head = await stage.signedIn('head.alder')
  await head.open(version)
  await head.follow('The policy')
  await head.press(/Publish it/)
  await head.follow('The policy')
  assert.match(await head.reads(), /0 of \d+/)
  assert.equal(await anybody.open('/s/alder/policies/online-safety'), 200)
  assert.match(await anybody.reads(), /children at Alder Primary School safe online/)
  await anybody.open('/s/alder/policies')
  const teacher = await stage.signedIn('teacher.alder', { phone: true })
  await teacher.open('/s/alder/policy-register')
  await teacher.follow('Online safety policy')
  await teacher.choose(/I have read version 1/)
  await teacher.press('Confirm')
  assert.match(await teacher.reads(), /You have confirmed/)
  await head.follow(/\d+ \w+ 20\d\d/)
  assert.match(await head.reads(), /1 of \d+ have confirmed/)
}
