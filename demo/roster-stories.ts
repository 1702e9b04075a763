// Who came in the autumn, from the school's information system, and what followed: an induction that is over,
// firms that work for the school, and guests with a sponsor and an end.

import { addDays, londonDate } from '#/kernel/london-time.ts'
import { type PersonActor, systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { hostVisitor } from '../src/features/agreements/host-visitor.ts'
import { askJoiners } from '../src/features/agreements/jobs.ts'
import { signOwn } from '../src/features/agreements/sign-own.ts'
import { publishedVersion } from '../src/features/agreements/version-store.ts'
import { confirmSteps, doStep } from '../src/features/induction/follow-checklist.ts'
import { keepContract } from '../src/features/induction/keep-contract.ts'
import { keepGuest } from '../src/features/induction/keep-guest.ts'
import { itemsOf } from '../src/features/induction/store.ts'
import { findPeopleByName } from '../src/features/people/index.ts'
import { leaveSchool } from '../src/features/people/leave-school.ts'
import { applyImport } from '../src/features/rosters/apply-import.ts'
import {
  addRosterFile,
  addSource,
  beginImport,
  mapColumns,
  readImport,
} from '../src/features/rosters/begin-import.ts'
import { confirmImport } from '../src/features/rosters/confirm-import.ts'
import { declareLogons } from '../src/features/rosters/declare-logons.ts'
import { planImport } from '../src/features/rosters/plan-import.ts'
import { type Act, actor, type Moment, type Stage } from './moment.ts'
import { schoolDaysUntil } from './school-days.ts'

const joiner = { givenName: 'Rowena', familyName: 'Tarrant' } as const
const roster = [
  'Staff code,Given name,Family name,Job',
  `S9001,${joiner.givenName},${joiner.familyName},Teaching assistant`,
  '',
].join('\r\n')

/** Firms in the summer, joiners by an import five weeks ago, an engineer as a guest since yesterday. */
export function rosterStories({ lastDay }: Stage): Act[] {
  const days = schoolDaysUntil(lastDay)
  const ago = (schoolDays: number, time: string): Date => new Date(`${days.at(-schoolDays)}T${time}:00Z`)
  const before = (days: number, time: string): Date => new Date(`${addDays(lastDay, -days)}T${time}:00Z`)
  return [
    { at: before(70, '09:00'), play: keepFirms },
    { at: ago(25, '08:20'), play: importJoiners },
    {
      at: ago(25, '08:25'),
      play: ({ context, stage: { loaded } }) => askJoiners(context, systemActor(loaded.schoolId)),
    },
    { at: ago(24, '15:40'), play: (moment) => followChecklist(moment, joiner, 'staff') },
    { at: ago(4, '08:50'), play: sayWhoLeaves },
    { at: ago(2, '08:35'), play: keepEngineer },
    { at: ago(2, '09:10'), play: answerForEngineer },
    { at: ago(2, '14:50'), play: (moment) => followChecklist(moment, engineer, 'contractor') },
    { at: ago(1, '14:20'), play: declareForEngineer },
  ]
}

/** Somebody who plays no other part goes in a few weeks, and has still to say which logons they have. */
async function sayWhoLeaves(moment: Moment): Promise<void> {
  const { persons, cast } = moment.stage.loaded.people
  const inCast = new Set(cast.values())
  const leaver = persons.find(
    ({ id, kind, left_on }) => kind === 'staff' && left_on === null && !inCast.has(id),
  )
  if (!leaver) return
  const lastDay = addDays(moment.stage.lastDay, 21)
  await leaveSchool(moment.context, actor(moment, 'office'), { personId: leaver.id, lastDay })
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
async function followChecklist(moment: Moment, name: Name, kind: 'staff' | 'contractor'): Promise<void> {
  const { context, stage } = moment
  const { schoolId } = stage.loaded
  const head = actor(moment, 'head')
  const own = await newcomer(moment, name, kind)
  const items = await reading(context, head, (tx) => itemsOf(tx, schoolId, own.personId))
  for (const { key } of items) await doStep(context, own, key)
  await confirmSteps(context, head, { personId: own.personId, remark: 'Went through it together.' })
}

type Name = { readonly givenName: string; readonly familyName: string }

/** Somebody who came during the stories, as they act. */
async function newcomer(moment: Moment, { givenName, familyName }: Name, kind: string): Promise<PersonActor> {
  const { context, stage } = moment
  const name = `${givenName} ${familyName}`
  const head = actor(moment, 'head')
  const [found] = await reading(context, head, (tx) => findPeopleByName(tx, stage.loaded.schoolId, name))
  if (!found) throw new Error(`Nobody is called ${name}`)
  return { ...head, personId: found.id, name, roles: new Set([kind]) }
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

const engineer = { givenName: 'Casimir', familyName: 'Holt' } as const

async function keepEngineer(moment: Moment): Promise<void> {
  const day = londonDate(moment.at)
  await keepGuest(moment.context, actor(moment, 'office'), {
    kind: 'contractor',
    ...engineer,
    organisation: 'Clearwater Network Services',
    purpose: 'Looks at the wireless network',
    identitySeen: 'Company pass, rung back at the firm',
    sponsorId: actor(moment, 'business').personId,
    startsOn: day,
    endsOn: addDays(moment.stage.lastDay, 4),
    supervised: true,
    told: ['policies', 'filtering', 'restricted', 'reporting'],
    signed: 'yes',
  })
}

/** The engineer needs the network for it: the business manager answers for that, and the engineer signs before it works. */
async function answerForEngineer(moment: Moment): Promise<void> {
  const { context, stage } = moment
  const own = await newcomer(moment, engineer, 'contractor')
  const host = actor(moment, 'business')
  const askId = await hostVisitor(context, host, { visitorId: own.personId })
  const version = await reading(context, host, (tx) => publishedVersion(tx, stage.loaded.schoolId, 'visitor'))
  await signOwn(context, own, askId, {
    answer: 'signed',
    readHash: version?.sha256.toString('hex') ?? '',
    nameWritten: own.name,
    jobTitle: '',
    remark: '',
  })
}

/** Nobody gave the engineer a logon: that is on record before the last day. */
async function declareForEngineer(moment: Moment): Promise<void> {
  const own = await newcomer(moment, engineer, 'contractor')
  await declareLogons(moment.context, own, {
    personId: own.personId,
    logons: [],
    hasNone: true,
    onBehalfBecause: null,
  })
}
