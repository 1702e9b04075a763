import { isId } from '#/kernel/id.ts'
import { NotFound } from '#/kernel/refusal.ts'

/** The id that the address names; not found where it is none. */
export function idIn({ id = '' }: Readonly<Record<string, string>>, what: string): string {
  if (!isId(id)) throw new NotFound(what)
  return id
}
