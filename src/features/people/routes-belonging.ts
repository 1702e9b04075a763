import * as z from 'zod'
import { londonDate } from '#/kernel/london-time.ts'
import { may } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { type FormState, formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { readButton } from '#/platform/web/read-form.ts'
import { type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { classesOfSchool } from '../schools/index.ts'
import { guardianshipsOf } from './belonging-store.ts'
import { declareRelative, relativeForm, withdrawRelative } from './declare-relative.ts'
import { joinClass, joinClassForm, leaveClass, leaveClassForm } from './join-class.ts'
import { endGuardian, guardianForm, keepGuardian } from './keep-guardian.ts'
import { type Found, guardianPage, joinClassPage, relativePage } from './pages-belonging.ts'
import type { Person } from './person.ts'
import { findVisiblePerson } from './person-store.ts'
import { findPeopleByName } from './pupil-store.ts'
import { personFormPage, personOfPath, visiblePersonOf } from './routes-person.ts'
import { viewerOf } from './viewer.ts'

const withdrawForm = z.object({ relativeId: z.uuid('Choose a person') })
const backTo = ({ at, params }: WebRequest) => redirect(at(`/people/${params.person}`))

export const belongingRoutes: readonly Route[] = [
  ...formRoutes({
    path: '/people/:person/classes',
    may: 'people.keepRecords',
    does: 'Puts a person into a class',
    schema: joinClassForm,
    dates: ['startsOn'],
    start: async ({ context }) => ({ startsOn: londonDate(context.clock()) }),
    draw: async (request, state) => {
      const person = await personOfPath(request)
      const classes = await reading(request.context, request.actor, (tx) =>
        classesOfSchool(tx, request.actor.schoolId),
      )
      return personFormPage('Put into a class', joinClassPage(request, person, classes, state), state.errors)
    },
    save: async (request, form) => {
      await joinClass(request.context, request.actor, { ...form, personId: idIn(request, 'person') })
      return backTo(request)
    },
  }),
  {
    method: 'POST',
    path: '/people/:person/classes/leave',
    may: 'people.keepRecords',
    does: 'Takes a person out of a class',
    answer: async (request) => {
      const form = await readButton(leaveClassForm, request, visiblePersonOf(request))
      await leaveClass(request.context, request.actor, { ...form, personId: idIn(request, 'person') })
      return backTo(request)
    },
  },
  ...formRoutes({
    path: '/people/:person/relatives',
    may: 'people.keepRecords',
    does: 'Declares two people related',
    schema: relativeForm,
    draw: async (request, state) => {
      const person = await personOfPath(request)
      const { found, asked } = await find(request, state, 'relativeId')
      return personFormPage('Declare a relative', relativePage(request, person, found, asked), asked.errors)
    },
    save: async (request, form) => {
      await declareRelative(request.context, request.actor, {
        ...form,
        personId: idIn(request, 'person'),
      })
      return backTo(request)
    },
  }),
  {
    method: 'POST',
    path: '/people/:person/relatives/withdraw',
    may: 'people.keepRecords',
    does: 'Takes back that two people are related',
    answer: async (request) => {
      const { relativeId } = await readButton(withdrawForm, request, visiblePersonOf(request))
      await withdrawRelative(request.context, request.actor, {
        personId: idIn(request, 'person'),
        relativeId,
      })
      return backTo(request)
    },
  },
  ...formRoutes({
    path: '/people/:person/guardians',
    may: 'people.keepRecords',
    does: 'Adds a parent or carer of a child',
    schema: guardianForm,
    draw: async (request, state) => {
      const pupil = await personOfPath(request)
      const { found, asked } = await find(request, state, 'guardianId')
      const shown = { pupil, guardian: null, found, seesRestriction: seesRestriction(request) }
      return personFormPage('Add a parent or carer', guardianPage(request, shown, asked), asked.errors)
    },
    save: saveGuardian,
  }),
  ...formRoutes({
    path: '/people/:person/guardians/:guardian',
    may: 'people.keepRecords',
    does: 'Changes what a parent or carer may do and know',
    schema: guardianForm,
    start: (request) => answersOf(request),
    draw: async (request, state) => {
      const pupil = await personOfPath(request)
      const guardian = await reading(request.context, request.actor, (tx) =>
        findVisiblePerson(tx, viewerOf(request.context, request.actor), idIn(request, 'guardian')),
      )
      const shown = { pupil, guardian, found: null, seesRestriction: seesRestriction(request) }
      return personFormPage('A parent or carer', guardianPage(request, shown, state), state.errors)
    },
    save: saveGuardian,
  }),
  {
    method: 'POST',
    path: '/people/:person/guardians/:guardian/end',
    may: 'people.keepRecords',
    does: 'Ends today that an adult is a child’s parent or carer',
    answer: async (request) => {
      const { context, actor } = request
      const of = { pupilId: idIn(request, 'person'), guardianId: idIn(request, 'guardian') }
      await endGuardian(context, actor, { ...of, lastDay: londonDate(context.clock()) })
      return backTo(request)
    },
  },
]

async function saveGuardian(request: WebRequest, form: z.infer<typeof guardianForm>) {
  await keepGuardian(request.context, request.actor, { ...form, pupilId: idIn(request, 'person') })
  return backTo(request)
}

const seesRestriction = ({ context, actor }: WebRequest) => may(context, actor, 'people.seeRestrictions')

/** What was answered before, as fields. A restriction is put on the page only for those who may read it. */
async function answersOf(request: WebRequest): Promise<Record<string, string>> {
  const { context, actor, params } = request
  const all = await reading(context, actor, (tx) =>
    guardianshipsOf(tx, actor.schoolId, idIn({ params }, 'person'), 'guardiansOfPupil'),
  )
  const known = all.find(({ guardianId }) => guardianId === params.guardian)
  if (!known) return {}
  const yes = (answer: boolean) => (answer ? 'yes' : 'no')
  const shown = seesRestriction(request) ? known.restriction : null
  if (shown !== null) {
    await recordReads(context, actor, [
      { did: 'people.restrictionRead', about: { kind: 'person', id: idIn({ params }, 'person') } },
    ])
  }
  return {
    relation: known.relation,
    parentalResponsibility: known.parentalResponsibility,
    mayBeContacted: yes(known.mayBeContacted),
    maySign: yes(known.maySign),
    maySee: yes(known.maySee),
    addressWithheld: yes(known.addressWithheld),
    ...(shown === null ? {} : { restriction: shown }),
  }
}

/** Those whose names were searched for, whom the one who asks may look up. Searching is no error of the form. */
async function find(
  request: WebRequest,
  state: FormState,
  field: string,
): Promise<{ found: Found; asked: FormState }> {
  const { context, actor, params } = request
  const words = String(state.values.find ?? '').trim()
  if (words === '')
    return {
      found: null,
      asked: { ...state, errors: state.values.find === undefined ? {} : { find: 'Enter a name' } },
    }
  const viewer = viewerOf(context, actor)
  const found = await reading(context, actor, async (tx) => {
    const people: Person[] = []
    for (const { id } of await findPeopleByName(tx, actor.schoolId, words)) {
      if (id !== params.person) people.push(await findVisiblePerson(tx, viewer, id))
    }
    return people
  })
  const reads = found.map(({ id }) => ({ did: 'people.found', about: { kind: 'person', id } }) as const)
  await recordReads(context, actor, reads)
  if (found.length === 0)
    return { found, asked: { ...state, errors: { find: 'Nobody here has a name like that.' } } }
  const chosen = state.values[field] !== undefined
  return { found, asked: chosen ? state : { ...state, errors: {} } }
}
