import { londonDate } from '#/kernel/london-time.ts'
import { reading } from '#/platform/context.ts'
import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { peopleOfKinds } from '../people/index.ts'
import { contractsOf, findContract, guestsOf } from './guest-store.ts'
import { contractForm, deficiencyForm, keepContract, noteDeficiency } from './keep-contract.ts'
import { endGuest, guestForm, keepGuest } from './keep-guest.ts'
import { contractPage, contractsPage, deficiencyPage, guestPage, guestsPage } from './pages-guests.ts'

export const guestRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/guests',
    may: 'induction.keepGuests',
    does: 'lists guests',
    answer: async (request) => {
      const guests = await reading(request.context, request.actor, (tx) =>
        guestsOf(tx, request.actor.schoolId),
      )
      return page({ title: 'Guests', section: '/guests', body: guestsPage(request, guests) })
    },
  },
  ...formRoutes({
    path: '/guests/new',
    may: 'induction.keepGuests',
    does: 'writes down a guest',
    schema: guestForm,
    dates: ['startsOn', 'endsOn'],
    start: async ({ context }) => {
      const today = londonDate(context.clock())
      return { startsOn: today, endsOn: today }
    },
    draw: async (request, state) => {
      const { context, actor } = request
      const today = londonDate(context.clock())
      const staff = await reading(context, actor, (tx) => peopleOfKinds(tx, actor.schoolId, ['staff'], today))
      return page({
        title: 'Write down a guest',
        section: '/guests',
        body: guestPage(request, staff, state),
        errors: state.errors,
      })
    },
    save: async ({ context, actor, at }, form) => {
      await keepGuest(context, actor, form)
      return redirect(at('/guests'))
    },
  }),
  {
    method: 'POST',
    path: '/guests/:guest/end',
    may: 'induction.keepGuests',
    does: 'ends a guest’s time here',
    answer: async ({ context, actor, params, at }) => {
      await endGuest(context, actor, idIn({ params }, 'guest'))
      return redirect(at('/guests'))
    },
  },
  {
    method: 'GET',
    path: '/contracts',
    may: 'induction.keepContracts',
    does: 'lists firms that work for the school',
    answer: async (request) => {
      const contracts = await reading(request.context, request.actor, (tx) =>
        contractsOf(tx, request.actor.schoolId),
      )
      return page({
        title: 'Contracts',
        section: '/contracts',
        body: contractsPage(request, contracts),
      })
    },
  },
  ...formRoutes({
    path: '/contracts/new',
    may: 'induction.keepContracts',
    does: 'records a firm that works for the school',
    schema: contractForm,
    dates: ['knowsPolicyOn', 'startsOn', 'endsOn'],
    draw: async (request, state) =>
      page({
        title: 'Record a firm',
        section: '/contracts',
        body: contractPage(request, state),
        errors: state.errors,
      }),
    save: async ({ context, actor, at }, form) => {
      await keepContract(context, actor, form)
      return redirect(at('/contracts'))
    },
  }),
  ...formRoutes({
    path: '/contracts/:contract/deficiencies',
    may: 'induction.keepContracts',
    does: 'records what a firm did not do as it should',
    schema: deficiencyForm,
    draw: drawDeficiency,
    save: async (request, form) => {
      const { context, actor, at } = request
      await noteDeficiency(context, actor, { ...form, contractId: idIn(request, 'contract') })
      return redirect(at('/contracts'))
    },
  }),
]

async function drawDeficiency(request: WebRequest, state: FormState): Promise<Page> {
  const { context, actor } = request
  const id = idIn(request, 'contract')
  const found = await reading(context, actor, (tx) => findContract(tx, actor.schoolId, id))
  return page({
    title: 'What a firm did not do',
    section: '/contracts',
    body: deficiencyPage(request, found, state),
    errors: state.errors,
  })
}
