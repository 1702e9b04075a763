import { londonDate } from '#/kernel/london-time.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { type Context, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { namesOf } from '../people/index.ts'
import { contactsOf } from '../schools/index.ts'
import { advisersOf } from './adviser-store.ts'
import type { AdvisedView } from './pages-adviser.ts'
import type { CaseView } from './pages-case.ts'
import { childrenOf, consultationsOf, entriesOf, outcomeOf, reportersOf } from './record-store.ts'
import { allegationsAbout, findAdvised, findAllegation } from './store.ts'

/** One matter with all that belongs to it. The reading is on record before anything is shown. */
export async function readCase(context: Context, actor: Actor, id: string): Promise<CaseView> {
  const now = context.clock()
  const view = await reading(context, actor, (tx) => viewOf(tx, { actor, now }, id))
  await recordReads(context, actor, [{ did: 'allegations.read', about: { kind: 'allegation', id } }])
  return view
}

/** What an adviser reads of it: not who told, which child it is, nor the report. The reading is on record before. */
export async function readAdvised(context: Context, actor: Actor, id: string): Promise<AdvisedView> {
  const now = context.clock()
  const view = await reading(context, actor, async (tx): Promise<AdvisedView> => {
    const allegation = await findAdvised(tx, { actor, now }, id)
    const entries = await entriesOf(tx, allegation)
    const written = entries.map((entry) => (entry.kind === 'opened' ? { ...entry, writtenBy: null } : entry))
    const advisers = await advisersOf(tx, allegation, londonDate(now))
    const writers = written.map(({ writtenBy }) => writtenBy)
    return {
      allegation,
      entries: written,
      children: (await childrenOf(tx, allegation)).length,
      consultations: await consultationsOf(tx, allegation),
      outcome: await outcomeOf(tx, allegation),
      names: await namesOf(tx, allegation.schoolId, writers),
      asked: advisers.find(({ personId }) => personId === personOf(actor)),
      now,
    }
  })
  await recordReads(context, actor, [
    { did: 'allegations.read', about: { kind: 'allegation', id }, detail: { as: 'adviser' } },
  ])
  return view
}

async function viewOf(tx: Tx, asking: { actor: Actor; now: Date }, id: string): Promise<CaseView> {
  const allegation = await findAllegation(tx, asking, id)
  const { schoolId, adultId } = allegation
  const children = await childrenOf(tx, allegation)
  const entries = await entriesOf(tx, allegation)
  const reporters = await reportersOf(tx, allegation)
  const advisers = await advisersOf(tx, allegation, londonDate(asking.now))
  const ids = [
    ...advisers.map(({ personId }) => personId),
    ...children.map(({ personId }) => personId),
    ...entries.map(({ writtenBy }) => writtenBy),
    ...reporters.map(({ reporterId }) => reporterId),
  ]
  const names = await namesOf(tx, schoolId, ids)
  return {
    allegation,
    children,
    entries,
    consultations: await consultationsOf(tx, allegation),
    outcome: await outcomeOf(tx, allegation),
    others: adultId === null ? 0 : (await allegationsAbout(tx, asking, adultId)).length - 1,
    names,
    advisers,
    reporters: reporters.map(({ reporterId }) => names.get(reporterId) ?? ''),
    contacts: await contactsOf(tx, schoolId),
    now: asking.now,
  }
}
