import { NotFound } from '#/kernel/refusal.ts'
import { may } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { changeContact, contactForm, entryWords } from './change-contact.ts'
import { type ContactRole, contactRow, isContactRole } from './contact.ts'
import { contactHistory, contactOf, contactsOf } from './contact-store.ts'
import { contactPage, contactsPage } from './pages-contacts.ts'
import { namesOf } from './store.ts'

export const contactRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/contacts',
    may: 'schools.seeContacts',
    does: 'Shows whom to contact outside the school',
    answer: async ({ context, actor, at }) => {
      const contacts = await reading(context, actor, (tx) => contactsOf(tx, actor.schoolId))
      const body = contactsPage(contacts, may(context, actor, 'schools.changeContacts'), at)
      return page({ title: 'Whom to contact', section: '/contacts', body, wide: true })
    },
  },
  ...formRoutes({
    path: '/contacts/:role',
    may: 'schools.changeContacts',
    does: 'Enters or changes whom to contact',
    schema: contactForm,
    start: async (request) => {
      const { context, actor } = request
      const now = await reading(context, actor, (tx) => contactOf(tx, actor.schoolId, roleOf(request)))
      return { ...entryWords(now), seenId: now?.id ?? '' }
    },
    draw: async (request, state) => {
      const { context, actor } = request
      const role = roleOf(request)
      const shown = await reading(context, actor, async (tx) => {
        const now = await contactOf(tx, actor.schoolId, role)
        const versions = await contactHistory(tx, actor.schoolId, role)
        const names = await namesOf(
          tx,
          actor.schoolId,
          versions.map(({ changedBy }) => changedBy),
        )
        const history = versions.map((one) => ({
          ...one,
          changedByName: names.get(one.changedBy ?? '') ?? null,
        }))
        return { now, history }
      })
      const body = contactPage(request, role, shown.now, shown.history, state)
      return page({ title: contactRow(role).words, section: '/contacts', body, errors: state.errors })
    },
    save: async (request, form) => {
      const { context, actor, body, at } = request
      const seenId = typeof body.seenId === 'string' && body.seenId !== '' ? body.seenId : null
      await changeContact(context, actor, { ...form, role: roleOf(request), seenId })
      return redirect(at('/contacts'))
    },
  }),
]

function roleOf({ params }: WebRequest): ContactRole {
  const role = params.role ?? ''
  if (!isContactRole(role)) throw new NotFound('contact')
  return role
}
