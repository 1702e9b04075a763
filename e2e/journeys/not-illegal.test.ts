import assert from 'node:assert/strict'
import { journey } from '../journey.ts'
import { answerAll, close, openNewest, tellAsStaff } from '../lead-incident.ts'
import { openStage } from '../stage.ts'

journey(
  'the co-ordinator leads a case that is not illegal from the report to closing, on a phone without JavaScript',
  async (t) => {
    const stage = await openStage(t, 'thorn')
    const slow = { phone: true, javaScript: false }
    const pupil = await stage.nameOf('pupil.thorn')
    const teacher = await stage.signedIn('teacher.thorn', slow)
    await tellAsStaff(teacher, 'thorn', {
      kind: 'Bullying online',
      what: 'Unkind comments under a drawing in the class chat.',
      affected: pupil,
    })
    assert.equal(await teacher.heading(), 'What you told us')

    const coordinator = await stage.signedIn('coordinator.thorn', slow)
    await coordinator.open('/s/thorn/tasks')
    const incident = await openNewest(coordinator, 'thorn')
    assert.match(await coordinator.reads(), /Unkind comments under a drawing/)

    const first = await answerAll(
      [coordinator],
      incident,
      {},
      'Check that the incident is in the log, in plain facts',
    )
    assert.deepEqual(first, [
      'Is anyone in danger now?',
      'Could a child be harmed, or at risk of harm?',
      'Is it about what an adult who works or volunteers here may have done?',
      'Could there be a nude, semi-nude or sexual image of a child, or terrorist material?',
    ])
    const others = ['delegated.thorn', 'dsl.thorn', 'head.thorn'] as const
    const people = [coordinator, ...(await Promise.all(others.map((name) => stage.signedIn(name, slow))))]
    const answered = await answerAll(people, incident)
    assert(answered.includes('Did it involve something illegal?'), answered.join('; '))
    assert(answered.includes('Is the child at risk?'), answered.join('; '))

    await coordinator.open(`${incident}/triage/chart`)
    await coordinator.open(`${incident}/triage/answers`)
    assert.match(await coordinator.reads(), /Talked over with the class teacher/)
    await close(coordinator, incident)

    await coordinator.open('/s/thorn/tasks')
    assert.doesNotMatch(await coordinator.reads(), /bullying/i)
    await teacher.open('/s/thorn/my-reports')
    await teacher.page.locator('main table a').first().click()
    assert.match(await teacher.reads(), /Unkind comments under a drawing/)
    assert.doesNotMatch(await teacher.reads(), /Spoke with both children/)
  },
)
