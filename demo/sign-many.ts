// Hundreds of signatures at once, as the rows that the commands would have left: one by one they would take minutes.

import { addDays, daysBetween, londonDate } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { agreementRow, type Version } from '../src/features/agreements/agreement.ts'
import type { AgreementTables } from '../src/features/agreements/tables.ts'
import { publishedVersions } from '../src/features/agreements/version-store.ts'
import type { TaskTables } from '../src/features/tasks/tables.ts'
import { happens, idAt, whole } from './chance.ts'
import type { Moment } from './moment.ts'
import type { Row as RowOf } from './people-rows.ts'
import { someTime } from './school-days.ts'

type Ask = AgreementTables['agreements.ask']
type Row = AgreementTables['agreements.signature']
type PersonRow = RowOf<'people.person'>

const rowsAtOnce = 500

/** Of the adults one in so many waits until somebody chases them; of families it is left to chance. */
const oneAdultIn = 20
const slowerBy = 0.2

/** Of everybody who is asked, most sign in the days before the moment; one class is slower than the others. */
export async function signMany(moment: Moment, share: number): Promise<void> {
  const { schoolId, people } = moment.stage.loaded
  const { chance } = moment.stage
  const persons = new Map(people.persons.map((one) => [one.id, one]))
  await inTransaction(moment.context, systemActor(schoolId), async (tx) => {
    const versions = new Map((await publishedVersions(tx, schoolId)).map((one) => [one.agreement, one]))
    const asks = await openAsks(tx, schoolId)
    const slow = asks.find(({ class_id }) => class_id !== null)?.class_id
    const rows = asks.flatMap((ask, turn): Row[] => {
      const version = versions.get(ask.agreement)
      const person = persons.get(ask.signer_id)
      if (!version || !person) return []
      const { signer } = agreementRow(ask.agreement)
      const signs =
        signer === 'adult'
          ? turn % oneAdultIn !== oneAdultIn - 1
          : happens(chance, ask.class_id === slow ? share - slowerBy : share)
      return signs ? [signature(moment, ask, version, person)] : []
    })
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      await saveRows(tx, schoolId, rows.slice(from, from + rowsAtOnce))
    }
  })
}

/** Who records it, by how somebody signs. */
const recorders = { signIn: 'person', link: 'guardianLink', kiosk: 'kiosk' } as const

function signature(moment: Moment, ask: Ask, version: Version, person: PersonRow): Row {
  const { chance, loaded } = moment.stage
  const days = daysBetween(londonDate(ask.asked_at), londonDate(moment.at))
  const at = someTime(
    chance,
    addDays(londonDate(moment.at), -whole(chance, 1, Math.max(1, Math.min(14, days - 1)))),
    7,
    21,
  )
  const { signer } = agreementRow(ask.agreement)
  const parents = happens(chance, 0.8) ? 'link' : 'signIn'
  const way = { pupil: 'kiosk', adult: 'signIn', guardian: parents }[signer] as keyof typeof recorders
  return {
    school_id: loaded.schoolId,
    id: idAt(chance, at),
    ask_id: ask.id,
    version_id: version.id,
    version_sha256: version.sha256,
    signer_id: ask.signer_id,
    about_id: ask.about_id,
    answer: 'signed',
    way,
    name_written: `${person.given_name} ${person.family_name}`,
    job_title: person.job_title ?? null,
    class_name: loaded.classes.find(({ id }) => id === ask.class_id)?.name ?? null,
    remark: null,
    at,
    recorded_by_kind: recorders[way],
    recorded_by: way === 'signIn' ? ask.signer_id : null,
    file_id: null,
  }
}

function openAsks(tx: Tx, schoolId: string): Promise<Ask[]> {
  return tx
    .withTables<AgreementTables>()
    .selectFrom('agreements.ask')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('state', '=', 'open')
    .orderBy('agreement')
    .orderBy('signer_id')
    .orderBy('about_id')
    .execute()
}

async function saveRows(tx: Tx, schoolId: string, rows: readonly Row[]): Promise<void> {
  const tables = tx.withTables<AgreementTables & TaskTables>()
  await tables
    .insertInto('agreements.signature')
    .values([...rows])
    .execute()
  const ids = rows.map(({ ask_id }) => ask_id)
  await tables
    .updateTable('agreements.ask as a')
    .from('agreements.signature as s')
    .set((set) => ({ state: 'signed', answered_at: set.ref('s.at'), edition: 1 }))
    .whereRef('s.ask_id', '=', 'a.id')
    .where('s.school_id', '=', schoolId)
    .where('a.school_id', '=', schoolId)
    .where('a.id', 'in', ids)
    .execute()
  await tables
    .updateTable('tasks.task')
    .set({ state: 'done', ended_at: rows[0]?.at ?? null, reason: 'It was answered.' })
    .where('school_id', '=', schoolId)
    .where('state', '=', 'open')
    .where('about_id', 'in', ids)
    .execute()
}
