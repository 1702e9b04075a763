import { newId } from '#/kernel/id.ts'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import type { Context } from '#/platform/context.ts'
import { type Tx, withScope } from '#/platform/database/database.ts'
import { allSchoolIds } from '../schools/index.ts'
import { hashOf, hashOfCode, isSame, newCode, newSession, waitMs } from './set-up-code.ts'
import { addDraft, type Draft, findOpenDraft, saveDraft } from './store.ts'

/** A wrong code, or one that comes too soon after wrong ones; the page says it beside the field. */
export type Entered = { session: string } | { problem: string; afterSeconds: number }

/** For a server without any school, or with a set-up under way: a new code to print. Null when there is nothing to set up. */
export async function openFirstVisit(context: Context): Promise<string | null> {
  const begun = await withDraft(context, 'look', async (_tx, draft) => draft !== undefined)
  if (!begun && (await allSchoolIds(context.db)).length > 0) return null
  return beginSetUp(context)
}

/** A new code for the set-up that is under way, or for another school of the trust. The earlier code counts no more. */
export function beginSetUp(context: Pick<Context, 'db' | 'clock'>): Promise<string> {
  const code = newCode()
  return withDraft(context, 'lock', async (tx, draft) => {
    const code_hash = hashOfCode(code)
    if (draft) await saveDraft(tx, draft.id, { code_hash, failures: 0, failed_at: null })
    else await addDraft(tx, { id: newId(), code_hash, begun_at: context.clock() })
    return code
  })
}

/** Takes the code once and gives a session for this browser. Wrong codes make the next one wait longer and longer. */
export function enterCode(context: Context, typed: string): Promise<Entered> {
  return withDraft(context, 'lock', async (tx, draft): Promise<Entered> => {
    if (!draft) throw new NotFound('page')
    const now = context.clock()
    const until = (draft.failedAt?.getTime() ?? 0) + waitMs(draft.failures)
    const left = Math.ceil((until - now.getTime()) / 1000)
    if (left > 0) {
      return {
        problem: `There were many wrong codes. Wait ${left} seconds and try again.`,
        afterSeconds: left,
      }
    }
    if (!isSame(draft.codeHash, hashOfCode(typed))) {
      await saveDraft(tx, draft.id, { failures: draft.failures + 1, failed_at: now })
      return { problem: 'This is not the code that the server printed when it started.', afterSeconds: 0 }
    }
    const session = newSession()
    // A random hash in the code's place: it has been used.
    await saveDraft(tx, draft.id, {
      session_hash: hashOf(session),
      code_hash: hashOf(newSession()),
      failures: 0,
      failed_at: null,
    })
    return { session }
  })
}

/** The draft of this browser's session. Not found for any other browser, and once the set-up is finished. */
export function requireDraft(draft: Draft | undefined, session: string): Draft {
  if (!draft || !isSame(draft.sessionHash, hashOf(session))) throw new NotFound('page')
  return draft
}

/** Keeps an answer, so that nothing is lost when the browser closes or the server stops. */
export function saveAnswer(
  context: Pick<Context, 'db' | 'clock'>,
  session: string,
  answer: { question: string; typed: Record<string, string | readonly string[]> },
): Promise<void> {
  return withDraft(context, 'lock', async (tx, found) => {
    const draft = requireDraft(found, session)
    if (draft.schoolMadeAt) throw new Refused('The school is made already. Change it on its own pages.')
    const answers = { ...draft.answers, [answer.question]: answer.typed }
    await saveDraft(tx, draft.id, { answers: JSON.stringify(answers) })
  })
}

/** Looks at the draft of this browser's session. */
export function readDraft(context: Context, session: string): Promise<Draft> {
  return withDraft(context, 'look', async (_tx, draft) => requireDraft(draft, session))
}

/** No school is set yet, so the transaction is set to one that does not exist: it reaches the draft and nothing else. */
function withDraft<T>(
  context: Pick<Context, 'db' | 'clock'>,
  lock: 'lock' | 'look',
  work: (tx: Tx, draft: Draft | undefined) => Promise<T>,
): Promise<T> {
  const access = lock === 'lock' ? 'read write' : 'read only'
  return withScope(context.db, { schoolId: newId(), personId: null }, access, async (tx) =>
    work(tx, await findOpenDraft(tx, lock)),
  )
}
