// What a feature hands to app/ (decision M2). A later feature plugs in here without a line changed elsewhere.

import type { RawBuilder, SqlBool } from 'kysely'
import type { Permission, PermissionTable } from './access/access.ts'
import type { Actor } from './access/actor.ts'
import type { Context } from './context.ts'
import type { Control } from './controls/control.ts'
import type { Tx } from './database/database.ts'
import type { Heed } from './happenings/happenings.ts'
import type { Job } from './jobs/job.ts'
import type { SettingDefinition } from './settings/settings.ts'
import type { TwoPersonAction } from './two-person/two-person.ts'
import type { Exchange } from './web/exchange.ts'
import type { navigationHeadings } from './web/layout.ts'
import type { HomeCard, Panel, RecordSight, RootRoute, Route } from './web/route.ts'

export type Feature = {
  name: string
  /** Under `/s/<school>`. */
  routes: readonly Route[]
  /** Outside any school: sign-in, set-up. */
  rootRoutes?: readonly RootRoute[]
  /** Where other systems ask, under `/s/<school>`. */
  exchanges?: readonly Exchange[]
  permissions: PermissionTable
  /** Everything it writes into the audit trail, said as people read it: "closed the incident". A closed list. */
  events: Readonly<Record<string, string>>
  /** Its tables, as `schema.table`. Its store names these and no others, besides views that neighbours publish. */
  tables: readonly string[]
  /** Read-only views that later features' stores may join. */
  publishes?: readonly string[]
  settings?: readonly SettingDefinition[]
  jobs?: readonly Job[]
  heeds?: readonly Heed[]
  navigation?: readonly NavigationItem[]
  homeCards?: readonly HomeCard[]
  /** How each kind of record is found that row rules keep from some: whether a task may show its record. */
  sights?: readonly RecordSight[]
  panels?: readonly Panel[]
  /** What tasks about its records say below their title. */
  taskWords?: readonly TaskWords[]
  search?: readonly SearchSource[]
  holds?: readonly HeldOnPerson[]
  figures?: readonly FigureSource[]
  /** Of which records the audit trail says nothing to whoever may not see them. */
  trailRules?: readonly TrailRule[]
  retention?: readonly RetentionRule[]
  controls?: readonly Control[]
  /** What needs a second person before it is done. */
  twoPersonActions?: readonly TwoPersonAction[]
}

/**
 * What tasks about a kind of record say below their title: of records that the actor may see, and of no others. The
 * title itself tells nothing, since a task may come to somebody who may not see its record (decision S3).
 */
export type TaskWords = {
  about: string
  /** By the task's id. */
  say: (tx: Tx, actor: Actor, tasks: readonly AskedTask[], now: Date) => Promise<ReadonlyMap<string, string>>
}
export type AskedTask = { id: string; aboutId: string; path: string }

/**
 * Shown to those who hold the permission. `order` is its place, from 10 (first) to 90. `under` is where it stands when
 * somebody has more items than fit beside each other.
 */
export type NavigationItem = {
  text: string
  path: `/${string}`
  may: Permission
  under: keyof typeof navigationHeadings
  order: number
}

/** Finds records by words, among those that the actor may see. Hits are audited by whoever asks. */
export type SearchSource = {
  name: string
  may: Permission
  find: (
    context: Context,
    actor: Actor,
    words: readonly string[],
    most: number,
  ) => Promise<readonly SearchHit[]>
}
export type SearchHit = { kind: string; id: string; title: string; line: string; path: string; at: Date }

/** What a feature holds on a person, as far as the actor may see it: for chronology, transfer and subject access. */
export type HeldOnPerson = {
  what: string
  /** For the next school too. What is about an adult's conduct, for one, never goes with a child's record. */
  goesWithChild: boolean
  read: (tx: Tx, actor: Actor, personId: string) => Promise<readonly HeldItem[]>
}
export type HeldItem = { at: Date; kind: string; id: string; summary: string; path: string | null }

/** Counts for the termly report: how many of each label in the span. Every label each time, also those with none. */
export type FigureSource = {
  key: string
  caption: string
  /** What the labels are: "Route". */
  along: string
  /** What is counted: "Referrals". */
  unit: string
  read: (tx: Tx, actor: Actor, from: Date, to: Date) => Promise<readonly { label: string; count: number }[]>
}

/**
 * Keeps the entries about a kind of record from whoever may not see the record (decision S3), in SQL, so that lists,
 * counts and files of the trail agree. `id` is the column of the trail that names what an entry is about.
 */
export type TrailRule = {
  /** The first word of events that may name no record, as reading a register does: told to whoever did it alone. */
  ownEvents?: string
  /** Conditions of which each hides an entry: it is about such a record, and the actor may not see that. */
  unseen: (tx: Tx, actor: Actor, id: RawBuilder<string>, now: Date) => Promise<readonly RawBuilder<SqlBool>[]>
  /** The entry is about a record of which even a number would tell. */
  uncounted?: (schoolId: string, id: RawBuilder<string>) => RawBuilder<SqlBool>
}

/** How long a kind of record is kept, from when, and what happens then. Periods are minimums; a person confirms. */
export type RetentionRule = {
  record: string
  from: string
  keptForYears: number | 'permanent'
  atTheEnd: 'review' | 'destroy' | 'transfer' | 'archive'
  requiredByLaw: boolean
  source: string
}

/** A retention rule, and the feature that keeps the record. */
export type KeptRecord = RetentionRule & { feature: string }
