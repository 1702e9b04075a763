// What a leaver had to do, as one list: each kind of task once, with everything of it. Pure.

import type { Task } from './task.ts'

/** `waitsWith` is the role to which it went by itself when their access ended; null while it is still theirs. */
export type LeftTask = Task & { waitsWith: string | null }

export type LeftKind = {
  /** The form’s field that asks who takes this kind on. */
  field: string
  title: string
  tasks: readonly LeftTask[]
}

/** By kind and words, in the order in which they came. Tasks of one kind may bear several titles: each is a line. */
export function leftKinds(tasks: readonly LeftTask[]): LeftKind[] {
  const kinds = new Map<string, LeftTask[]>()
  for (const task of tasks) {
    const same = kinds.get(fieldOf(task))
    if (same) same.push(task)
    else kinds.set(fieldOf(task), [task])
  }
  return [...kinds].map(([field, same]) => ({ field, title: same[0]?.title ?? '', tasks: same }))
}

/** A name that a form may bear: `incidents.finish`, “Finish the incident” is `kind-incidents-finish-finish-the-incident`. */
export function fieldOf({ kind, title }: Pick<Task, 'kind' | 'title'>): string {
  return `kind-${`${kind} ${title}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`
}
