import { NotFound } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { type Context, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import type { HeldItem, SearchHit } from '#/platform/feature.ts'
import { wordsOf } from '../incidents/index.ts'
import { type Allegation, states } from './allegation.ts'
import { allegationsAbout, findAdvised, findAllegation, findByWords } from './store.ts'

/** The matter, for its case manager or somebody whom they asked. Not found for everybody else. */
export async function findSeen(tx: Tx, actor: Actor, id: string, now: Date): Promise<Allegation> {
  const managed = await findAllegation(tx, { actor, now }, id).catch((error) => {
    if (error instanceof NotFound) return null
    throw error
  })
  return managed ?? findAdvised(tx, { actor, now }, id)
}

/** Matters that hold the words, among those the actor manages. The hit says a reference and a state, nothing else. */
export async function findMatters(
  context: Context,
  actor: Actor,
  words: readonly string[],
  most: number,
): Promise<readonly SearchHit[]> {
  const wanted = wordsOf(words)
  if (wanted.length === 0) return []
  const found = await reading(context, actor, (tx) =>
    findByWords(tx, { actor, now: context.clock() }, wanted, most),
  )
  return found.map(({ id, reference, state, openedAt }) => ({
    kind: 'Confidential matter',
    id,
    title: reference,
    line: states[state].words,
    path: `/staff-concerns/${id}`,
    at: openedAt,
  }))
}

/** Matters about an adult, as far as the actor manages them: for a subject access request, never for a transfer. */
export async function heldOn(tx: Tx, actor: Actor, personId: string): Promise<readonly HeldItem[]> {
  // What the chair sees besides because the head is late stays on the register: it asks for a clock, and for haste.
  const found = await allegationsAbout(tx, { actor, now: new Date(0) }, personId)
  return found.map(({ id, reference, openedAt }) => ({
    at: openedAt,
    kind: 'Confidential matter',
    id,
    summary: reference,
    path: `/staff-concerns/${id}`,
  }))
}
