// Answers that follow one clause, one control or one system.

import { NotFound } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { type Answer, page, type WebRequest } from '#/platform/web/route.ts'
import { assess, controlsOf } from './assess.ts'
import type { WayTo } from './pages.ts'
import { clausePage, controlPage } from './pages-clause.ts'
import { systemPage } from './pages-systems.ts'
import { historyOf } from './store.ts'
import { isSystem, systems } from './systems.ts'

const section = '/coverage'

/** Which pages open for whoever asks, and whether it is theirs to mend what is wrong there. */
export function wayToOf({ context, actor, opens }: Pick<WebRequest, 'context' | 'actor' | 'opens'>): WayTo {
  const way = may(context, actor, 'coverage.mend') ? 'mend' : 'see'
  return (path) => (opens(path) ? way : null)
}

/** Not found where the school’s policy has no such clause. */
export async function showClause(request: WebRequest): Promise<Answer> {
  const { context, actor, params, at } = request
  const { found, history } = await reading(context, actor, async (tx) => {
    const { clauses } = await assess(context, tx, actor.schoolId, ({ id }) => id === params.clause)
    const [clause] = clauses
    return { found: clause, history: clause ? await historyOf(tx, actor.schoolId, clause.id) : [] }
  })
  if (!found) throw new NotFound('clause')
  const body = clausePage({ clause: found, history, wayTo: wayToOf(request), at })
  return page({ title: `Clause ${found.id}`, section, body })
}

/** Not found where no clause of the school’s policy rests on it. */
export async function showControl(request: WebRequest): Promise<Answer> {
  const { context, actor, params, at } = request
  const served = new Set(context.controls.find(({ id }) => id === params.control)?.clauses)
  const assessment = await reading(context, actor, (tx) =>
    assess(context, tx, actor.schoolId, ({ id }) => served.has(id)),
  )
  const control = controlsOf(assessment).find(({ id }) => id === params.control)
  if (!control) throw new NotFound('control')
  const body = controlPage({ control, clauses: assessment.clauses, wayTo: wayToOf(request), at })
  return page({ title: control.name, section, body })
}

/** Not found where the name is none of the systems that the policies ask for. */
export async function showSystem(request: WebRequest): Promise<Answer> {
  const { context, actor, params, at } = request
  const { system = '' } = params
  if (!isSystem(system)) throw new NotFound('system')
  const { clauses } = await reading(context, actor, (tx) =>
    assess(context, tx, actor.schoolId, (clause) => clause.system === system),
  )
  const body = systemPage({ system, clauses, wayTo: wayToOf(request), at })
  return page({ title: systems[system], section, body })
}
