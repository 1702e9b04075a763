import { londonDate } from '#/kernel/london-time.ts'
import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import type { Deed } from '#/platform/audit/trail.ts'
import { reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { addedKindsOf } from './added-kind-store.ts'
import { declaredRelatives, guardianshipsOf, membershipsOf } from './belonging-store.ts'
import { contactWishOf } from './contact-wish-store.ts'
import { inForceOn } from './designation.ts'
import { designationsOf } from './designation-store.ts'
import { changePerson, personForm, recordWords } from './keep-person.ts'
import { leaveForm, leaveSchool } from './leave-school.ts'
import { type PersonPage, personPage } from './pages-person.ts'
import { changePersonPage, leavePage } from './pages-person-form.ts'
import { fullName } from './person.ts'
import { findVisiblePerson, type PersonRecord } from './person-store.ts'
import { returnToSchool } from './return-to-school.ts'
import { roleWords } from './role.ts'
import { viewerOf } from './viewer.ts'
import { wrongAddressesAmong } from './wrong-address-store.ts'

export const personRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/people/:person',
    may: 'people.open',
    does: 'Opens a person’s record',
    answer: open,
  },
  ...formRoutes({
    path: '/people/:person/change',
    may: 'people.keepRecords',
    does: 'Changes a person’s record',
    schema: personForm,
    dates: ['dateOfBirth'],
    start: async (request) => {
      const person = await personOfPath(request)
      return { ...recordWords(person), seenRevision: String(person.revision) }
    },
    draw: async (request, state) => {
      const person = await personOfPath(request)
      return personFormPage(
        `Change ${fullName(person)}`,
        changePersonPage(request, person, state),
        state.errors,
      )
    },
    save: async ({ context, actor, params, body, at }, form) => {
      const personId = idIn({ params }, 'person')
      await changePerson(context, actor, { ...form, personId, seenRevision: Number(body.seenRevision) || 0 })
      return redirect(at(`/people/${personId}`))
    },
  }),
  ...formRoutes({
    path: '/people/:person/leave',
    may: 'people.keepRecords',
    does: 'Notes that a person leaves',
    schema: leaveForm,
    dates: ['lastDay'],
    draw: async (request, state) => {
      const { person, roles } = await reading(request.context, request.actor, async (tx) => ({
        person: await visiblePersonOf(request)(tx),
        roles: await designationsOf(tx, request.actor.schoolId, idIn(request, 'person')),
      }))
      const today = londonDate(request.context.clock())
      const words = roles.filter((role) => inForceOn(role, today)).map(({ role }) => roleWords(role))
      return personFormPage(
        `${fullName(person)} leaves`,
        leavePage(request, person, words, state),
        state.errors,
      )
    },
    save: async ({ context, actor, params, at }, form) => {
      await leaveSchool(context, actor, { ...form, personId: idIn({ params }, 'person') })
      return redirect(at(`/people/${params.person}`))
    },
  }),
  {
    method: 'POST',
    path: '/people/:person/return',
    may: 'people.keepRecords',
    does: 'Notes that a person who left is here again',
    answer: async ({ context, actor, params, at }) => {
      await returnToSchool(context, actor, idIn({ params }, 'person'))
      return redirect(at(`/people/${params.person}`))
    },
  },
]

/** A form's page about a person, lit under People. */
export function personFormPage(title: string, body: Page['body'], errors: Page['errors'] = {}): Page {
  return page({ title, section: '/people', body, errors })
}

/** The person of the path, if the one who asks may look them up. */
export function personOfPath(request: WebRequest): Promise<PersonRecord> {
  return reading(request.context, request.actor, visiblePersonOf(request))
}

/** Looks for the person of the path, if the one who asks may look them up. */
export const visiblePersonOf =
  (request: WebRequest) =>
  (tx: Tx): Promise<PersonRecord> =>
    findVisiblePerson(tx, viewerOf(request.context, request.actor), idIn(request, 'person'))

async function open(request: WebRequest): Promise<Page> {
  const { context, actor, csrf, at } = request
  const shown: PersonPage = await reading(context, actor, async (tx) => {
    const person = await visiblePersonOf(request)(tx)
    const side = person.kind === 'pupil' ? 'guardiansOfPupil' : 'pupilsOfGuardian'
    return {
      person,
      roles: await designationsOf(tx, actor.schoolId, person.id),
      classes: await membershipsOf(tx, actor.schoolId, person.id),
      guardianships: await guardianshipsOf(tx, actor.schoolId, person.id, side),
      relatives: await declaredRelatives(tx, actor.schoolId, person.id),
      besides: await addedKindsOf(tx, actor.schoolId, person.id),
      wish: await contactWishOf(tx, actor.schoolId, person.id),
      wrong: await wrongAddressesAmong(tx, actor.schoolId, [person.id]),
      today: londonDate(context.clock()),
      may: {
        keep: may(context, actor, 'people.keepRecords'),
        designate: may(context, actor, 'people.designate'),
        seeRestrictions: may(context, actor, 'people.seeRestrictions'),
        seeSignIn: request.opens(`/people/${person.id}/sign-in`),
        passTasks: person.leftOn !== null && request.opens(`/people/${person.id}/tasks`),
      },
      csrf,
      at,
    }
  })
  await recordReads(context, actor, readsOf(shown))
  const { person } = shown
  return page({ title: fullName(person), section: '/people', body: personPage(shown) })
}

/** Looking at an adult of the school is no secret; a pupil's or a guardian's record and a restriction are. */
function readsOf({ person, guardianships, may: allowed }: PersonPage): Deed[] {
  const about = { kind: 'person', id: person.id }
  const sensitive = person.kind === 'pupil' || person.kind === 'guardian'
  const restriction =
    allowed.seeRestrictions &&
    person.kind === 'pupil' &&
    guardianships.some((one) => one.restriction !== null)
  return [
    ...(sensitive ? [{ did: 'people.opened', about } as const] : []),
    ...(restriction ? [{ did: 'people.restrictionRead', about } as const] : []),
  ]
}
