// What nearly every test stands on: a database, a context, a school and people in it.

import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { newId } from '#/kernel/id.ts'
import type { PermissionTable } from '#/platform/access/access.ts'
import type { Actor, PersonActor } from '#/platform/access/actor.ts'
import { systemActor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import { inTransaction } from '#/platform/context.ts'
import { type Db, openDatabase, type Tx } from '#/platform/database/database.ts'
import type { TaskWords, TrailRule } from '#/platform/feature.ts'
import type { Heed } from '#/platform/happenings/happenings.ts'
import type { SettingDefinition } from '#/platform/settings/settings.ts'
import type { PeopleTables } from '../src/features/people/tables.ts'
import type { SchoolTables } from '../src/features/schools/tables.ts'
import { freshDatabase, type TestDatabase } from './database.ts'
import { freshVault, type TestVault } from './vault.ts'

export type Ground = {
  context: Context
  database: TestDatabase
  vault: TestVault
  /** Moves the clock that the context tells the time by. */
  setTime: (at: string) => void
  close: () => Promise<void>
}

type Offers = {
  permissions?: readonly PermissionTable[]
  heeds?: readonly Heed[]
  settings?: readonly SettingDefinition[]
  trailRules?: readonly TrailRule[]
  taskWords?: readonly TaskWords[]
}

/** A context on a fresh database. It is Tuesday 24 November 2026, ten in the morning, until the test says otherwise. */
export async function aGround(offers: Offers = {}): Promise<Ground> {
  const [database, vault] = await Promise.all([freshDatabase(), freshVault()])
  const db: Db = openDatabase(database.appUrl)
  let now = new Date('2026-11-24T10:00:00Z')
  const context: Context = {
    db,
    clock: () => now,
    log: pino({ level: 'silent' }),
    vault,
    permissions: new Map(
      (offers.permissions ?? []).flatMap((table) => Object.entries(table)) as [
        keyof PermissionTable,
        PermissionTable[keyof PermissionTable],
      ][],
    ),
    heeds: offers.heeds ?? [],
    settings: new Map((offers.settings ?? []).map((setting) => [setting.key, setting])),
    search: [],
    holds: [],
    figures: [],
    trailRules: offers.trailRules ?? [],
    taskWords: offers.taskWords ?? [],
    controls: [],
    retention: [],
  }
  return {
    context,
    database,
    vault,
    setTime: (at) => {
      now = new Date(at)
    },
    close: async () => {
      await db.destroy()
      await database.drop()
      await vault.remove()
    },
  }
}

/** A school that is set up: a name, a day, one phase. */
export async function aSchool(
  context: Context,
  slug = `school-${randomUUID().slice(0, 8)}`,
): Promise<string> {
  const id = newId()
  await inTransaction(context, systemActor(id), async (tx) => {
    await tx
      .withTables<SchoolTables>()
      .insertInto('schools.school')
      .values({
        id,
        trust_id: null,
        slug,
        name: `${slug} Primary School`,
        kind: 'primary',
        policy_code: null,
        network_ranges: [],
        day_starts_at: '08:40',
        day_ends_at: '15:30',
        set_up_at: context.clock(),
        created_at: context.clock(),
      })
      .execute()
  })
  return id
}

type PersonParts = {
  kind?: PeopleTables['people.person']['kind']
  name?: string
  roles?: readonly string[]
  email?: string
  dateOfBirth?: string
}

/** A person of the school, holding the roles since September. Returns them as an actor who proved who they are. */
export async function aPerson(
  context: Context,
  schoolId: string,
  parts: PersonParts = {},
): Promise<PersonActor> {
  const [givenName = 'Ada', familyName = 'Example'] = (parts.name ?? 'Ada Example').split(' ')
  const kind = parts.kind ?? 'staff'
  const personId = newId()
  await inTransaction(context, systemActor(schoolId), async (tx) => {
    const people = tx.withTables<PeopleTables>()
    await people
      .insertInto('people.person')
      .values({
        school_id: schoolId,
        id: personId,
        kind,
        given_name: givenName,
        family_name: familyName,
        known_as: null,
        date_of_birth: parts.dateOfBirth ?? null,
        email: parts.email ?? null,
        job_title: null,
        external_id: null,
        joined_on: '2020-09-01',
        left_on: null,
      })
      .execute()
    for (const role of parts.roles ?? []) {
      await people
        .insertInto('people.designation')
        .values({
          school_id: schoolId,
          id: newId(),
          person_id: personId,
          role,
          starts_on: '2026-09-01',
          ends_on: null,
          granted_by: null,
          agreed_by: null,
          why: 'Set up for a test',
          created_at: context.clock(),
        })
        .execute()
    }
  })
  return {
    kind: 'person',
    schoolId,
    personId,
    sessionId: newId(),
    name: `${givenName} ${familyName}`,
    roles: new Set([kind, ...(parts.roles ?? [])]),
    steppedUpAt: context.clock(),
  }
}

/** Reads as the system of one school: what a test looks at to see what came of a command. */
export function lookInto<T>(context: Context, schoolId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(context, systemActor(schoolId), work)
}

/** What the trail says was done about a record, oldest first. */
export function trailAbout(context: Context, schoolId: string, recordId: string): Promise<string[]> {
  return lookInto(context, schoolId, async (tx) => {
    const rows = await tx
      .selectFrom('audit.entry')
      .select('did')
      .where('school_id', '=', schoolId)
      .where('about_id', '=', recordId)
      .orderBy('number')
      .execute()
    return rows.map(({ did }) => did)
  })
}

/** Somebody of the school who has done nothing yet and may do whatever their roles say. */
export function anonymous(schoolId: string): Actor {
  return { kind: 'anonymous', schoolId }
}
