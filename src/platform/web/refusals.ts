import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { isDatabaseGone } from '../database/database.ts'

export type Trouble = {
  status: number
  title: string
  /** What happened and what the person can do. */
  sentence: string
  /** A bug: logged with the request's id, which the page shows. */
  bug: boolean
}

/** Throttled (429): `afterSeconds` tells how long to wait. */
export class TooMany extends Error {
  override name = 'TooMany'
  readonly afterSeconds: number
  constructor(message: string, afterSeconds: number) {
    super(message)
    this.afterSeconds = afterSeconds
  }
}

type Row = { when: (error: unknown) => boolean; status: number; title: string; sentence?: string }

const rows: readonly Row[] = [
  {
    when: (error) => error instanceof NotFound,
    status: 404,
    title: 'Page not found',
    sentence:
      'There is no such page, or it is not for you. Check the address, or start again from the home page.',
  },
  { when: (error) => error instanceof NotAllowed, status: 403, title: 'You may not do this' },
  { when: (error) => error instanceof Refused, status: 409, title: 'This cannot be done now' },
  { when: (error) => error instanceof TooMany, status: 429, title: 'Please wait a moment' },
  {
    when: isDatabaseGone,
    status: 503,
    title: 'Schoolkeeper cannot reach its records',
    sentence:
      'Nothing you sent has been saved. Keep this page open and try again in a few minutes. If a child is in danger, ring 999 now; your safeguarding lead can be told in person.',
  },
  {
    when: (error) => codeOf(error) === 'FST_ERR_CTP_BODY_TOO_LARGE' || statusOf(error) === 413,
    status: 413,
    title: 'That is too large',
    sentence:
      'What you sent is larger than this form takes. Shorten the text or choose a smaller file, and send it again.',
  },
  {
    when: (error) => (statusOf(error) ?? 500) < 500,
    status: 400,
    title: 'That could not be read',
    sentence:
      'The browser sent something that this page cannot read. Go back, reload the page and try again.',
  },
]

const bug: Trouble = {
  status: 500,
  title: 'Something went wrong on our side',
  sentence:
    'Nothing you sent has been saved. Try again; if it happens again, tell whoever looks after Schoolkeeper the number below.',
  bug: true,
}

/** What an error means for the person who waits for a page. Whatever is in no row is a bug. */
export function troubleOf(error: unknown): Trouble {
  const row = rows.find(({ when }) => when(error))
  if (!row) return bug
  const { status, title, sentence } = row
  return { status, title, sentence: sentence ?? (error instanceof Error ? error.message : ''), bug: false }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : undefined
}
