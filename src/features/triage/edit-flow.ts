import * as z from 'zod'
import { NotFound, Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { unreadable } from './check-flow.ts'
import { exitsOf, type Flow, type FlowNode, flowSchema } from './flow.ts'
import { findFlowVersion, saveFlowVersion } from './flow-store.ts'
import { type FlowVersion, moveFlow } from './flow-version.ts'
import { roleLists, type Timer, timers } from './triage-settings.ts'
import { clocks, type DeadlineClock, roles } from './triage-words.ts'

const timerChoice = /^(none|[A-Za-z]+ (hours|workingDays|schoolDays))$/

/** One node as a form. Where its lines lead is `next-0`, `next-1` … in the order in which they are drawn. */
export const editNodeForm = z
  .object({
    title: z.string().trim().min(3, 'Write what is asked or done').max(600, 'Keep it under 600 characters'),
    guidance: z.string().trim().max(4000, 'Keep the guidance under 4,000 characters').default(''),
    who: z.string().default(''),
    timer: z.string().regex(timerChoice, 'Choose a time from the list').default('none'),
  })
  .catchall(z.string())
export type EditNode = z.infer<typeof editNodeForm>

export const flowTextForm = z.object({ text: z.string().trim().min(2, 'Paste the flow as JSON') })

/** Changes one node of a draft. The draft may break a rule meanwhile; its page says which, and it cannot be proposed. */
export function editNode(
  context: Context,
  actor: Actor,
  id: string,
  nodeId: string,
  request: EditNode,
): Promise<void> {
  return changeDraft(context, actor, id, (version) => {
    const node = version.flow.nodes.find((one) => one.id === nodeId)
    if (!node) throw new NotFound('node of the flow')
    const nodes = version.flow.nodes.map((one) => (one.id === nodeId ? edited(node, request) : one))
    return readable({ ...version.flow, nodes })
  })
}

/** Replaces a draft by a text in the flow language. Refuses what it cannot read, naming node and word. */
export function replaceFlowText(context: Context, actor: Actor, id: string, text: string): Promise<void> {
  return changeDraft(context, actor, id, ({ flow }) => {
    let given: unknown
    try {
      given = JSON.parse(text)
    } catch {
      throw new Refused('This is not JSON. Check the quotation marks and commas, and paste the whole flow.')
    }
    const { key, version } = flow
    return readable({ ...(typeof given === 'object' ? given : {}), key, version })
  })
}

/** Gives a draft up. It stays on record. */
export function discardFlow(context: Context, actor: Actor, id: string): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const version = await findFlowVersion(tx, actor.schoolId, id)
    allow(context, actor, 'triage.editFlows')
    await saveFlowVersion(tx, actor.schoolId, { ...version, state: moveFlow(version, 'discard') })
    record(tx, { did: 'triage.flowDiscarded', about: { kind: 'flow', id } })
  })
}

function changeDraft(
  context: Context,
  actor: Actor,
  id: string,
  change: (version: FlowVersion) => Flow,
): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const version = await findFlowVersion(tx, actor.schoolId, id)
    allow(context, actor, 'triage.editFlows')
    moveFlow(version, 'edit')
    await saveFlowVersion(tx, actor.schoolId, { ...version, flow: change(version) })
    record(tx, { did: 'triage.flowEdited', about: { kind: 'flow', id } })
  })
}

function readable(given: unknown): Flow {
  const parsed = flowSchema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new Refused(parsed.error.issues.map((issue) => unreadable(issue, given)).join(' '))
}

function edited(node: FlowNode, request: EditNode): unknown {
  const guidance = request.guidance
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const timed = node.kind === 'step' || node.kind === 'gate' ? { timer: timerOf(request.timer) } : {}
  const forWhom = 'who' in node ? { who: whoOf(request.who) ?? node.who } : {}
  return withNexts({ ...node, ...timed, ...forWhom, title: request.title, guidance }, request)
}

function timerOf(choice: string): { setting: Timer; clock: DeadlineClock } | undefined {
  const [name, clockName] = choice.split(' ')
  const setting = timers.find((timer) => timer === name)
  const clock = clocks.find((one) => one === clockName)
  return setting && clock ? { setting, clock } : undefined
}

function whoOf(choice: string) {
  const list = roleLists.find((one) => `setting ${one}` === choice)
  return list ? { setting: list } : roles.find((role) => role === choice)
}

/** The node with its lines led elsewhere, in the order of `exitsOf`. */
function withNexts(node: FlowNode, request: EditNode): FlowNode {
  const [first = '', second = ''] = exitsOf(node).map(({ to }, i) => String(request[`next-${i}`] || to))
  const nextAt = (i: number, usual: string) => String(request[`next-${i}`] || usual)
  switch (node.kind) {
    case 'question':
    case 'gate':
      return { ...node, answers: node.answers.map((one, i) => ({ ...one, next: nextAt(i, one.next) })) }
    case 'branch':
      return {
        ...node,
        arms: node.arms.map((arm, i) => ({ ...arm, next: nextAt(i, arm.next) })),
        otherwise: { ...node.otherwise, next: nextAt(node.arms.length, node.otherwise.next) },
      }
    case 'consider':
      return { ...node, yes: first, no: second }
    case 'step':
    case 'join':
      return { ...node, next: first }
    case 'end':
      return node
  }
}
