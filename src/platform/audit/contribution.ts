// The page of the audit trail: what was done, by whom, about what, as far as the person who looks may know.

import { isId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '../access/actor.ts'
import { type Context, reading } from '../context.ts'
import type { Tx } from '../database/database.ts'
import type { Feature } from '../feature.ts'
import { readTableRequest } from '../web/components/table-request.ts'
import { type CsvTable, csvRoute } from '../web/csv-route.ts'
import { type Answer, page, type WebRequest } from '../web/route.ts'
import { auditControls } from './controls.ts'
import { type ListedEntry, listEntries, type TrailQuestion } from './list-entries.ts'
import { actorInWords, type ToldEntry, trailPage, trailTable, wordsOf } from './pages.ts'
import { recordReads } from './reads.ts'
import { gapDeclared } from './verify-audit.ts'

export type AuditTrailParts = {
  /** What every feature writes into the trail, and how it is said. */
  events: ReadonlyMap<string, string>
  nameOf: (tx: Tx, schoolId: string, personId: string) => Promise<string>
}

const looked = 'audit.looked'
const mostInCsv = 50_000

const ownEvents = {
  [looked]: 'looked at the audit trail',
  [gapDeclared]: 'restored a backup, and declared what was lost',
} as const

/** What the audit trail offers to app/. Mount it last: it says the events of all others. */
export function auditTrail({ events, nameOf }: AuditTrailParts): Feature {
  const parts = { nameOf, events: new Map([...events, ...Object.entries(ownEvents)]) }
  const about = ({ params }: WebRequest): TrailQuestion => ({ aboutId: idOf(params.id) })
  const by = ({ params }: WebRequest): TrailQuestion => ({ by: idOf(params.id) })
  const see = { method: 'GET', may: 'audit.see' } as const
  return {
    name: 'audit',
    routes: [
      {
        ...see,
        path: '/audit',
        does: 'lists the audit trail',
        answer: (request) => show(parts, request, {}),
      },
      csvRoute({
        may: 'audit.see',
        path: '/audit.csv',
        does: 'downloads the audit trail',
        table: (request) => asCsv(parts, request, {}),
      }),
      {
        ...see,
        path: '/audit/about/:id',
        does: 'lists what was done about one record',
        answer: (request) => show(parts, request, about(request)),
      },
      csvRoute({
        may: 'audit.see',
        path: '/audit/about/:id/csv',
        does: 'downloads what was done about one record',
        table: (request) => asCsv(parts, request, about(request)),
      }),
      {
        ...see,
        path: '/audit/by/:id',
        does: 'lists what one person did',
        answer: (request) => show(parts, request, by(request)),
      },
      csvRoute({
        may: 'audit.see',
        path: '/audit/by/:id/csv',
        does: 'downloads what one person did',
        table: (request) => asCsv(parts, request, by(request)),
      }),
    ],
    permissions: { 'audit.see': { roles: ['head', 'dsl', 'deputyDsl'], words: 'see the audit trail' } },
    events: ownEvents,
    controls: auditControls,
    tables: ['audit.head', 'audit.entry', 'audit.detail', 'audit.inbox'],
    navigation: [{ text: 'Audit trail', path: '/audit', may: 'audit.see', under: 'policy', order: 90 }],
  }
}

async function show(parts: AuditTrailParts, request: WebRequest, question: TrailQuestion): Promise<Answer> {
  const definition = trailTable(parts.events)
  const asked = readTableRequest(request.query, definition)
  const rows = { limit: asked.pageSize, offset: asked.offset, oldestFirst: asked.direction === 'ascending' }
  const { entries, total } = await read(parts, request, { ...asked.filters, ...question }, rows)
  const csvHref = request.at(question.aboutId ? `/audit/about/${question.aboutId}/csv` : csvOf(question))
  const heading = headingOf(question, entries)
  const body = trailPage({ at: request.at, heading, entries, total, request: asked, definition, csvHref })
  return page({ title: heading, body, section: '/audit', wide: true })
}

/** Named by its newest entry: every record has one, and so has whoever did something. */
function headingOf({ aboutId, by }: TrailQuestion, [newest]: readonly ToldEntry[]): string {
  if (newest === undefined) return 'Audit trail'
  if (aboutId !== undefined) return `What was done about one record: ${wordsOf(newest.aboutKind)}`
  return by === undefined ? 'Audit trail' : `What ${newest.who} did`
}

const csvOf = ({ by }: TrailQuestion): string => (by ? `/audit/by/${by}/csv` : '/audit.csv')

async function asCsv(
  parts: AuditTrailParts,
  request: WebRequest,
  question: TrailQuestion,
): Promise<CsvTable> {
  const asked = readTableRequest(request.query, trailTable(parts.events))
  const rows = { limit: mostInCsv, offset: 0, oldestFirst: asked.direction === 'ascending' }
  const { entries } = await read(parts, request, { ...asked.filters, ...question }, rows)
  const lines = entries.map((entry) => [
    entry.at.toISOString(),
    entry.who,
    entry.sentence,
    wordsOf(entry.aboutKind),
    entry.aboutId ?? undefined,
  ])
  const head = ['When (UTC)', 'Who', 'What', 'About', 'Record']
  return { fileName: 'audit-trail.csv', head, rows: lines }
}

/** Reads as the person who asks, and puts that look on record before anything is shown. Not found: no such record or person. */
async function read(
  { events, nameOf }: AuditTrailParts,
  { context, actor }: WebRequest,
  question: TrailQuestion,
  rows: Parameters<typeof listEntries>[4],
): Promise<{ entries: ToldEntry[]; total: number }> {
  const found = await reading(context, actor, async (tx) => {
    if (question.by !== undefined) await nameOf(tx, actor.schoolId, question.by)
    const { entries, total } = await listEntries(context, tx, actor, question, rows)
    const names = await namesOf(tx, actor.schoolId, entries, nameOf)
    const known = total > 0 || (await isKnown(context, tx, actor, question))
    return { known, total, entries: entries.map((entry) => told(entry, names, events)) }
  })
  const about = question.aboutId ? { about: { kind: 'record', id: question.aboutId } } : {}
  await recordReads(context, actor, [{ did: looked, detail: { ...question }, ...about }])
  if (!found.known) throw new NotFound('record')
  return found
}

/** Every record has its entries, so one without any does not exist, or not for the person who asks. */
async function isKnown(context: Context, tx: Tx, actor: Actor, { aboutId }: TrailQuestion): Promise<boolean> {
  if (aboutId === undefined) return true
  const first = { limit: 1, offset: 0, oldestFirst: true }
  const { total } = await listEntries(context, tx, actor, { aboutId }, first)
  return total > 0
}

async function namesOf(
  tx: Tx,
  schoolId: string,
  entries: readonly ListedEntry[],
  nameOf: AuditTrailParts['nameOf'],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(
    entries.flatMap(({ actorKind, actorId }) => (actorKind === 'person' && actorId ? [actorId] : [])),
  )
  const names = new Map<string, string>()
  for (const id of ids) names.set(id, await nameOf(tx, schoolId, id))
  return names
}

function told(
  entry: ListedEntry,
  names: ReadonlyMap<string, string>,
  events: ReadonlyMap<string, string>,
): ToldEntry {
  const who = names.get(entry.actorId ?? '') ?? actorInWords(entry.actorKind)
  return { ...entry, who, sentence: events.get(entry.did) ?? entry.did }
}

function idOf(text: string | undefined): string {
  if (text === undefined || !isId(text)) throw new NotFound('record')
  return text
}
