import { isId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'
import type { WebRequest } from './route.ts'

/** What stands in addresses besides ids: words and one-time secrets, which their routes look up themselves. */
const words: ReadonlySet<string> = new Set([
  'school',
  'key',
  'role',
  'flow',
  'node',
  'act',
  'token',
  'link',
  'question',
  'slug',
  'practice',
  'clause',
  'control',
  'system',
  'schema',
  'provider',
])

/** The parameters of an address. Each is an id unless it is one of the words above; what is no id is not found. */
export function paramsOf(params: unknown): Readonly<Record<string, string>> {
  const read = params as Record<string, string>
  for (const [name, value] of Object.entries(read)) {
    const holds = words.has(name) ? !value.includes('\0') : isId(value)
    if (!holds) throw new NotFound('page')
  }
  return read
}

/** The id that stands in an address under this name. Not found where there is none: it never reaches the database. */
export function idIn({ params }: Pick<WebRequest, 'params'>, name = 'id'): string {
  const id = params[name]
  if (!isId(id)) throw new NotFound('page')
  return id
}
