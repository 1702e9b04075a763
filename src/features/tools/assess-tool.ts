import * as z from 'zod'
import { newId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow, requirePerson } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { perhapsSaid, said } from '#/platform/forms/answers.ts'
import { endTasksAbout, giveTask } from '../tasks/index.ts'
import { newestVersion, questionsFor } from './assessment-form.ts'
import { approverOf } from './permissions.ts'
import { assessmentsOf, findTool, insertAssessment, saveTool } from './store.ts'
import { type Accounts, accounts, careful, type Parents, parents, places, type UsePlace } from './tool.ts'

const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>) =>
  Object.keys(table) as [Key, ...Key[]]

const year = z
  .string()
  .default('')
  .transform((text) => (text === '' ? null : Number(text)))
  .refine((one) => one === null || (Number.isInteger(one) && one >= -1 && one <= 13), 'Choose a year group')

/** The form for a kind of tool: what every tool is asked, and the questions of the newest version for this kind. */
export function assessForm(kind: string) {
  const asked = questionsFor(kind).map(
    ({ key, asks, answers }) =>
      [`answer-${key}`, z.enum(keysOf(answers), `Choose an answer: ${asks}`)] as const,
  )
  return z
    .object({
      benefit: said('Say what it is good for', 2000),
      fromYear: year,
      toYear: year,
      minAge: z
        .string()
        .trim()
        .default('')
        .refine((text) => /^(|[3-9]|1[0-8])$/.test(text), 'Enter an age from 3 to 18, or leave it empty')
        .transform((text) => (text === '' ? null : Number(text))),
      accounts: z.enum(keysOf(accounts), 'Choose how one signs in'),
      parents: z.enum(keysOf(parents), 'Choose what parents know'),
      places: z
        .union([z.string(), z.array(z.string())], 'Choose where it is used')
        .transform((typed) => (typeof typed === 'string' ? [typed] : typed))
        .pipe(z.array(z.enum(keysOf(places), 'Choose where it is used'))),
      risks: perhapsSaid(2000),
    })
    .and(z.object(Object.fromEntries(asked)))
    .transform((form) => ({
      benefit: form.benefit,
      risks: form.risks,
      fromYear: form.fromYear,
      // One year group chosen is that one alone.
      toYear: form.fromYear === null ? null : (form.toYear ?? form.fromYear),
      minAge: form.minAge,
      accounts: form.accounts as Accounts,
      parents: form.parents as Parents,
      places: form.places as UsePlace[],
      answers: Object.fromEntries(
        questionsFor(kind).map(({ key }) => [
          key,
          String((form as Record<string, unknown>)[`answer-${key}`]),
        ]),
      ),
    }))
}
export type AssessTool = z.infer<ReturnType<typeof assessForm>>

/**
 * Keeps what somebody found out about a tool, as a new assessment beside the earlier ones; whoever decides has a task. Refuses year groups the wrong way round, and
 * a risk of which nothing is said.
 */
export function assessTool(
  context: Context,
  actor: Actor,
  toolId: string,
  request: AssessTool,
): Promise<string> {
  return inTransaction(context, actor, async (tx) => {
    const { schoolId } = actor
    const tool = await findTool(tx, schoolId, toolId, true)
    allow(context, actor, 'tools.propose')
    requireWhole(request)
    const [last] = await assessmentsOf(tx, schoolId, toolId)
    const id = newId()
    await insertAssessment(tx, schoolId, {
      ...request,
      id,
      toolId,
      number: (last?.number ?? 0) + 1,
      formVersion: newestVersion,
      assessedBy: requirePerson(actor).personId,
      assessedAt: context.clock(),
    })
    await saveTool(tx, schoolId, { ...tool, assessmentId: id })
    await endTasksAbout(context, tx, actor, {
      aboutId: toolId,
      mergeKey: 'tools.assess',
      state: 'done',
      reason: 'It was assessed.',
    })
    await giveTask(context, tx, actor, {
      to: { role: await approverOf(tx, schoolId, tool.kind) },
      kind: 'tools.decide',
      title: 'Decide about a tool that was assessed',
      about: { kind: 'tool', id: toolId },
      path: `/tools/${toolId}`,
      urgency: 'normal',
      mergeKey: 'tools.decide',
    })
    record(tx, { did: 'tools.assessed', about: { kind: 'tool', id: toolId }, detail: { assessment: id } })
    return id
  })
}

function requireWhole(request: AssessTool): void {
  const { fromYear, toYear, risks, answers } = request
  if (fromYear !== null && toYear !== null && fromYear > toYear)
    throw new Refused('Choose the younger year group first.')
  const risky = careful({ fromYear, formVersion: newestVersion, answers }).map(
    ({ question }) => question.asks,
  )
  if (risky.length > 0 && risks === null)
    throw new Refused(`Say what could go wrong and what you do about it: ${risky.join(' ')}`)
}
