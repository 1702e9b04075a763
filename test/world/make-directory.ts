// A directory that somebody began to set up: nothing is ever connected to it.

import type { Context } from '#/platform/context.ts'
import { addConnection } from '../../src/features/directories/keep-connection.ts'
import type { Kind, Params } from './places.ts'
import type { MatrixSchool } from './staff-school.ts'

/** A connection with a plan and a difference: what the routes of directories name. */
export async function makeDirectory(
  context: Context,
  { people: { head } }: MatrixSchool,
): Promise<Partial<Record<Kind, Params>>> {
  const connection = await addConnection(context, head, {
    name: 'Curriculum network',
    dialect: 'activeDirectory',
    host: 'directory.invalid',
    port: 636,
    security: 'ldaps',
    trusted: null,
  })
  return { directory: { connection } }
}
