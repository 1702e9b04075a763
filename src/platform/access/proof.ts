import type { Actor } from './actor.ts'

const proofLastsMinutes = 10

/** Whether the person proved who they are within the last ten minutes: by signing in, or again since. */
export function hasFreshProof(actor: Actor, now: Date): boolean {
  if (actor.kind !== 'person' || actor.steppedUpAt === null) return false
  return now.getTime() - actor.steppedUpAt.getTime() < proofLastsMinutes * 60_000
}
