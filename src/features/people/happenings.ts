// What people announces: later features heed it in the same transaction.

import { happening } from '#/platform/happenings/happenings.ts'

/** A person holds a role from a day on. */
export const designated = happening<{ personId: string; role: string; startsOn: string }>('people.designated')

/** A powerful role was asked for and waits for a second person: whoever may agree gets a task. */
export const designationAsked = happening<{
  requestId: string
  personId: string
  role: string
  agreedBy: readonly string[]
}>('people.designationAsked')

/** The request was agreed to or refused. */
export const designationDecided = happening<{ requestId: string; personId: string }>(
  'people.designationDecided',
)

/** A role ended, or will on that day. Nobody may be left who holds it. */
export const designationEnded = happening<{ personId: string; role: string; lastDay: string }>(
  'people.designationEnded',
)

/** A person leaves the school after that day: every role and class of theirs ends with it. */
export const personLeft = happening<{ personId: string; lastDay: string }>('people.personLeft')
