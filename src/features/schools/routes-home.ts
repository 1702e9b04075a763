import { type Actor, systemActor } from '#/platform/access/actor.ts'
import { reading } from '#/platform/context.ts'
import {
  type Page,
  page,
  type RootRoute,
  type Route,
  redirect,
  type WebRequest,
} from '#/platform/web/route.ts'
import { accessibilityPage, homePage, schoolsPage, type WayPath, waysOf } from './pages-home.ts'
import { whatWeKeepPage } from './pages-what-we-keep.ts'
import { allSchoolIds, findSchool } from './store.ts'

/** Who has a list of tasks to go to. Pupils and parents go to the doors. */
const goToTasks = ['staff', 'governor', 'supply', 'volunteer', 'contractor']

/** Everything that may be for whoever came: of somebody who has not said who they are, all. */
function waysFor(actor: Actor): WayPath[] {
  if (actor.kind === 'classSession') return waysOf(['pupil'])
  return actor.kind === 'person' ? waysOf([...actor.roles]) : waysOf(null)
}

export const homeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/',
    may: 'anybody',
    does: 'The front door: tell us, use a code, sign in; those with tasks go to them',
    answer: async ({ actor, school, at, opens }) =>
      actor.kind === 'person' && goToTasks.some((role) => actor.roles.has(role))
        ? redirect(at('/tasks'))
        : page({
            title: 'Start',
            body: homePage({
              school: school.name,
              ways: waysFor(actor).filter(opens),
              isSignedIn: actor.kind === 'person',
              at,
            }),
            // Whoever has signed in sees that they have, finds what is theirs, and the way out.
            look: actor.kind === 'person' ? 'staff' : 'public',
          }),
  },
  {
    method: 'GET',
    path: '/accessibility',
    may: 'anybody',
    does: 'Says how everybody can use the pages',
    answer: async (request) =>
      page({ title: 'Accessibility', body: accessibilityPage(await emailOf(request)), look: 'public' }),
  },
  {
    method: 'GET',
    path: '/what-we-keep',
    may: 'anybody',
    does: 'Says in plain words what is kept',
    answer: async (request) =>
      page({
        title: 'What we keep about you',
        body: whatWeKeepPage(await emailOf(request), request.context.retention),
        look: 'public',
      }),
  },
]

export const rootRoutes: readonly RootRoute[] = [
  {
    method: 'GET',
    path: '/',
    does: 'Goes to the only school, lists several, or begins the first visit',
    answer: async ({ context }) => {
      const schools = []
      for (const id of await allSchoolIds(context.db)) {
        const school = await reading(context, systemActor(id), (tx) => findSchool(tx, id))
        if (school.setUpAt !== null) schools.push(school)
      }
      const [first] = schools
      if (!first) return redirect('/set-up')
      if (schools.length === 1) return redirect(`/s/${first.slug}`)
      return schoolsDrawn(schools)
    },
  },
]

function schoolsDrawn(schools: Parameters<typeof schoolsPage>[0]): Page {
  return page({ title: 'Choose your school', body: schoolsPage(schools) })
}

async function emailOf({ context, actor }: WebRequest): Promise<string | null> {
  const school = await reading(context, actor, (tx) => findSchool(tx, actor.schoolId))
  return school.email
}
