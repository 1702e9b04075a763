import type { Tx } from '../database/database.ts'

/** Something the product does for a clause of the policy, with evidence that can be shown at any moment. */
export type Control = {
  id: `${string}.${string}`
  /** In plain words: "Every report reaches the safeguarding lead". */
  name: string
  does: 'enforces' | 'runs' | 'records' | 'informs' | 'reminds'
  /** Clauses of the five policies that it serves. */
  clauses: readonly string[]
  /** The full name of the test that proves it. */
  provedBy: string
  /** The system outside Schoolkeeper that enforces it, where we hand over a group, policy or stop (decision M10). */
  enforcedBy?: string
  /** One of several ways to keep its clauses: where the school has not set it up, the others alone decide. */
  optional?: true
  evidence: (tx: Tx, schoolId: string, at: Date) => Promise<Evidence>
}

/**
 * One sentence a governor understands, when it last happened, and whether that is in date. It is read by governors and
 * inspectors, so it names nobody and gives counts as `countInPublic` does.
 */
export type Evidence = {
  sentence: string
  lastAt: Date | null
  inDate: boolean
  /** False while the school has not set up what the control needs. */
  isSetUp?: boolean
  /** Where somebody mends it, when it is not in date. */
  mendAt?: `/${string}`
}

/** A control, and whether the test that proves it passed when all tests were last run. */
export type ProvedControl = Control & { proved: boolean }
