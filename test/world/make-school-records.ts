import { newId } from '#/kernel/id.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { inviteLogin } from '#/platform/sign-in/sign-in.ts'
import { askForSecond, type TwoPersonAction } from '#/platform/two-person/two-person.ts'
import { makeReport } from '../../src/features/oversight/make-report.ts'
import { sendTransfer } from '../../src/features/oversight/send-transfer.ts'
import { designatePerson } from '../../src/features/people/designate-person.ts'
import { designationsOf } from '../../src/features/people/designation-store.ts'
import { addCover } from '../../src/features/people/duty-cover.ts'
import { keepGuardian } from '../../src/features/people/keep-guardian.ts'
import { adoptPractices } from '../../src/features/practices/index.ts'
import { savePlace } from '../../src/features/schools/index.ts'
import { copyFlow } from '../../src/features/triage/copy-flow.ts'
import { lookInto } from '../ground.ts'
import type { Kind, Params } from './places.ts'
import type { MatrixSchool } from './staff-school.ts'

/** What a school keeps that is about no incident: people, roles, cover, requests for a second person, flows, settings. */
export async function makeSchoolRecords(
  context: Context,
  school: MatrixSchool,
  actions: readonly TwoPersonAction[],
): Promise<Partial<Record<Kind, Params>>> {
  const { head, office, child, guardian, accused, dsl, teller } = school.people
  await keepGuardian(context, office, {
    pupilId: child.personId,
    guardianId: guardian.personId,
    relation: 'mother',
    parentalResponsibility: 'yes',
    mayBeContacted: true,
    maySign: true,
    maySee: true,
    addressWithheld: false,
  })
  const asked = { personId: teller.personId, startsOn: '2026-11-30', why: 'She keeps the log well' }
  const designation = await designatePerson(context, head, { ...asked, role: 'coordinator' })
  await designatePerson(context, head, { ...asked, role: 'lineManager' })
  const [held] = await lookInto(context, school.id, (tx) => designationsOf(tx, school.id, teller.personId))
  const cover = await addCover(context, dsl, {
    personId: accused.personId,
    startsOn: '2026-12-19',
    startsAt: '00:00',
    endsOn: '2026-12-24',
    endsAt: '12:00',
    reachBy: '01632 960 001',
  })
  const [action] = actions
  if (action === undefined) throw new Error('Nothing needs two people.')
  const requestId = await inTransaction(context, office, (tx) =>
    askForSecond(context, tx, office, {
      action,
      aboutId: teller.personId,
      reason: 'She lost her telephone on a walk',
    }),
  )
  await inTransaction(context, office, (tx) =>
    inviteLogin(context, tx, office, { personId: teller.personId, signInName: `teller.${school.slug}` }),
  )
  const transfer = await sendTransfer(context, dsl, {
    pupilId: child.personId,
    toSchool: 'The upper school',
    toPerson: 'Their safeguarding lead',
    method: 'secureElectronic',
  })
  const termly = await makeReport(context, head, { termFrom: '2026-09-02', comment: null })
  const flowCopy = await makePracticesAndFlow(context, school)
  return {
    child: { person: child.personId, guardian: guardian.personId },
    designation: { person: teller.personId, designation: held?.id ?? newId() },
    designationRequest: { request: designation.state === 'asked' ? designation.requestId : newId() },
    cover: { cover: cover.id },
    doer: { id: school.people.worker.personId },
    transfer: { id: transfer.id },
    termlyReport: { id: termly.id },
    reset: { personId: teller.personId },
    twoPerson: { id: requestId },
    flowCopy: { id: flowCopy, node: 'log' },
  }
}

/** The practices that one of the five policies asks for, in the school's calendar, and a copy of a flow. */
async function makePracticesAndFlow(context: Context, school: MatrixSchool): Promise<string> {
  await lookInto(context, school.id, (tx) => savePlace(tx, school.id, { policy_code: 'B' }))
  await adoptPractices(context, school.people.head)
  return copyFlow(context, school.people.dsl, 'main.non-illegal')
}
