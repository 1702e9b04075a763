import { type Tx, withScope } from '../database/database.ts'
import type { WebRequest } from './route.ts'

/** The form was sent before, and what it asked for was done: the page goes where the first answer went. */
export class SentBefore extends Error {
  override name = 'SentBefore'
}

/**
 * Claims the token of a form inside the transaction that does what the form asks. A second sending waits for the
 * first to commit and then throws SentBefore; if the first fails, its claim is gone with it and the second counts.
 */
export async function claimOnce(tx: Tx, schoolId: string, token: string, at: Date): Promise<void> {
  const claimed = await tx
    .insertInto('web.sent_once')
    .values({ school_id: schoolId, token, at, went_to: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('token')
    .executeTakeFirst()
  if (!claimed) throw new SentBefore()
}

/** Remembers where the first answer went, so that a second sending goes there too. */
export async function rememberWhere(request: WebRequest, to: string): Promise<void> {
  const token = request.context.once?.token
  if (token === undefined) return
  await inSchool(request, 'read write', (tx) =>
    tx
      .updateTable('web.sent_once')
      .set({ went_to: to })
      .where('school_id', '=', request.school.id)
      .where('token', '=', token)
      .execute(),
  )
}

/** Where the first sending of this form went; the school's home page while that is not known. */
export async function whereItWent(request: WebRequest): Promise<string> {
  const row = await inSchool(request, 'read only', (tx) =>
    tx
      .selectFrom('web.sent_once')
      .select('went_to')
      .where('school_id', '=', request.school.id)
      .where('token', '=', request.context.once?.token ?? '')
      .executeTakeFirst(),
  )
  return row?.went_to ?? request.at('/')
}

function inSchool<T>(request: WebRequest, access: 'read only' | 'read write', work: (tx: Tx) => Promise<T>) {
  return withScope(request.context.db, { schoolId: request.school.id, personId: null }, access, work)
}
