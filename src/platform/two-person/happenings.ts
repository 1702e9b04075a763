// What waiting for a second person announces: features/tasks makes tasks of it and ends them.

import { happening } from '../happenings/happenings.ts'

export type Asked = { requestId: string; action: string; about: { kind: string; id: string } }

/** Somebody waits for a second person: whoever may agree gets a task. */
export const secondPersonAsked = happening<
  Asked & { askedBy: string; agreedBy: readonly string[]; waitsUntil: Date }
>('twoPerson.asked')
/** The second person agreed or refused, or who asked took it back. */
export const secondPersonAnswered = happening<Asked>('twoPerson.answered')
/** Something was done outside the usual way: these roles look at it. */
export const breakGlassUsed = happening<
  Asked & { usedBy: string; agreedBy: string; reviewedBy: readonly string[] }
>('twoPerson.breakGlassUsed')
/** A third person has looked at what was done outside the usual way. */
export const breakGlassReviewed = happening<Asked>('twoPerson.breakGlassReviewed')
