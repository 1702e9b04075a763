// Who looks at what an adult did on the network (clauses A26 and A88): always two, the head and one whom the school names. Pure.

import type { DesignatedRole } from '../people/index.ts'

/** Whom a school may name to look together with the head. */
export const besideHead = [
  'deputyHead',
  'dsl',
  'deputyDsl',
  'seniorLeader',
  'lineManager',
  'monitoringViewer',
] as const satisfies readonly DesignatedRole[]

type Holds = ReadonlySet<string>

/** Whether somebody may ask at all. */
export const mayAsk = (roles: Holds, named: readonly DesignatedRole[]): boolean =>
  roles.has('head') || named.some((role) => roles.has(role))

/**
 * The roles of which one agrees. Nobody opens what is about whomever they work for (decision S3): about the head, or
 * somebody close to the head, the chair of governors agrees; about the safeguarding lead no deputy of theirs; and about the
 * chair nobody in the school.
 */
export function whoAgrees({
  subject,
  headIsClose,
  asker,
  named,
}: {
  subject: Holds
  headIsClose: boolean
  asker: Holds
  named: readonly DesignatedRole[]
}): readonly DesignatedRole[] {
  if (subject.has('chairOfGovernors')) return []
  if (subject.has('head') || headIsClose) return ['chairOfGovernors']
  if (!asker.has('head')) return ['head']
  return subject.has('dsl') ? named.filter((role) => role !== 'deputyDsl') : named
}
