// Answers that follow one clause, one control or one system.

import { NotFound } from '#/kernel/refusal.ts'
import { reading } from '#/platform/context.ts'
import { type Answer, page, type WebRequest } from '#/platform/web/route.ts'
import { assess, controlsOf } from './assess.ts'
import { clausePage, controlPage } from './pages-clause.ts'
import { systemPage } from './pages-systems.ts'
import { historyOf } from './store.ts'
import { isSystem, systems } from './systems.ts'

const section = '/coverage'

/** Not found where the school’s policy has no such clause. */
export async function showClause({ context, actor, params, at, opens }: WebRequest): Promise<Answer> {
  const { found, history } = await reading(context, actor, async (tx) => {
    const { clauses } = await assess(context, tx, actor.schoolId, ({ id }) => id === params.clause)
    const [clause] = clauses
    return { found: clause, history: clause ? await historyOf(tx, actor.schoolId, clause.id) : [] }
  })
  if (!found) throw new NotFound('clause')
  const body = clausePage({ clause: found, history, opens, at })
  return page({ title: `Clause ${found.id}`, section, body })
}

/** Not found where no clause of the school’s policy rests on it. */
export async function showControl({ context, actor, params, at, opens }: WebRequest): Promise<Answer> {
  const served = new Set(context.controls.find(({ id }) => id === params.control)?.clauses)
  const assessment = await reading(context, actor, (tx) =>
    assess(context, tx, actor.schoolId, ({ id }) => served.has(id)),
  )
  const control = controlsOf(assessment).find(({ id }) => id === params.control)
  if (!control) throw new NotFound('control')
  const body = controlPage({ control, clauses: assessment.clauses, opens, at })
  return page({ title: control.name, section, body })
}

/** Not found where the name is none of the systems that the policies ask for. */
export async function showSystem({ context, actor, params, at, opens }: WebRequest): Promise<Answer> {
  const { system = '' } = params
  if (!isSystem(system)) throw new NotFound('system')
  const { clauses } = await reading(context, actor, (tx) =>
    assess(context, tx, actor.schoolId, (clause) => clause.system === system),
  )
  const body = systemPage({ system, clauses, opens, at })
  return page({ title: systems[system], section, body })
}
