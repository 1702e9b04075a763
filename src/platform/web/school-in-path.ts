import type { FastifyRequest } from 'fastify'
import { NotFound } from '#/kernel/refusal.ts'
import type { SchoolInPath } from './route.ts'

/** The school that an address names. Not found where there is none of that name. */
export async function schoolOf(
  { findSchool }: { findSchool: (slug: string) => Promise<SchoolInPath | undefined> },
  request: FastifyRequest,
): Promise<SchoolInPath> {
  const { school: slug } = request.params as { school?: string }
  const school = slug && /^[a-z0-9-]{1,40}$/.test(slug) ? await findSchool(slug) : undefined
  if (!school) throw new NotFound('school')
  return school
}
