// What engines wrote, read with care: a line that is none of theirs is counted, and the rest is taken.

import * as z from 'zod'
import type { ToldVisit } from '#/engines/filter/index.ts'
import { turnsOfOthers } from '#/platform/jobs/give-way.ts'
import { isBecause } from './visit.ts'

/** No number of a line is so high that a sum of them would not fit its column. */
const numberMost = 1_000_000
const counted = (from: number) =>
  z
    .int()
    .min(from)
    .transform((number) => Math.min(number, numberMost))
/** The database keeps no NUL, and nothing that engines write has a control character. */
const text = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^\P{Cc}*$/u)

const head = z.object({ format: z.literal(1), lost: counted(0) })
const line = z.object({
  atMs: z.number(),
  school: text(100),
  who: text(60).nullable(),
  address: text(60),
  site: text(300),
  profile: text(100),
  allowed: z.boolean(),
  because: z.string().refine(isBecause),
  category: text(100).nullable(),
  rule: text(300).nullable(),
  times: counted(1),
})

export type SpoolContent = { visits: readonly ToldVisit[]; lost: number }

/** The visits of a file, and how many are lost, unreadable lines included. Anything at all can be read. */
export async function readSpoolFile(text: string): Promise<SpoolContent> {
  const [first = '', ...lines] = text.split('\n').filter((one) => one !== '')
  const told = head.safeParse(jsonOf(first))
  if (!told.success) return { visits: [], lost: Math.max(1, lines.length) }
  const others = turnsOfOthers()
  const visits: ToldVisit[] = []
  for (const one of lines) {
    const read = line.safeParse(jsonOf(one))
    if (read.success) visits.push(read.data)
    await others()
  }
  return { visits, lost: told.data.lost + lines.length - visits.length }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
