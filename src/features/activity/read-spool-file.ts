// What engines wrote, read with care: a line that is none of theirs is counted, and the rest is taken.

import * as z from 'zod'
import type { ToldVisit } from '#/engines/filter/index.ts'
import { isBecause } from './visit.ts'

const head = z.object({ format: z.literal(1), lost: z.int().min(0) })
const line = z.object({
  atMs: z.number(),
  school: z.string(),
  who: z.string().nullable(),
  address: z.string().max(60),
  site: z.string().max(300),
  profile: z.string().max(100),
  allowed: z.boolean(),
  because: z.string().refine(isBecause),
  category: z.string().max(100).nullable(),
  rule: z.string().max(300).nullable(),
  times: z.int().min(1),
})

export type SpoolContent = { visits: readonly ToldVisit[]; lost: number }

/** The visits of a file, and how many are lost, unreadable lines included. Anything at all can be read. */
export function readSpoolFile(text: string): SpoolContent {
  const [first = '', ...lines] = text.split('\n').filter((one) => one !== '')
  const told = head.safeParse(jsonOf(first))
  if (!told.success) return { visits: [], lost: Math.max(1, lines.length) }
  const visits = lines.flatMap((one) => {
    const read = line.safeParse(jsonOf(one))
    return read.success ? [read.data] : []
  })
  return { visits, lost: told.data.lost + lines.length - visits.length }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
