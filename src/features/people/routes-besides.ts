import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { reading } from '#/platform/context.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { readButton } from '#/platform/web/read-form.ts'
import { type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { addKind, addKindForm, endKind } from './add-kind.ts'
import { contactWishOf } from './contact-wish-store.ts'
import { addKindPage, contactWishPage } from './pages-belonging.ts'
import { personFormPage, personOfPath, visiblePersonOf } from './routes-person.ts'
import { contactWishForm, wishForContact } from './wish-for-contact.ts'

const backTo = ({ at, params }: WebRequest) => redirect(at(`/people/${params.person}`))
const personIdOf = ({ params }: WebRequest) => idIn({ params }, 'person')
const besides = z.object({ kind: addKindForm.shape.kind })

export const besidesRoutes: readonly Route[] = [
  ...formRoutes({
    path: '/people/:person/besides',
    may: 'people.keepRecords',
    does: 'Notes that an adult is something else here besides',
    schema: addKindForm,
    dates: ['startsOn'],
    start: async ({ context }) => ({ startsOn: londonDate(context.clock()) }),
    draw: async (request, state) => {
      const person = await personOfPath(request)
      return personFormPage('Something else here besides', addKindPage(request, person, state), state.errors)
    },
    save: async (request, form) => {
      await addKind(request.context, request.actor, { ...form, personId: personIdOf(request) })
      return backTo(request)
    },
  }),
  {
    method: 'POST',
    path: '/people/:person/besides/end',
    may: 'people.keepRecords',
    does: 'Ends that an adult is something else here besides',
    answer: async (request) => {
      const { kind } = await readButton(besides, request, visiblePersonOf(request))
      const lastDay = londonDate(request.context.clock())
      await endKind(request.context, request.actor, { personId: personIdOf(request), kind, lastDay })
      return backTo(request)
    },
  },
  ...formRoutes({
    path: '/people/:person/contact',
    may: 'people.keepRecords',
    does: 'Notes how a parent or carer would rather be reached',
    schema: contactWishForm,
    start: async (request) => {
      await personOfPath(request)
      const { way, telephone, note } = await reading(request.context, request.actor, (tx) =>
        contactWishOf(tx, request.actor.schoolId, personIdOf(request)),
      )
      return { way: way ?? undefined, telephone: telephone ?? '', note: note ?? '' }
    },
    draw: async (request, state) => {
      const person = await personOfPath(request)
      return personFormPage(
        'How they would rather be reached',
        contactWishPage(request, person, state),
        state.errors,
      )
    },
    save: async (request, form) => {
      await wishForContact(request.context, request.actor, { ...form, personId: personIdOf(request) })
      return backTo(request)
    },
  }),
]
