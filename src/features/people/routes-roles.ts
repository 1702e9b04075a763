import { londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { decideDesignation, decideForm } from './decide-designation.ts'
import { designateForm, designatePerson } from './designate-person.ts'
import { allHoldersOn, findDesignation, openRequests } from './designation-store.ts'
import { endDesignation, endDesignationForm } from './end-designation.ts'
import { decidePage, endRolePage, giveRolePage } from './pages-roles.ts'
import { whoIsWhoPage } from './pages-who-is-who.ts'
import { fullName } from './person.ts'
import { personFormPage, personOfPath } from './routes-person.ts'
import { coordinatorTitle } from './settings.ts'

export const roleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/who-is-who',
    may: 'people.seeWhoIsWho',
    does: 'Shows who holds which role',
    answer: whoIsWho,
  },
  ...formRoutes({
    path: '/who-is-who/requests/:request',
    may: 'people.agreeDesignation',
    does: 'Agrees to a role or refuses it, as the second person',
    stepUp: true,
    schema: decideForm,
    draw: async (request, state) => {
      const { context, actor, params } = request
      const open = await reading(context, actor, (tx) => openRequests(tx, actor.schoolId, context.clock()))
      const wanted = open.find(({ id }) => id === params.request)
      if (!wanted) throw new NotFound('request')
      return page({
        title: 'Agree to a role',
        section: '/who-is-who',
        body: decidePage(request, wanted, state),
        errors: state.errors,
      })
    },
    save: async ({ context, actor, params, at }, form) => {
      await decideDesignation(context, actor, { ...form, requestId: idIn({ params }, 'request') })
      return redirect(at('/who-is-who'))
    },
  }),
  ...formRoutes({
    path: '/people/:person/roles',
    may: 'people.designate',
    does: 'Gives a role, or asks a second person to agree to it',
    stepUp: true,
    schema: designateForm,
    dates: ['startsOn'],
    start: async ({ context }) => ({ startsOn: londonDate(context.clock()) }),
    draw: async (request, state) => {
      const person = await personOfPath(request)
      return personFormPage(
        `Give ${fullName(person)} a role`,
        giveRolePage(request, person, state),
        state.errors,
      )
    },
    save: async ({ context, actor, params, at }, form) => {
      const personId = idIn({ params }, 'person')
      const { state } = await designatePerson(context, actor, { ...form, personId })
      return redirect(at(state === 'asked' ? '/who-is-who' : `/people/${personId}`))
    },
  }),
  ...formRoutes({
    path: '/people/:person/roles/:designation/end',
    may: 'people.designate',
    does: 'Ends a role',
    stepUp: true,
    schema: endDesignationForm,
    dates: ['endsOn'],
    draw: async (request, state) => {
      const { context, actor, params } = request
      const person = await personOfPath(request)
      const held = await reading(context, actor, (tx) =>
        findDesignation(tx, actor.schoolId, idIn({ params }, 'designation')),
      )
      if (held.personId !== person.id) throw new NotFound('designation')
      const { id: designationId, role, startsOn } = held
      const body = endRolePage(request, { person, designationId, role, startsOn }, state)
      return personFormPage('End a role', body, state.errors)
    },
    save: async ({ context, actor, params, at }, form) => {
      await endDesignation(context, actor, { ...form, designationId: idIn({ params }, 'designation') })
      return redirect(at(`/people/${params.person}`))
    },
  }),
]

async function whoIsWho({ context, actor, at }: WebRequest) {
  const all = may(context, actor, 'people.seeAllRoles')
  const now = context.clock()
  const parts = await reading(context, actor, async (tx) => ({
    holders: await allHoldersOn(tx, actor.schoolId, londonDate(now)),
    requests: all ? await openRequests(tx, actor.schoolId, now) : [],
    coordinatorTitle: await readSetting(tx, actor.schoolId, coordinatorTitle),
  }))
  const body = whoIsWhoPage({
    ...parts,
    all,
    mayAgree: may(context, actor, 'people.agreeDesignation'),
    mayLookUp: may(context, actor, 'people.open'),
    at,
  })
  return page({ title: 'Who is who', section: '/who-is-who', body, wide: true })
}
