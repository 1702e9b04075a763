import * as z from 'zod'
import { contactLists, roleLists, switches, texts, timers } from './triage-settings.ts'
import {
  clocks,
  contacts,
  findings,
  personKinds,
  personRoles,
  registers,
  roles,
  touches,
} from './triage-words.ts'

/**
 * The flow language. A flow is data: the shipped ones and a school's edited copy are the same JSON, checked by the
 * same schema and by `check-flow.ts`. A flow never goes round: what is asked twice is written as two questions.
 */
const sentence = z.string().trim().min(3).max(600)
const nodeId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,59}$/, 'An id is small letters, digits, dots and dashes.')

type ConditionShape =
  | { found: (typeof findings)[number] }
  | { involved: (typeof personKinds)[number]; as?: (typeof personRoles)[number] | undefined }
  | { under13: (typeof personRoles)[number] }
  | { setting: (typeof switches)[number] }
  | { always: true }
  | { all: ConditionShape[] }
  | { any: ConditionShape[] }
  | { not: ConditionShape }

/** A question to the facts. Data, not a function, so that it can be edited, stored and drawn. */
const conditionSchema: z.ZodType<ConditionShape> = z.lazy(() =>
  z.union([
    z.strictObject({ found: z.enum(findings) }),
    z.strictObject({ involved: z.enum(personKinds), as: z.enum(personRoles).optional() }),
    z.strictObject({ under13: z.enum(personRoles) }),
    z.strictObject({ setting: z.enum(switches) }),
    z.strictObject({ always: z.literal(true) }),
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ not: conditionSchema }),
  ]),
)

const who = z.union([z.enum(roles), z.strictObject({ setting: z.enum(roleLists) })])

const everyNode = {
  id: nodeId,
  /** What is asked or done, in the words on the page. */
  title: sentence,
  /** A word for the same thing in another flow: its answer or task carries over and is not made twice. */
  means: nodeId.optional(),
  guidance: z.array(sentence).default([]),
  shows: z.array(z.enum(texts)).default([]),
  clauses: z.array(z.string()).default([]),
  /** `policy`: a clause says so. `ours`: the clause leaves a gap or safety asks for it; the note says which.
   * `school`: the school put it in its own copy. */
  origin: z.enum(['policy', 'ours', 'school']).default('policy'),
  note: sentence.optional(),
  touches: z.array(z.enum(touches)).default([]),
}

const answer = z.strictObject({
  id: nodeId,
  label: z.string().trim().min(1).max(80),
  next: nodeId,
  needsReason: z.boolean().default(false),
  finds: z.array(z.enum(findings)).default([]),
})

const timer = z.strictObject({ setting: z.enum(timers), clock: z.enum(clocks) })

const question = z.strictObject({ ...everyNode, kind: z.literal('question'), who, answers: z.array(answer) })

const gate = z.strictObject({
  ...everyNode,
  kind: z.literal('gate'),
  who,
  /** Whose answer is waited for; a role of the school where a second person must agree. */
  from: z.union([z.enum(contacts), z.enum(roles)]),
  /** The person who records this may not be the one who answered that node (the rule of two). */
  notBySameAs: nodeId.optional(),
  timer: timer.optional(),
  answers: z.array(answer),
})

const step = z.strictObject({
  ...everyNode,
  kind: z.literal('step'),
  who,
  when: conditionSchema.optional(),
  timer: timer.optional(),
  opens: z.enum(registers).optional(),
  route: nodeId.optional(),
  contact: z.enum(contacts).optional(),
  /** Made once for each contact of this setting, in the school's order. */
  each: z.enum(contactLists).optional(),
  /** Contacts shown for the person to choose from. */
  offers: z.enum(contactLists).optional(),
  /** May never be recorded as not needed. */
  required: z.boolean().default(false),
  /** When the flow goes on: at once (a task is left behind), when something is recorded, or only when done. */
  goesOn: z.enum(['atOnce', 'recorded', 'done']).default('recorded'),
  finds: z.array(z.enum(findings)).default([]),
  next: nodeId,
})

const consider = z.strictObject({
  ...everyNode,
  kind: z.literal('consider'),
  who,
  when: conditionSchema.optional(),
  needsReason: z.boolean().default(true),
  yes: nodeId,
  no: nodeId,
})

const branch = z.strictObject({
  ...everyNode,
  kind: z.literal('branch'),
  /** Every arm whose condition holds is followed, side by side. */
  arms: z.array(z.strictObject({ label: z.string().min(1).max(80), when: conditionSchema, next: nodeId })),
  otherwise: z.strictObject({ label: z.string().min(1).max(80), next: nodeId }),
})

const join = z.strictObject({ ...everyNode, kind: z.literal('join'), next: nodeId })

const end = z.strictObject({ ...everyNode, kind: z.literal('end'), continueWith: nodeId.optional() })

export const nodeSchema = z.discriminatedUnion('kind', [question, gate, step, consider, branch, join, end])

export const flowSchema = z.strictObject({
  /** The name that stays over all versions, such as `main.illegal`. */
  key: nodeId,
  version: z.int().positive(),
  title: sentence,
  /** The day from which new incidents use this version. */
  from: z.iso.date(),
  /** Whose policy it was written from; shown when a school runs it for want of its own. */
  writtenFor: sentence,
  clauses: z.array(z.string()),
  decidedBy: who,
  start: nodeId,
  nodes: z.array(nodeSchema).min(1).max(200),
})

export type Condition = ConditionShape
export type FlowNode = z.infer<typeof nodeSchema>
export type Flow = z.infer<typeof flowSchema>
/** A flow as it is written, with defaults left out. */
export type FlowText = z.input<typeof flowSchema>
export type Who = z.infer<typeof who>
export type ConsiderNode = Extract<FlowNode, { kind: 'consider' }>
export type StepNode = Extract<FlowNode, { kind: 'step' }>

/** `main.illegal/1`: a flow and its version, as it is kept with every answer. */
export const flowId = (flow: Pick<Flow, 'key' | 'version'>): string => `${flow.key}/${flow.version}`

/** One way out of a node, with the words beside the line. */
export type Exit = { to: string; label: string; finds: readonly (typeof findings)[number][] }

/** Every way out of a node, in the order in which it is drawn. An end has none. */
export function exitsOf(node: FlowNode): Exit[] {
  switch (node.kind) {
    case 'question':
    case 'gate':
      return node.answers.map(({ next, label, finds }) => ({ to: next, label, finds }))
    case 'step':
      return [{ to: node.next, label: '', finds: node.finds }]
    case 'consider':
      return [
        { to: node.yes, label: 'Yes', finds: [] },
        { to: node.no, label: 'No', finds: [] },
      ]
    case 'branch':
      return [...node.arms, node.otherwise].map(({ next, label }) => ({ to: next, label, finds: [] }))
    case 'join':
      return [{ to: node.next, label: '', finds: [] }]
    case 'end':
      return []
  }
}
