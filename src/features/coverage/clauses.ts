// The 751 clauses of the five policies, in our words, as the product ships them.

import { readFileSync } from 'node:fs'
import type { PolicyCode } from '#/platform/settings/settings.ts'
import { isSystem, type System } from './systems.ts'

export type Clause = {
  id: string
  policy: PolicyCode
  section: string
  text: string
  mode: Mode
  system: System
}

/** What a clause asks for. */
export const modes = {
  enforce: 'to be enforced',
  workflow: 'to be led through, step by step',
  record: 'to be on record',
  inform: 'to be made known',
  practice: 'about what people do',
} as const
export type Mode = keyof typeof modes

const columns = ['id', 'seed', 'section', 'clause', 'mode', 'system'].join('\t')

/** Reads the table of clauses. Throws where it is broken: nothing may be covered by a row that nobody can read. */
export function parseClauses(text: string): readonly Clause[] {
  const [head, ...lines] = text.trimEnd().split('\n')
  if (head !== columns) throw new Error(`The clauses have other columns: ${head}`)
  const parsed = lines.map(parseLine)
  const ids = new Set(parsed.map(({ id }) => id))
  if (ids.size !== parsed.length) throw new Error('Two clauses have one id')
  return parsed
}

function parseLine(line: string): Clause {
  const [id = '', , section = '', text = '', mode = '', system = ''] = line.split('\t')
  if (!/^[ABTHR][1-9][0-9]{0,2}$/.test(id)) throw new Error(`A clause has no id: ${line}`)
  if (!section || !text) throw new Error(`${id} has no section or no words`)
  if (!isMode(mode)) throw new Error(`${id} asks for ${mode}, which nobody knows`)
  if (!isSystem(system)) throw new Error(`${id} belongs to ${system}, which nobody knows`)
  return { id, policy: id.charAt(0) as PolicyCode, section, text, mode, system }
}

const isMode = (text: string): text is Mode => Object.hasOwn(modes, text)

export const clauses: readonly Clause[] = parseClauses(
  readFileSync(new URL('clauses.tsv', import.meta.url), 'utf8'),
)

/** The clauses of one of the five policies, in its order; none while the school follows none. */
export const clausesOf = (policy: PolicyCode | null): readonly Clause[] =>
  clauses.filter((clause) => clause.policy === policy)
