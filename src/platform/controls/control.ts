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
  evidence: (tx: Tx, schoolId: string, at: Date) => Promise<Evidence>
}

/** One sentence a governor understands, when it last happened, and whether that is in date. */
export type Evidence = { sentence: string; lastAt: Date | null; inDate: boolean }
