// Who came in the autumn, from the school's information system, and what followed: an induction that is over,
// firms that work for the school, and guests with a sponsor and an end.

import { addDays } from '#/kernel/london-time.ts'
import { type PersonActor, systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { confirmSteps, doStep } from '../src/features/induction/follow-checklist.ts'
import { keepContract } from '../src/features/induction/keep-contract.ts'
import { keepGuest } from '../src/features/induction/keep-guest.ts'
import { itemsOf } from '../src/features/induction/store.ts'
import { findPeopleByName } from '../src/features/people/index.ts'
import { applyImport } from '../src/features/rosters/apply-import.ts'
import {
  addRosterFile,
  addSource,
  beginImport,
  mapColumns,
  readImport,
} from '../src/features/rosters/begin-import.ts'
import { confirmImport } from '../src/features/rosters/confirm-import.ts'
import { planImport } from '../src/features/rosters/plan-import.ts'
import { type Act, actor, type Moment, type Stage } from './moment.ts'

const joiner = { givenName: 'Rowena', familyName: 'Tarrant' } as const
const roster = [
  'Staff code,Given name,Family name,Job',
  `S9001,${joiner.givenName},${joiner.familyName},Teaching assistant`,
  '',
].join('\r\n')

/** Firms in the summer, joiners by an import five weeks ago, an inspector as a guest since yesterday. */
export function rosterStories({ lastDay }: Stage): Act[] {
  const before = (days: number, time: string): Date => new Date(`${addDays(lastDay, -days)}T${time}:00Z`)
  return [
    { at: before(70, '09:00'), play: keepFirms },
    { at: before(35, '08:20'), play: importJoiners },
    { at: before(34, '15:40'), play: followChecklist },
    { at: before(1, '08:35'), play: keepInspector },
  ]
}

async function importJoiners(moment: Moment): Promise<void> {
  const { context, stage } = moment
  const { schoolId } = stage.loaded
  const office = actor(moment, 'office')
  const sourceId = await addSource(context, office, {
    name: 'School information system',
    format: 'table',
    schoolCode: null,
  })
  const importId = await beginImport(context, office, sourceId)
  await addRosterFile(context, office, importId, {
    fileName: 'new-staff.csv',
    declaredType: 'text/csv',
    content: inOnePart(Buffer.from(roster)),
  })
  await mapColumns(context, office, importId, {
    everybodyIs: 'staff',
    columns: { code: 'Staff code', givenName: 'Given name', familyName: 'Family name', jobTitle: 'Job' },
  })
  await readImport(context, office, importId)
  await planImport(context, systemActor(schoolId), importId)
  await confirmImport(context, office, importId)
  await applyImport(context, systemActor(schoolId), importId)
}

async function* inOnePart(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** The joiner does every step, and the head, who leads them, confirms all of them. */
async function followChecklist(moment: Moment): Promise<void> {
  const { context, stage } = moment
  const name = `${joiner.givenName} ${joiner.familyName}`
  const { schoolId } = stage.loaded
  const head = actor(moment, 'head')
  const { person, items } = await reading(context, head, async (tx) => {
    const [found] = await findPeopleByName(tx, schoolId, name)
    if (!found) throw new Error(`Nobody is called ${name}`)
    return { person: found, items: await itemsOf(tx, schoolId, found.id) }
  })
  const own: PersonActor = {
    ...head,
    personId: person.id,
    name,
    roles: new Set(['staff']),
  }
  for (const { key } of items) await doStep(context, own, key)
  await confirmSteps(context, head, { personId: person.id, remark: 'Went through it together.' })
}

async function keepFirms(moment: Moment): Promise<void> {
  const { context, stage } = moment
  const head = actor(moment, 'head')
  const knowsPolicyOn = addDays(stage.lastDay, -68)
  const startsOn = addDays(stage.lastDay, -66)
  await keepContract(context, head, {
    firm: 'Clearwater Network Services',
    service:
      'Runs the network, its filter and its access controls, and reports errors and attempts to get in',
    commissionedBy: 'The governing body',
    chosenHow: 'Three offers, compared by the business manager; minute of the resources committee',
    advice: 'The local authority’s adviser on security and safeguarding',
    knowsPolicyOn,
    destroysData: false,
    guarantee: null,
    startsOn,
    endsOn: null,
  })
  await keepContract(context, head, {
    firm: 'Second Cycle Disposal',
    service: 'Takes equipment away and destroys what is on it',
    commissionedBy: 'The governing body',
    chosenHow: 'From the authority’s framework of approved firms',
    advice: 'The trust’s data protection officer',
    knowsPolicyOn,
    destroysData: true,
    guarantee:
      'Letter in the office: every disk is overwritten several times, and nothing can be brought back',
    startsOn,
    endsOn: null,
  })
}

async function keepInspector(moment: Moment): Promise<void> {
  const day = addDays(moment.stage.lastDay, -1)
  await keepGuest(moment.context, actor(moment, 'office'), {
    kind: 'contractor',
    givenName: 'Casimir',
    familyName: 'Holt',
    organisation: 'Clearwater Network Services',
    purpose: 'Looks at the wireless network',
    identitySeen: 'Company pass, rung back at the firm',
    sponsorId: actor(moment, 'business').personId,
    startsOn: day,
    endsOn: addDays(day, 5),
    supervised: true,
    told: ['policies', 'filtering', 'restricted', 'reporting'],
    signed: 'yes',
  })
}
