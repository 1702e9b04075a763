import { newId } from '#/kernel/id.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { insertPerson, letGo } from '../../src/features/people/index.ts'
import { addSource, beginImport } from '../../src/features/rosters/begin-import.ts'
import { declareLogons } from '../../src/features/rosters/declare-logons.ts'
import { declarationsOf, transfersOf } from '../../src/features/rosters/leaver-store.ts'
import { movesOf } from '../../src/features/rosters/move-store.ts'
import { planMove } from '../../src/features/rosters/plan-move.ts'
import { transferRights } from '../../src/features/rosters/transfer-rights.ts'
import { lookInto } from '../ground.ts'
import type { MatrixSchool } from './staff-school.ts'

/** A source, an import, a planned move, and somebody who has left with a declared logon and a transfer. */
export async function makeRosterRecords(context: Context, { id: schoolId, people }: MatrixSchool) {
  const { office, teller } = people
  const source = await addSource(context, office, {
    name: 'Information system',
    format: 'oneRoster',
    schoolCode: null,
  })
  const imported = await beginImport(context, office, source)
  await planMove(context, office, {
    personId: teller.personId,
    toClassId: null,
    toKind: 'supply',
    onDay: '2027-09-01',
    why: 'Comes back for some days',
  })
  const nobody = { knownAs: null, dateOfBirth: null, email: null, jobTitle: null }
  const personId = await inTransaction(context, office, async (tx) => {
    const leo = {
      ...nobody,
      givenName: 'Leo',
      familyName: 'Leaver',
      kind: 'staff',
      joinedOn: '2020-09-01',
    } as const
    const id = await insertPerson(context, tx, office, leo)
    await letGo(context, tx, office, { personId: id, lastDay: '2026-11-20' })
    return id
  })
  await declareLogons(context, office, {
    personId,
    logons: [{ system: 'School e-mail', logon: 'l.leaver' }],
    hasNone: false,
    onBehalfBecause: 'On paper, on the last day',
  })
  await transferRights(context, office, {
    personId,
    toSchool: 'The upper school',
    onDay: '2026-11-20',
    what: 'The account with its files',
    agreedWith: 'Their office',
  })
  return lookInto(context, schoolId, async (tx) => {
    const [move] = await movesOf(tx, schoolId)
    const { logons } = await declarationsOf(tx, schoolId, personId)
    const [transfer] = await transfersOf(tx, schoolId, personId)
    return {
      rosterSource: { source },
      rosterImport: { import: imported },
      plannedMove: { move: move?.id ?? newId() },
      leaver: { person: personId },
      declaredLogon: { logon: logons[0]?.id ?? newId() },
      rightsTransfer: { transfer: transfer?.id ?? newId() },
    }
  })
}
