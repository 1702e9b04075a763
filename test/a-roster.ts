// A school whose office imports rosters: files as systems write them, and the whole way from a file to what it changed.

import type { TestContext } from 'node:test'
import { newId } from '#/kernel/id.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import { heed } from '#/platform/happenings/happenings.ts'
import { accessEnded, peopleLeft } from '../src/features/people/happenings.ts'
import { findPeopleByName } from '../src/features/people/index.ts'
import { peoplePermissions } from '../src/features/people/permissions.ts'
import { applyImport } from '../src/features/rosters/apply-import.ts'
import { addRosterFile, addSource, beginImport, readImport } from '../src/features/rosters/begin-import.ts'
import { changesOf, countChanges } from '../src/features/rosters/change-store.ts'
import { confirmImport } from '../src/features/rosters/confirm-import.ts'
import { askForLogons, askOfficeForLogons } from '../src/features/rosters/declare-logons.ts'
import type { SourceFormat, WhatChanges } from '../src/features/rosters/import.ts'
import { rosterPermissions } from '../src/features/rosters/permissions.ts'
import { planImport } from '../src/features/rosters/plan-import.ts'
import { findImport, type Import } from '../src/features/rosters/store.ts'
import type { SchoolTables } from '../src/features/schools/tables.ts'
import { passingHeeds } from '../src/features/tasks/pass-on-tasks.ts'
import { aGround, aPerson, aSchool, lookInto } from './ground.ts'
import { zipOf } from './zip-of.ts'

export type Files = Readonly<Record<string, string>>

/** The school with every phase, its office, head and lead, and commands that take a file all the way. */
export async function aSchoolThatImports(t: TestContext) {
  const ground = await aGround({
    permissions: [peoplePermissions, rosterPermissions],
    heeds: [...passingHeeds, heed(peopleLeft, askForLogons), heed(accessEnded, askOfficeForLogons)],
  })
  t.after(() => ground.close())
  const { context } = ground
  const schoolId = await aSchool(context)
  const office = await aPerson(context, schoolId, { name: 'Ofra Office', roles: ['office'] })
  const head = await aPerson(context, schoolId, {
    name: 'Hedda Head',
    roles: ['head'],
    email: 'head@school.example',
  })
  const technician = await aPerson(context, schoolId, { name: 'Tess Technician', roles: ['technician'] })
  const teacher = await aPerson(context, schoolId, { name: 'Tom Teacher' })
  const elsewhere = await aPerson(context, await aSchool(context), {
    name: 'Sid Stranger',
    roles: ['office'],
  })
  const look = <T>(work: Parameters<typeof lookInto<T>>[2]) => lookInto(context, schoolId, work)
  await look((tx) =>
    tx
      .withTables<SchoolTables>()
      .insertInto('schools.phase')
      .values(
        (['earlyYears', 'keyStage1', 'keyStage2'] as const).map((key) => ({
          school_id: schoolId,
          id: newId(),
          key,
          name: key,
        })),
      )
      .execute(),
  )
  const source = (
    format: SourceFormat = 'oneRoster',
    name = `Source ${newId()}`,
    schoolCode: string | null = null,
  ) => addSource(context, office, { name, format, schoolCode })
  return {
    ...ground,
    schoolId,
    office,
    head,
    technician,
    teacher,
    elsewhere,
    look,
    source,
    ...steps(context, office),
  }
}

function steps(context: Context, office: PersonActor) {
  const { schoolId } = office
  const system = systemActor(schoolId)
  const found = (importId: string): Promise<Import> =>
    lookInto(context, schoolId, (tx) => findImport(tx, schoolId, importId))
  const send = (importId: string, fileName: string, bytes: Uint8Array | string) =>
    addRosterFile(context, office, importId, {
      fileName,
      declaredType: 'text/csv',
      content: inParts(Buffer.from(bytes)),
    })
  /** Reads the files, zipped, and says where the import stands then. */
  const read = async (sourceId: string, files: Files | Buffer): Promise<Import> => {
    const importId = await beginImport(context, office, sourceId)
    await send(importId, 'roster.zip', Buffer.isBuffer(files) ? files : zipOf(files))
    await readImport(context, office, importId)
    await planImport(context, system, importId)
    return found(importId)
  }
  const make = async (importId: string): Promise<Import> => {
    await confirmImport(context, office, importId)
    await applyImport(context, system, importId)
    return found(importId)
  }
  return { found, send, read, make, system }
}

async function* inParts(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 65_536) yield bytes.subarray(from, from + 65_536)
  if (bytes.length === 0) yield bytes
}

/** OneRoster 1.1 of a small school: two classes, a teacher, and as many pupils as asked for, each with a parent. */
export function oneRosterFiles(
  pupils: number,
  change: (files: Record<string, string>) => void = () => undefined,
): Files {
  const numbers = Array.from({ length: pupils }, (_, number) => number + 1)
  const classOf = (number: number) => (number % 2 === 0 ? 'C2' : 'C1')
  const files: Record<string, string> = {
    'manifest.csv': csv('propertyName,value', [
      'file.users,bulk',
      'file.classes,bulk',
      'file.enrollments,bulk',
      'file.orgs,bulk',
      'file.demographics,bulk',
    ]),
    'orgs.csv': csv('sourcedId,status,dateLastModified,name,type', ['S1,,,Alder Primary,school']),
    'users.csv': csv(
      'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password',
      [
        'T1,,,true,S1,teacher,t1,,Tara,Teach,,,t1@school.example,,,,,',
        ...numbers.map((n) => `P${n},,,true,S1,student,p${n},,Pupil,Number${n},,,,,,G${n},03,`),
        ...numbers.map((n) => `G${n},,,true,S1,parent,g${n},,Parent,Number${n},,,g${n}@home.example,,,,,`),
      ],
    ),
    'demographics.csv': csv(
      'sourcedId,status,dateLastModified,birthDate',
      numbers.map((n) => `P${n},,,2018-0${(n % 9) + 1}-11`),
    ),
    'classes.csv': csv(
      'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId',
      ['C1,,,3 Oak,03,,,homeroom,,S1', 'C2,,,3 Ash,03,,,homeroom,,S1'],
    ),
    'enrollments.csv': csv(
      'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
      ['E0,,,C1,S1,T1,teacher,true,,', ...numbers.map((n) => `E${n},,,${classOf(n)},S1,P${n},student,,,`)],
    ),
  }
  change(files)
  return files
}

/** A file of a header and lines. */
export const csv = (header: string, lines: readonly string[]): string =>
  `${[header, ...lines].join('\r\n')}\r\n`

export type ImportingSchool = Awaited<ReturnType<typeof aSchoolThatImports>>

/** How many changes of each kind an import has. */
export async function counted(
  { look, schoolId }: ImportingSchool,
  importId: string,
): Promise<Record<string, number>> {
  const counts = await look((tx) => countChanges(tx, { schoolId, importId }))
  return Object.fromEntries(counts.map(({ what, count }) => [what, count]))
}

/** The changes of one kind. */
export const listed = ({ look, schoolId }: ImportingSchool, importId: string, what: WhatChanges) =>
  look((tx) => changesOf(tx, { schoolId, importId }, { what, offset: 0, most: 50 }))

/** The one person of that name. */
export async function named({ look, schoolId }: ImportingSchool, words: string) {
  const [person] = await look((tx) => findPeopleByName(tx, schoolId, words))
  if (!person) throw new Error(`Nobody is called ${words}`)
  return person
}
