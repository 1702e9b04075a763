import assert from 'node:assert/strict'
import { journey } from '../journey.ts'
import { answerAll, close, openNewest, tellAsStaff } from '../lead-incident.ts'
import { openStage } from '../stage.ts'

journey('a member of staff is the target and a parent is said to have done it', async (t) => {
  const stage = await openStage(t, 'alder')
  const [teachersName, parentsName] = await Promise.all([
    stage.nameOf('teacher.alder'),
    stage.nameOf('parent.alder'),
  ])
  const office = await stage.signedIn('office.alder')
  await tellAsStaff(office, 'alder', {
    kind: 'A member of staff is the target',
    what: 'A post on a parents’ page calls a teacher names.',
    affected: teachersName,
    doneBy: parentsName,
  })

  const head = await stage.signedIn('head.alder')
  const incident = await openNewest(head, 'alder')
  const lead = await stage.signedIn('dsl.alder')
  const answered = await answerAll([head, lead], incident, {
    'May the parent be spoken to without adding any risk to a child?': 'Yes',
    'Is it solved?': 'Yes',
  })
  assert(answered.includes('Invite the parent in to talk'), answered.join('; '))
  assert(answered.includes('May the parent be spoken to without adding any risk to a child?'))

  const parent = await stage.signedIn('parent.alder')
  assert.equal(await parent.open(incident), 403)
  for (const path of ['/tasks', '/my-reports', '/']) {
    await parent.open(`/s/alder${path}`)
    assert.doesNotMatch(await parent.reads(), /parents’ page/)
  }
  const teacher = await stage.signedIn('teacher.alder')
  assert.notEqual(await teacher.open(incident), 200)
  await close(head, incident)
})
