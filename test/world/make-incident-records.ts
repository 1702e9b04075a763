import { sql } from 'kysely'
import sharp from 'sharp'
import { newId } from '#/kernel/id.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { answerIllegality } from '../../src/features/evidence/answer-illegality.ts'
import { askForDeletion } from '../../src/features/evidence/ask-for-deletion.ts'
import { askForHandOver } from '../../src/features/evidence/ask-for-hand-over.ts'
import { askToView } from '../../src/features/evidence/ask-to-view.ts'
import { confiscateDevice } from '../../src/features/evidence/confiscate-device.ts'
import { keepFile } from '../../src/features/evidence/keep-file.ts'
import { addPerson } from '../../src/features/incidents/add-person.ts'
import { askIt } from '../../src/features/incidents/ask-it.ts'
import { closeIncident } from '../../src/features/incidents/close-incident.ts'
import { findIncidentToChange, listInvolvement, moveInside } from '../../src/features/incidents/index.ts'
import { shareIncident } from '../../src/features/incidents/share-incident.ts'
import { giveTask } from '../../src/features/tasks/index.ts'
import { lookInto } from '../ground.ts'
import { makeRegisterRecords } from './make-register-records.ts'
import type { Params, Places } from './places.ts'
import type { MatrixSchool } from './staff-school.ts'
import { type About, tell, wordAbout } from './tell-of-incident.ts'

/**
 * Incidents in the register of pupils that the subject is concerned in, with all that belongs to incidents. As alleged
 * instigator an adult would make it the case manager's: so the row rule and not the register keeps it from them.
 */
export async function makeIncidentRecords(
  context: Context,
  school: MatrixSchool,
  about: About,
): Promise<Places> {
  const open = await makeOpenIncident(context, school, about)
  const sealed = await makeSealedIncident(context, school, about)
  const lesson = await makeLesson(context, school, about)
  const at = { ...open.at, ...sealed.at, ...lesson.at }
  const ids = Object.values<Params>(at).flatMap(({ id, task }) => id ?? task ?? [])
  return {
    at,
    secrets: [wordAbout(about.subject), ...ids, ...open.secrets, ...sealed.secrets, ...lesson.secrets],
  }
}

/** One that is being worked on: told, shared, with a file, a device, a slip and a task. */
async function makeOpenIncident(context: Context, school: MatrixSchool, about: About) {
  const { worker, accused } = school.people
  const { incidentId, reportId, reference } = await tellWithPeople(context, school, about)
  const friend = about.subject === accused ? school.people.supply : accused
  await shareIncident(context, worker, incidentId, { personId: friend.personId, why: 'Teaches them' })
  await answerIllegality(context, worker, incidentId, { answer: 'notIllegal', why: 'Words only' })
  const itemId = await keepPicture(context, worker, incidentId, about)
  const confiscationId = await takeDevice(context, school, incidentId, about)
  const slipId = await askIt(context, worker, incidentId, {
    asked: 'lookAtDevice',
    device: `Tablet ${wordAbout(about.subject)}`,
    account: null,
    address: null,
  })
  const { taskId } = await inTransaction(context, worker, (tx) =>
    giveTask(context, tx, worker, {
      to: { role: 'dsl' },
      kind: 'incidents.look',
      title: 'Look at an incident',
      about: { kind: 'incident', id: incidentId },
      path: `/incidents/${incidentId}`,
      urgency: 'normal',
    }),
  )
  const involvement = await involvementIn(context, school, incidentId)
  const incident: Params = {
    id: incidentId,
    involvement,
    person: friend.personId,
    flow: 'first-four',
    node: 'danger',
  }
  return {
    secrets: [reference],
    at: {
      incident,
      report: { id: reportId },
      item: { id: itemId },
      confiscation: { id: confiscationId, act: 'handedOn' },
      slip: { id: slipId },
      task: { task: taskId ?? newId() },
    },
  }
}

function takeDevice(context: Context, { people }: MatrixSchool, incidentId: string, about: About) {
  return confiscateDevice(context, people.worker, incidentId, {
    ownerKind: 'pupil',
    ownerId: people.child.personId,
    ownerName: null,
    description: `White phone ${wordAbout(about.subject)}`,
    suspicion: 'Was said to hold the messages',
    takenBy: 'The worker',
    agreed: '',
    place: 'The safe',
    sealNumber: null,
    on: '2026-11-24',
    time: '09:00',
  })
}

/** One whose file was sealed, with the procedure for pictures begun. */
async function makeSealedIncident(context: Context, school: MatrixSchool, about: About) {
  const { people } = school
  const { worker, child, head, chair } = people
  const { incidentId, reference } = await tellWithPeople(context, school, about)
  await answerIllegality(context, worker, incidentId, { answer: 'notIllegal', why: 'Words only' })
  const itemId = await keepPicture(context, worker, incidentId, about)
  await answerIllegality(context, worker, incidentId, { answer: 'childImage', why: 'Not sure any more' })
  const viewingId = await askToView(context, worker, incidentId, {
    onlyWay: 'toDecide',
    why: `Asked the child first: ${wordAbout(about.subject)}`,
    othersPresent: 'The nurse',
    place: 'The office',
    device: 'school',
    on: '2026-11-25',
    time: '09:00',
  })
  const deletionId = await askForDeletion(context, worker, incidentId, {
    pupilId: child.personId,
    agreedWith: `The officer ${wordAbout(about.subject)}`,
  })
  // Where the head may not know, the request above went to the chair of governors and let them in.
  const cannot = new Set([about.subject.personId, ...(about.notApproachable ?? [])])
  const holder = cannot.has(head.personId) || about.subject === people.kinOfHead ? chair : head
  const handOverId = await askForHandOver(context, holder, itemId, {
    officer: `Officer ${wordAbout(about.subject)}`,
    policeForce: 'The county’s',
    policeReference: 'CR 1',
  })
  return {
    secrets: [reference, incidentId],
    at: {
      sealedItem: { id: itemId },
      viewing: { id: viewingId },
      deletion: { id: deletionId },
      handOver: { id: handOverId },
    },
  }
}

/** One that is over, and taught the school something. */
async function makeLesson(context: Context, school: MatrixSchool, about: About) {
  const { worker } = school.people
  const { incidentId, reference } = await tellWithPeople(context, school, about)
  await inTransaction(context, worker, async (tx) => {
    const incident = await findIncidentToChange(tx, worker, incidentId)
    await moveInside(context, tx, worker, incident, { action: 'answerFirstQuestions', says: '' })
  })
  const word = wordAbout(about.subject)
  const registers = await makeRegisterRecords(context, school, { incidentId, word })
  // Nobody walks through its steps here, so nothing may ask for them.
  await closeIncident({ ...context, heeds: [] }, worker, incidentId, {
    done: `Talked ${word}`,
    told: `Nobody ${word}`,
    change: `The seating plan ${word}`,
    changeBy: 'deputyHead',
  })
  const id = await lookInto(context, school.id, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select id from incidents.closing where incident_id = ${incidentId}`.execute(tx)
    return rows[0]?.id ?? ''
  })
  return { secrets: [reference, incidentId], at: { lesson: { id }, ...registers } }
}

async function tellWithPeople(context: Context, { people }: MatrixSchool, about: About) {
  const told = await tell(context, about, 'bullying')
  const parts = { victim: people.child, other: about.subject } as const
  for (const part of ['victim', 'other'] as const) {
    const { personId } = parts[part]
    await addPerson(context, people.worker, told.incidentId, { part, personId, described: '' })
  }
  return told
}

async function keepPicture(context: Context, worker: PersonActor, incidentId: string, { subject }: About) {
  const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#778899' } })
    .png()
    .toBuffer()
  const description = `Screenshot ${wordAbout(subject)}`
  return keepFile(
    context,
    worker,
    incidentId,
    { description, fromWhom: 'A parent', noPicture: 'yes' },
    { content: oneByOne(picture), fileName: 'screenshot.png', declaredType: 'image/png' },
  )
}

async function* oneByOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function involvementIn(context: Context, school: MatrixSchool, incidentId: string): Promise<string> {
  const everybody = await lookInto(context, school.id, (tx) => listInvolvement(tx, school.id, incidentId))
  return everybody.find(({ part }) => part === 'victim')?.id ?? newId()
}
