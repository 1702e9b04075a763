import { NotAllowed, NotFound } from '#/kernel/refusal.ts'
import type { PersonActor } from '#/platform/access/actor.ts'
import { actor, type Moment } from './moment.ts'

/** In the order in which they would take it on. */
const inOrder = [
  'dsl',
  'coordinator',
  'deputydsl',
  'delegated',
  'head',
  'siro',
  'deputyhead',
  'chair',
  'business',
  'technician',
]

/** Does the work as the first of the school's leaders who sees the record and may; `first` go before the others. */
export async function asWhoeverMay<T>(
  moment: Moment,
  work: (actor: PersonActor) => Promise<T>,
  first: (actor: PersonActor) => boolean = () => false,
): Promise<T> {
  const people = inOrder
    .filter((part) => moment.stage.loaded.people.cast.has(part))
    .map((part) => actor(moment, part))
  for (const person of [...people.filter(first), ...people.filter((one) => !first(one))]) {
    try {
      return await work(person)
    } catch (error) {
      if (!(error instanceof NotAllowed || error instanceof NotFound)) throw error
    }
  }
  throw new Error('Nobody at the school may do this')
}
