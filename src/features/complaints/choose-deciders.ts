import { londonDate } from '#/kernel/london-time.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { type DesignatedRole, holdersOn } from '../people/index.ts'
import { type Kind, kinds } from './complaint.ts'
import { misuseDecides, staffMisuseDecides } from './settings.ts'

type About = { schoolId: string; kind: Kind; aboutId: string | null; at: Date }

/**
 * The roles that decide on a complaint of this kind. If it is about the head, or the head may not know, the chair of
 * governors alone, because nobody decides about their own superior. Nobody: the local authority.
 */
export async function chooseDeciders(
  tx: Tx,
  { schoolId, kind, aboutId, at }: About,
  kept: ReadonlySet<string>,
): Promise<DesignatedRole[]> {
  const day = londonDate(at)
  const free = async (role: DesignatedRole) =>
    (await holdersOn(tx, schoolId, role, day)).some(({ id }) => !kept.has(id))
  const chairs = await holdersOn(tx, schoolId, 'chairOfGovernors', day)
  if (aboutId !== null && chairs.some(({ id }) => id === aboutId)) return []
  if (!(await free('head'))) return (await free('chairOfGovernors')) ? ['chairOfGovernors'] : []
  const wanted = await rolesFor(tx, schoolId, kind)
  const able: DesignatedRole[] = []
  for (const role of wanted) if (await free(role)) able.push(role)
  return able
}

async function rolesFor(tx: Tx, schoolId: string, kind: Kind): Promise<readonly DesignatedRole[]> {
  const { decidedBy } = kinds[kind]
  if (decidedBy === 'misuse') {
    return (await readSetting(tx, schoolId, misuseDecides)) === 'head' ? ['head'] : ['head', 'deputyHead']
  }
  if (decidedBy === 'staffMisuse') {
    const who = await readSetting(tx, schoolId, staffMisuseDecides)
    return who === 'head' ? ['head'] : ['head', 'delegatedSeniorLeader']
  }
  return decidedBy
}
