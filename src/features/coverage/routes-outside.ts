import { reading } from '#/platform/context.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { page, type Route, redirect } from '#/platform/web/route.ts'
import { namesOf } from '../people/index.ts'
import { confirmOutside, confirmOutsideForm, outsideControl } from './confirm-outside.ts'
import { confirmationsOf } from './confirmation-store.ts'
import { outsidePage } from './pages-outside.ts'

const section = '/coverage'

export const outsideRoutes: readonly Route[] = formRoutes({
  path: '/coverage/controls/:control/outside',
  may: 'coverage.confirmOutside',
  does: 'confirms what another system does for a control',
  schema: confirmOutsideForm,
  dates: ['seenOn', 'reviewDueOn'],
  draw: async ({ context, actor, params, csrf, once, at }, { values, errors }) => {
    const control = outsideControl(context, params.control)
    const { confirmations, names } = await reading(context, actor, async (tx) => {
      const found = await confirmationsOf(tx, actor.schoolId, control.id)
      const ids = found.map(({ notedBy }) => notedBy)
      return { confirmations: found, names: await namesOf(tx, actor.schoolId, ids) }
    })
    const body = outsidePage({ control, confirmations, names, values, errors, csrf, once, at })
    return page({ title: 'Does another system do this?', section, errors, body })
  },
  save: async ({ context, actor, params, at }, form) => {
    const { control = '' } = params
    await confirmOutside(context, actor, control, form)
    return redirect(at(`/coverage/controls/${control}/outside`))
  },
})
