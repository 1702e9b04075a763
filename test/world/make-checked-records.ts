// A site that was checked, and a list of links that holds it.

import type { Context } from '#/platform/context.ts'
import { checkSite, makeList } from '../../src/features/checked-sites/index.ts'
import { findList } from '../../src/features/checked-sites/list-store.ts'
import { aList, romans } from '../a-checked-site.ts'
import { aClass } from '../a-school-that-signs.ts'
import { lookInto } from '../ground.ts'
import type { Kind, Params } from './places.ts'
import type { MatrixSchool } from './staff-school.ts'

/** Checked and made by the teller, who never knocks. */
export async function makeCheckedRecords(
  context: Context,
  school: MatrixSchool,
): Promise<Partial<Record<Kind, Params>>> {
  const { teller } = school.people
  const site = await checkSite(context, teller, romans)
  const classId = await aClass({ context }, school.id, 'keyStage2', '5D', 5)
  const id = await makeList(context, teller, aList({ classId }, romans.site))
  const list = await lookInto(context, school.id, (tx) => findList(tx, school.id, id))
  return { checkedSite: { id: site }, linkList: { id }, openList: { link: list.code } }
}
