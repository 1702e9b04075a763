import { idIn } from '#/platform/web/path-params.ts'
import { readButton } from '#/platform/web/read-form.ts'
import { type Route, redirect } from '#/platform/web/route.ts'
import { confirmAddress, noteWrongAddress, wrongAddressForm } from './note-wrong-address.ts'
import { visiblePersonOf } from './routes-person.ts'

export const addressRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/people/:person/address/wrong',
    may: 'people.keepRecords',
    does: 'Notes that something sent to a person came back',
    answer: async (request) => {
      const { context, actor, at } = request
      const personId = idIn(request, 'person')
      const { way } = await readButton(wrongAddressForm, request, visiblePersonOf(request))
      await noteWrongAddress(context, actor, { personId, way })
      return redirect(at(`/people/${personId}`))
    },
  },
  {
    method: 'POST',
    path: '/people/:person/address/right',
    may: 'people.keepRecords',
    does: 'Notes that a person’s address is right',
    answer: async ({ context, actor, params, at }) => {
      await confirmAddress(context, actor, idIn({ params }, 'person'))
      return redirect(at(`/people/${params.person}`))
    },
  },
]
