import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { isCalendarDate, londonDate } from '#/kernel/london-time.ts'
import { NotAllowed, NotFound, Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { said } from '#/platform/forms/answers.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { peopleOfKinds, roleWords } from '../people/index.ts'
import { classesOfSchool, phases, phasesOfSchool } from '../schools/index.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import { approvedTools } from './approved-store.ts'
import { decidesAboutProjects } from './permissions.ts'
import { type Need, needs, type Project, projectProblem } from './project.ts'
import { findProject, insertProject, saveProject } from './project-store.ts'
import { projectApprover } from './settings.ts'

const needKeys = Object.keys(needs) as [Need, ...Need[]]
const day = (which: string) => z.string(which).refine(isCalendarDate, which)

export const planForm = z.object({
  title: said('Give the project a name', 120),
  needs: z
    .union([z.string(), z.array(z.string())], 'Choose what pupils do')
    .transform((typed) => (typeof typed === 'string' ? [typed] : typed))
    .pipe(z.array(z.enum(needKeys, 'Choose what pupils do'))),
  toolId: z
    .string()
    .default('')
    .transform((id) => id || null),
  classId: z.uuid('Choose the class'),
  plan: said('Say what they do, with whom, and how they are kept safe', 2000),
  adultId: z.uuid('Choose the adult who is there'),
  parentsKnow: z.literal('yes', 'Tell the parents first, then tick this').transform(() => true),
  startsOn: day('Enter the first day'),
  endsOn: day('Enter the last day'),
})
export type PlanProject = z.infer<typeof planForm>

/**
 * Plans what pupils may do in a project alone: sign up, send pictures, meet somebody. Whoever agrees has a task; where any member of staff agrees, it is agreed now.
 * Refuses a tool that is not approved for the class until the last day, and an adult who does not work here.
 */
export function planProject(context: Context, actor: Actor, request: PlanProject): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    allow(context, actor, 'tools.plan')
    const { personId } = requirePerson(actor)
    const now = context.clock()
    await requireFits(tx, schoolId, request, londonDate(now))
    const role = await readSetting(tx, schoolId, projectApprover)
    const agreed = role === 'staff'
    const id = newId()
    await insertProject(tx, schoolId, {
      ...request,
      id,
      state: agreed ? 'agreed' : 'asked',
      askedBy: personId,
      askedAt: now,
      decidedBy: agreed ? personId : null,
      decidedAt: agreed ? now : null,
      decidedWhy: null,
    })
    if (role !== 'staff') {
      await giveTask(context, tx, actor, {
        to: { role },
        kind: 'tools.decideProject',
        title: 'Decide about a project of a class',
        about: { kind: 'project', id },
        path: `/projects/${id}`,
        urgency: 'normal',
        mergeKey: 'tools.decideProject',
      })
    }
    record(tx, { did: 'tools.planned', about: { kind: 'project', id }, detail: { agreed } })
    return id
  })
}

type Planned = Pick<Project, 'needs' | 'toolId' | 'classId' | 'adultId' | 'startsOn' | 'endsOn'>

async function requireFits(tx: Tx, schoolId: string, request: Planned, today: string): Promise<void> {
  const { toolId, adultId } = request
  const found = (await classesOfSchool(tx, schoolId)).find(({ id }) => id === request.classId)
  if (!found) throw new NotFound('class')
  const adults = await peopleOfKinds(tx, schoolId, ['staff'], today)
  if (!adults.some(({ id }) => id === adultId))
    throw new Refused('Choose an adult who works here as the one who is there.')
  const tool =
    toolId === null ? null : (await approvedTools(tx, schoolId, today)).find((one) => one.tool.id === toolId)
  if (tool === undefined) throw new Refused('This tool is not approved. Propose it first, or choose another.')
  const phase = (await phasesOfSchool(tx, schoolId)).find(({ id }) => id === found.phaseId)
  const ofPhase: readonly number[] = phase ? phases[phase.key].years : []
  const years = found.yearGroup === null ? ofPhase : [found.yearGroup]
  const problem = projectProblem({
    ...request,
    tool,
    years: { from: Math.min(...years), to: Math.max(...years) },
    today,
  })
  if (problem !== null) throw new Refused(problem)
}

export const decideProjectForm = z.object({
  result: z.enum(['agreed', 'refused'], 'Choose yes or no'),
  why: said('Say why, for the record', 1000),
})
export type DecideProject = z.infer<typeof decideProjectForm>

/**
 * Agrees to a project or refuses it. Only whom the school named, or the head, and nobody but the head about their own. Refuses to agree to what could not be planned
 * any more: its tool was withdrawn meanwhile, its last day has passed.
 */
export function decideProject(
  context: Context,
  actor: Actor,
  id: string,
  { result, why }: DecideProject,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const found: Project = await findProject(tx, schoolId, id, true)
    allow(context, actor, 'tools.decideProject')
    const person = requirePerson(actor)
    if (!(await decidesAboutProjects(tx, person))) {
      const role = await readSetting(tx, schoolId, projectApprover)
      throw new NotAllowed(`Here the ${roleWords(role).toLowerCase()} decides about projects, or the head.`)
    }
    if (found.askedBy === person.personId && !person.roles.has('head'))
      throw new NotAllowed('You planned this yourself. Somebody else decides.')
    if (found.state !== 'asked')
      throw new Refused('This was decided already. Reload the page to see what was said.')
    if (result === 'agreed') await requireFits(tx, schoolId, found, londonDate(context.clock()))
    await saveProject(tx, schoolId, {
      ...found,
      state: result,
      decidedBy: person.personId,
      decidedAt: context.clock(),
      decidedWhy: why,
    })
    await endTasksAbout(context, tx, actor, { aboutId: id, state: 'done', reason: 'It was decided.' })
    record(tx, {
      did: result === 'agreed' ? 'tools.projectAgreed' : 'tools.projectRefused',
      about: { kind: 'project', id },
    })
  })
}
