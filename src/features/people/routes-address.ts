import { reading } from '#/platform/context.ts'
import { readButton } from '#/platform/web/read-form.ts'
import { type Route, redirect } from '#/platform/web/route.ts'
import { confirmAddress, noteWrongAddress, wrongAddressForm } from './note-wrong-address.ts'
import { findVisiblePerson } from './person-store.ts'
import { viewerOf } from './viewer.ts'

export const addressRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/people/:person/address/wrong',
    may: 'people.keepRecords',
    does: 'Notes that something sent to a person came back',
    answer: async ({ context, actor, params, body, at }) => {
      const personId = params.person ?? ''
      // Before anything is said about the form: somebody else's school is not found, whatever was sent.
      await reading(context, actor, (tx) => findVisiblePerson(tx, viewerOf(context, actor), personId))
      const { way } = readButton(wrongAddressForm, body)
      await noteWrongAddress(context, actor, { personId, way })
      return redirect(at(`/people/${params.person}`))
    },
  },
  {
    method: 'POST',
    path: '/people/:person/address/right',
    may: 'people.keepRecords',
    does: 'Notes that a person’s address is right',
    answer: async ({ context, actor, params, at }) => {
      await confirmAddress(context, actor, params.person ?? '')
      return redirect(at(`/people/${params.person}`))
    },
  },
]
