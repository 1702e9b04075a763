// What the clauses of a school's policy come to today. Every page, the document and the command line ask here.

import { londonDate } from '#/kernel/london-time.ts'
import type { Context } from '#/platform/context.ts'
import type { Evidence, ProvedControl } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { PolicyCode } from '#/platform/settings/settings.ts'
import { findSchool } from '../schools/index.ts'
import { type Clause, clausesOf } from './clauses.ts'
import { type Confirmation, evidenceWith } from './confirmation.ts'
import { newestConfirmations } from './confirmation-store.ts'
import { type State, stateOfClause, stateOfControl } from './state.ts'

export type AssessedControl = Pick<
  ProvedControl,
  'id' | 'name' | 'does' | 'enforcedBy' | 'optional' | 'provedBy' | 'proved'
> & {
  state: State
  sentence: string
  lastAt: Date | null
  mendAt: `/${string}` | null
}

export type AssessedClause = Clause & { state: State; controls: readonly AssessedControl[] }

export type Assessment = { policy: PolicyCode | null; clauses: readonly AssessedClause[] }

const notProved: Evidence = {
  sentence: 'The test that proves it has not passed in the last run of all tests, so it counts as not built.',
  lastAt: null,
  inDate: false,
}

/**
 * Asks every control that serves one of the clauses for its evidence, once, as whoever reads: what is kept from them is
 * in no count (decision S3). Without `wanted`, all clauses of the policy that the school follows.
 */
export async function assess(
  context: Pick<Context, 'clock' | 'controls'>,
  tx: Tx,
  schoolId: string,
  wanted: (clause: Clause) => boolean = () => true,
): Promise<Assessment> {
  const { policyCode: policy } = await findSchool(tx, schoolId)
  const chosen = clausesOf(policy).filter(wanted)
  const ids = new Set(chosen.map(({ id }) => id))
  const confirmed = await newestConfirmations(tx, schoolId)
  const serving = new Map<string, AssessedControl[]>()
  const at = context.clock()
  for (const control of context.controls) {
    const served = control.clauses.filter((id) => ids.has(id))
    if (served.length === 0) continue
    const assessed = await assessControl(control, confirmed.get(control.id), tx, schoolId, at)
    for (const id of served) serving.set(id, [...(serving.get(id) ?? []), assessed])
  }
  return {
    policy,
    clauses: chosen.map((clause) => {
      const controls = serving.get(clause.id) ?? []
      return { ...clause, controls, state: stateOfClause(controls) }
    }),
  }
}

async function assessControl(
  { id, name, does, enforcedBy, optional, provedBy, proved, evidence }: ProvedControl,
  confirmed: Confirmation | undefined,
  tx: Tx,
  schoolId: string,
  at: Date,
): Promise<AssessedControl> {
  const own = proved ? await evidence(tx, schoolId, at) : notProved
  const seen = enforcedBy === undefined ? own : evidenceWith(own, confirmed, londonDate(at))
  const { sentence, lastAt, mendAt = null } = seen
  const state = stateOfControl(proved, seen)
  const more = { ...(enforcedBy && { enforcedBy }), ...(optional && { optional }) }
  return { id, name, does, provedBy, proved, ...more, state, sentence, lastAt, mendAt }
}

/** Each control of an assessment once, in the order of the clauses that it serves. */
export function controlsOf({ clauses }: Assessment): readonly AssessedControl[] {
  return [...new Map(clauses.flatMap(({ controls }) => controls).map((one) => [one.id, one])).values()]
}
