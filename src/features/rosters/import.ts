// An import: where it stands, what it may change, and when it needs a second person. Pure.

export const formats = {
  oneRoster: { words: 'OneRoster 1.1 or 1.2', hint: 'A zip file, or its CSV files one after the other.' },
  schoolDataSync: {
    words: 'Microsoft School Data Sync 2.1',
    hint: 'A zip file, or its CSV files one after the other.',
  },
  table: {
    words: 'Any CSV file',
    hint: 'One line a person. You say which column means what, once: it is remembered.',
  },
} as const
export type SourceFormat = keyof typeof formats

export type ImportState = keyof typeof importStates

/** Where an import stands, as its page says it. `next` are the states that may follow. */
export const importStates = {
  collecting: {
    text: 'Files wanted',
    means: 'Nothing has been read yet.',
    colour: 'grey',
    next: ['reading', 'dropped'],
  },
  reading: {
    text: 'Reading',
    means: 'The files are read and compared.',
    colour: 'blue',
    next: ['faulty', 'planned'],
  },
  faulty: {
    text: 'Mend the file',
    means: 'Something in the files has to be put right first. Nothing was changed.',
    colour: 'red',
    next: ['dropped'],
  },
  planned: {
    text: 'Look and confirm',
    means: 'Nothing is changed until you confirm.',
    colour: 'yellow',
    next: ['applying', 'dropped'],
  },
  applying: {
    text: 'Changing records',
    means: 'The changes are being made.',
    colour: 'blue',
    next: ['applied'],
  },
  applied: { text: 'Done', means: 'All changes were made.', colour: 'green', next: ['undoing'] },
  undoing: { text: 'Undoing', means: 'The changes are being taken back.', colour: 'blue', next: ['undone'] },
  undone: {
    text: 'Undone',
    means: 'Everything that could be was put back as it was.',
    colour: 'grey',
    next: [],
  },
  dropped: { text: 'Not used', means: 'It was set aside and changed nothing.', colour: 'grey', next: [] },
} as const satisfies Record<
  string,
  {
    text: string
    means: string
    colour: 'grey' | 'blue' | 'red' | 'yellow' | 'green'
    next: readonly string[]
  }
>

/** As the table of states says. */
export function mayBecome(from: ImportState, to: ImportState): boolean {
  return (importStates[from].next as readonly string[]).includes(to)
}

export type ChangeState = 'planned' | 'done' | 'kept' | 'undone' | 'notUndone'
export type WhatChanges = keyof typeof changes

/** The kinds of change in the order in which they are made: nobody is somebody's guardian before both are here. */
export const changes = {
  joins: { step: 1, title: 'Joiners', one: 'joins' },
  returns: { step: 2, title: 'People who come back', one: 'comes back' },
  details: { step: 3, title: 'Changed details', one: 'has other details' },
  moves: { step: 4, title: 'Movers', one: 'moves' },
  gainsGuardian: { step: 5, title: 'New parents and carers of a child', one: 'has a new parent or carer' },
  losesGuardian: {
    step: 6,
    title: 'Parents and carers who are none any more',
    one: 'loses a parent or carer',
  },
  leaves: { step: 7, title: 'Leavers', one: 'leaves' },
} as const satisfies Record<string, { step: number; title: string; one: string }>
export const whatChanges = Object.keys(changes) as readonly WhatChanges[]

/** Within so many days an import can be undone as a whole (decision M15). */
export const undoneWithinDays = 7

/** Whether so many leavers are more than the share that one person may confirm. */
export function needsSecondPerson(parts: { leavers: number; known: number; mostPercent: number }): boolean {
  return parts.leavers > 0 && parts.leavers * 100 > parts.known * parts.mostPercent
}

/**
 * How many changes the next transaction makes: a quarter of a second is aimed at, far below the five that are allowed. Never
 * more than 200, because their rows are built in one go, and every page waits as long.
 */
export function nextBatch(size: number, tookMs: number): number {
  const fits = Math.round((size * 250) / Math.max(tookMs, 1))
  return Math.min(200, Math.max(25, Math.min(fits, size * 2)))
}
