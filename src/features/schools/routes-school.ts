import * as z from 'zod'
import { isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { schoolYearOf, type Term } from '#/kernel/school-calendar.ts'
import { may } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { readButton } from '#/platform/web/read-form.ts'
import { type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { changeSchool, schoolForm } from './change-school.ts'
import { closeDay, closedDayForm, keepTerms, openDay, termDates, termsForm } from './keep-calendar.ts'
import { addSchoolClass, classForm, endSchoolClass } from './keep-class.ts'
import { schoolPage } from './pages-school.ts'
import { addClassPage, changeSchoolPage, closedDayPage, termsPage, termValues } from './pages-school-forms.ts'
import { closedDaysOf } from './place-store.ts'
import { classesOfSchool, findSchool, phasesOfSchool, readCalendar, trustOf } from './store.ts'
import { usualTerms } from './usual-terms.ts'

const openDayForm = z.object({ day: z.string().refine(isCalendarDate, 'Choose a day') })
const endClassForm = z.object({
  classId: z.uuid('Choose a class'),
  lastDay: z.string().refine(isCalendarDate, 'Choose a day'),
})

const toSchool = ({ at }: WebRequest) => redirect(at('/school'))

export const schoolRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/school',
    may: 'schools.open',
    does: 'Shows the school: terms, classes, network',
    answer: open,
  },
  ...formRoutes({
    path: '/school/change',
    may: 'schools.change',
    does: 'Changes the school’s details',
    schema: schoolForm,
    start: async ({ context, actor }) => {
      const school = await reading(context, actor, (tx) => findSchool(tx, actor.schoolId))
      return {
        name: school.name,
        email: school.email ?? '',
        dayStartsAt: school.dayStartsAt.slice(0, 5),
        dayEndsAt: school.dayEndsAt.slice(0, 5),
        networkRanges: school.networkRanges.join('\n'),
      }
    },
    draw: async (request, state) =>
      drawn('Change the school’s details', changeSchoolPage(request, state), state.errors),
    save: async (request, form) => {
      await changeSchool(request.context, request.actor, form)
      return toSchool(request)
    },
  }),
  ...formRoutes({
    path: '/school/terms',
    may: 'schools.change',
    does: 'Changes the terms of this school year and later',
    schema: termsForm,
    dates: termDates,
    start: async (request) => termValues(await termsNow(request)),
    draw: async (request, state) => {
      const suggested = (await ownTerms(request)).length === 0
      return drawn('Terms', termsPage(request, suggested, state), state.errors)
    },
    save: async (request, terms) => {
      await keepTerms(request.context, request.actor, terms)
      return toSchool(request)
    },
  }),
  ...formRoutes({
    path: '/school/closed-days',
    may: 'schools.change',
    does: 'Marks a day as closed',
    schema: closedDayForm,
    dates: ['day'],
    draw: async (request, state) =>
      drawn('Mark a day as closed', closedDayPage(request, state), state.errors),
    save: async (request, form) => {
      await closeDay(request.context, request.actor, form)
      return toSchool(request)
    },
  }),
  {
    method: 'POST',
    path: '/school/closed-days/open',
    may: 'schools.change',
    does: 'Marks a day as open after all',
    answer: async (request) => {
      await openDay(request.context, request.actor, await readButton(openDayForm, request, null))
      return toSchool(request)
    },
  },
  ...formRoutes({
    path: '/school/classes',
    may: 'schools.change',
    does: 'Adds a class',
    schema: classForm,
    dates: ['startsOn'],
    start: async ({ context }) => ({ startsOn: londonDate(context.clock()) }),
    draw: async (request, state) => {
      const { context, actor } = request
      const parts = await reading(context, actor, (tx) => phasesOfSchool(tx, actor.schoolId))
      return drawn('Add a class', addClassPage(request, parts, state), state.errors)
    },
    save: async (request, form) => {
      await addSchoolClass(request.context, request.actor, form)
      return toSchool(request)
    },
  }),
  {
    method: 'POST',
    path: '/school/classes/end',
    may: 'schools.change',
    does: 'Ends a class',
    answer: async (request) => {
      await endSchoolClass(request.context, request.actor, await readButton(endClassForm, request, null))
      return toSchool(request)
    },
  },
]

function drawn(title: string, body: Page['body'], errors: Page['errors'] = {}): Page {
  return page({ title, section: '/school', body, errors })
}

async function open(request: WebRequest): Promise<Page> {
  const { context, actor } = request
  const shown = await reading(context, actor, async (tx) => {
    const school = await findSchool(tx, actor.schoolId)
    return {
      school,
      trust: (await trustOf(tx, school.trustId))?.name,
      phases: await phasesOfSchool(tx, actor.schoolId),
      classes: await classesOfSchool(tx, actor.schoolId),
      calendar: await readCalendar(tx, actor.schoolId),
      closedDays: await closedDaysOf(tx, actor.schoolId),
    }
  })
  const today = londonDate(context.clock())
  const allowed = {
    change: may(context, actor, 'schools.change'),
    seeSettings: may(context, actor, 'schools.seeSettings'),
  }
  return drawn(shown.school.name, schoolPage(request, { ...shown, today, may: allowed }))
}

/** The school's own terms from this school year on. */
async function ownTerms({ context, actor }: WebRequest): Promise<readonly Term[]> {
  const { terms } = await reading(context, actor, (tx) => readCalendar(tx, actor.schoolId))
  const { from } = schoolYearOf(londonDate(context.clock()))
  return terms.filter((term) => term.from >= from)
}

async function termsNow(request: WebRequest): Promise<readonly Term[]> {
  const own = await ownTerms(request)
  return own.length > 0 ? own : usualTerms(londonDate(request.context.clock()))
}
