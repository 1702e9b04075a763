// Logons, lessons on shared devices, and who can reach which folder: set up in the first summer, used to the last day.

import { addDays, londonDate } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import { giveAll } from '../src/features/accounts/give-accounts.ts'
import { giveTemporary } from '../src/features/accounts/give-temporary.ts'
import { addResource, confirmAccess, grantRight } from '../src/features/accounts/keep-access.ts'
import { addGeneric } from '../src/features/accounts/keep-generic.ts'
import { openSeating, openShared } from '../src/features/accounts/open-seating.ts'
import { resetPassword } from '../src/features/accounts/reset-password.ts'
import type { Sensitivity } from '../src/features/accounts/resource.ts'
import { childrenOf } from '../src/features/accounts/seated-pupil-store.ts'
import { type Act, actor, actorById, type Moment, membersAt, type Stage } from './moment.ts'
import { schoolDaysUntil, yearOf } from './school-days.ts'
import { asWhoeverMay } from './whoever-may.ts'

type Folder = { name: string; holds: string; sensitivity: Sensitivity; role: string; why: string }

const folders: readonly Folder[] = [
  {
    name: 'Staff handbook',
    holds: 'Policies and how we do things',
    sensitivity: 'open',
    role: 'staff',
    why: 'Everybody reads it',
  },
  {
    name: 'Pupil support plans',
    holds: 'Plans for pupils who need more help',
    sensitivity: 'confidential',
    role: 'deputyDsl',
    why: 'Plans follow concerns',
  },
  {
    name: 'School information system',
    holds: 'Pupils, families, attendance',
    sensitivity: 'restricted',
    role: 'office',
    why: 'Keeps the records',
  },
]

/** Logons for everybody two summers ago, then what befell a few of them. */
export function logonStories(stage: Stage): Act[] {
  const { lastDay } = stage
  const year = yearOf(lastDay) - 2
  const dayBefore = schoolDaysUntil(lastDay).at(-2) ?? lastDay
  const summer = (time: string) => new Date(`${year}-08-30T${time}:00Z`)
  const kept: Kept[] = []
  let libraryId = ''
  const before = (days: number) => new Date(`${addDays(lastDay, -days)}T14:30:00Z`)
  return [
    { at: summer('09:00'), play: ({ context }) => giveAll(context, systemActor(stage.loaded.schoolId)) },
    {
      at: summer('10:00'),
      play: async (moment) => {
        libraryId = await addLibrary(moment)
      },
    },
    // Somebody changes what everybody knows each quarter; the last time is recent.
    { at: before(43), play: (moment) => changeOf(moment, libraryId) },
    ...folders.map((folder, number) => ({
      at: summer(`11:${number}0`),
      play: async (moment: Moment) => void kept.push(await addFolder(moment, folder)),
    })),
    ...[750, 580, 410, 240, 70].map((days) => ({
      at: before(days),
      play: (moment: Moment) => confirmAll(moment, kept),
    })),
    { at: new Date(`${lastDay}T08:05:00Z`), play: (moment) => giveSupply(moment, addDays(lastDay, 7)) },
    { at: new Date(`${dayBefore}T09:10:00Z`), play: lessonOfYoungest },
    { at: new Date(`${dayBefore}T12:20:00Z`), play: (moment) => lunchInLibrary(moment, libraryId) },
    { at: new Date(`${lastDay}T10:05:00Z`), play: lessonOfYoungest },
  ]
}

async function addLibrary(moment: Moment): Promise<string> {
  const head = actor(moment, 'head')
  return addGeneric(moment.context, actor(moment, 'office'), {
    logonName: 'library',
    purpose: 'The two computers in the library',
    ownerId: head.personId,
  })
}

async function changeOf(moment: Moment, accountId: string): Promise<void> {
  await asWhoeverMay(moment, (person) => resetPassword(moment.context, person, accountId))
}

type Kept = { resourceId: string; rightId: string }

/** Twice a year the owner says who still needs what: everybody who had it. */
async function confirmAll(moment: Moment, kept: readonly Kept[]): Promise<void> {
  for (const { resourceId, rightId } of kept)
    await confirmAccess(moment.context, actor(moment, 'head'), resourceId, { keeps: [rightId], remark: null })
}

async function addFolder(moment: Moment, { role, why, ...folder }: Folder): Promise<Kept> {
  const head = actor(moment, 'head')
  const own = { kind: 'folder' as const, ownerId: head.personId, presetBy: null }
  const id = await addResource(moment.context, head, { ...folder, ...own })
  const right = { role, personId: null, level: 'change' as const, why, lastDay: null }
  const rightId = await grantRight(moment.context, head, id, right)
  await confirmAccess(moment.context, head, id, { keeps: [rightId], remark: null })
  return { resourceId: id, rightId }
}

async function giveSupply(moment: Moment, lastDay: string): Promise<void> {
  await giveTemporary(moment.context, actor(moment, 'office'), {
    kind: 'supply',
    givenName: 'Marlow',
    familyName: 'Finch',
    purpose: 'Covers a class this week, from the supply agency',
    lastDay,
    told: 'yes',
  })
}

/** The youngest class that has a teacher, on tablets 1 to 8. */
async function lessonOfYoungest(moment: Moment): Promise<void> {
  const { classes } = moment.stage.loaded
  const inForce = membersAt(moment)
  const youngest = [...classes]
    .sort((one, other) => (one.year_group ?? 0) - (other.year_group ?? 0))
    .find(({ id }) => inForce.some(({ class_id, part }) => class_id === id && part === 'teacher'))
  const members = inForce.filter(({ class_id }) => class_id === youngest?.id)
  const teacher = members.find(({ part }) => part === 'teacher')
  const pupils = members.filter(({ part }) => part === 'pupil').slice(0, 8)
  if (!youngest || !teacher || pupils.length === 0) return
  await openSeating(moment.context, actorById(moment, teacher.person_id), {
    classId: youngest.id,
    room: 'Tablet trolley',
    lasts: '30',
    seats: pupils.map(({ person_id }, number) => ({ personId: person_id, device: `T${number + 1}` })),
  })
}

/** A child of each of two classes at the library’s computers, with a teacher who supervises. */
async function lunchInLibrary(moment: Moment, accountId: string): Promise<void> {
  const { classes, schoolId } = moment.stage.loaded
  const teacher = membersAt(moment).find(({ part }) => part === 'teacher')
  const day = londonDate(moment.at)
  const children = await reading(moment.context, systemActor(schoolId), async (tx) => {
    const firsts = []
    for (const { id, name: className } of classes.slice(0, 2)) {
      const [first] = await childrenOf(tx, schoolId, id, day)
      if (first) firsts.push({ name: first.name, className })
    }
    return firsts
  })
  if (!teacher || children.length === 0) return
  await openShared(moment.context, actorById(moment, teacher.person_id), {
    accountId,
    room: 'Library',
    lasts: '30',
    newcomers: children.map((child, number) => ({ ...child, device: `L${number + 1}` })),
  })
}
