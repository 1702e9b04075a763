import { reading } from '#/platform/context.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { page, type Route, redirect } from '#/platform/web/route.ts'
import { addPrompt, addPromptForm } from './add-prompt.ts'
import { addPromptPage, promptsPage } from './pages-prompts.ts'
import { promptsOf } from './prompt-store.ts'
import { drawn, section } from './routes-register.ts'

const path = '/policy-register/prompts'
const most = 100

export const promptRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    may: 'policies.askReview',
    does: 'lists what is new and makes policies be reviewed',
    answer: async ({ context, actor, at }) => {
      const prompts = await reading(context, actor, (tx) => promptsOf(tx, actor.schoolId, most))
      return page({ title: 'New guidance, law and technology', section, body: promptsPage(prompts, at) })
    },
  },
  ...formRoutes({
    path: '/policy-register/prompts/new',
    may: 'policies.askReview',
    does: 'notes something new that the policies are looked at for',
    schema: addPromptForm,
    dates: ['appliesFrom'],
    draw: async (request, state) =>
      page({ title: 'Note something new', section, body: addPromptPage(drawn(request, state)) }),
    save: async ({ context, actor, at }, form) => {
      await addPrompt(context, actor, form)
      return redirect(at(path))
    },
  }),
]
