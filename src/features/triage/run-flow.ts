import { NotAllowed, Refused } from '#/kernel/refusal.ts'
import type { Facts } from './facts.ts'
import { type Flow, type FlowNode, flowId, type Who } from './flow.ts'
import type { TriageSettings } from './triage-settings.ts'
import type { DeadlineClock, Finding, Role } from './triage-words.ts'
import {
  type Entry,
  entryFor,
  inOrder,
  possibleAnswers,
  reachOf,
  type Standing,
  walkFlow,
} from './walk-flow.ts'

/** Something to ask or do now, with who it is for and by when. */
export type Open = {
  flowId: string
  node: FlowNode
  standing: Extract<Standing, 'open' | 'waiting'>
  who: Role[]
  /** Whoever was the first of two that must agree. */
  notFor: string[]
  /** Counted from the moment it opened, on the clock named. */
  due: { amount: number; clock: DeadlineClock } | null
}

export type Reply = {
  nodeId: string
  answer: string
  reason?: string
  by: { personId: string; roles: readonly Role[] }
  at: Date
}

/** The roles that a node is for, in this school. */
export function rolesFor(who: Who, settings: TriageSettings): Role[] {
  return typeof who === 'string' ? [who] : settings.people[who.setting]
}

/** What is to be asked or done now. Several may be open at once; none when the flow is finished. */
export function nextOpen(flow: Flow, facts: Facts, entries: readonly Entry[]): Open[] {
  return walkFlow(flow, facts, entries).visits.flatMap(({ node, standing }) =>
    (standing === 'open' || standing === 'waiting') && 'who' in node
      ? [
          {
            flowId: flowId(flow),
            node,
            standing,
            who: rolesFor(node.who, facts.settings),
            notFor: firstOfTwo(flow, node, entries),
            due: dueOf(node, facts),
          },
        ]
      : [],
  )
}

function dueOf(node: FlowNode, facts: Facts): Open['due'] {
  if ((node.kind !== 'step' && node.kind !== 'gate') || !node.timer) return null
  return { amount: facts.settings.timers[node.timer.setting], clock: node.timer.clock }
}

/** How far a flow has come: what is settled, what is open, and how many there can still be at most. */
export function progress(flow: Flow, facts: Facts, entries: readonly Entry[]) {
  const ordered = inOrder(flow)
  const reach = reachOf(ordered)
  const asked = new Set(ordered.filter((node) => possibleAnswers(node).length > 0).map(({ id }) => id))
  const { visits } = walkFlow(flow, facts, entries)
  const open = visits.filter(({ standing }) => standing === 'open' || standing === 'waiting')
  const seen = new Set(visits.map(({ node }) => node.id))
  const ahead = new Set(open.flatMap(({ node }) => [...(reach.get(node.id) ?? [])]))
  return {
    settled: visits.filter(({ standing }) => standing === 'done').length,
    open: open.length,
    stillToComeAtMost: [...ahead].filter((id) => asked.has(id) && !seen.has(id)).length,
  }
}

/** Who may take back what protects a child. `nobody`: what is sealed stays sealed. */
const withdrawnBy: Partial<Record<Finding, Role[]>> = {
  danger: ['dsl', 'deputyDsl'],
  childAtRisk: ['dsl', 'deputyDsl'],
  childImage: ['dsl', 'deputyDsl'],
  terroristMaterial: ['dsl', 'deputyDsl'],
  illegal: ['dsl', 'deputyDsl'],
  adultOfTheSchool: ['caseManager'],
  policeObject: ['dsl', 'deputyDsl'],
  doNotDiscuss: ['caseManager'],
  sealed: [],
}

/** Deputies stand in; anyone of the staff may do what is for any staff. */
const standsIn: Partial<Record<Role, Role[]>> = { dsl: ['deputyDsl'], head: ['deputyHead'] }

export const roleNames: Record<Role, string> = {
  anyStaff: 'any member of staff',
  classTeacher: 'the class teacher',
  dsl: 'the safeguarding lead',
  deputyDsl: 'the deputy safeguarding lead',
  head: 'the head',
  deputyHead: 'the deputy head',
  delegatedLeader: 'the senior leader whom the head named for this',
  seniorLeader: 'a senior leader',
  caseManager: 'the case manager',
  chairOfGovernors: 'the chair of governors',
  governors: 'the governors',
  coordinator: 'the online safety co-ordinator',
  siro: 'the SIRO',
  itSupport: 'IT support',
  businessManager: 'the business manager',
}

/** How a list of roles is spoken of: “the head or the safeguarding lead”. */
export const roleNamesOf = (list: readonly Role[]): string => list.map((role) => roleNames[role]).join(' or ')

/**
 * Makes the entry for a reply. Refuses, in a sentence: what is not asked yet, an answer that does not exist, a missing
 * reason, the wrong person, the same person twice where two must agree, and taking back what protects a child.
 */
export function answer(flow: Flow, facts: Facts, entries: readonly Entry[], reply: Reply): Entry {
  const node = nodeOnPath(flow, facts, entries, reply.nodeId)
  if (!('who' in node)) throw new Refused('There is nothing to answer here. Go back to the task list.')
  if (!possibleAnswers(node).includes(reply.answer)) throw new Refused(unknownAnswer(node))
  mustBeFor(node, facts.settings, reply)
  mustBeAnother(flow, node, entries, reply)
  const before = entryFor(flow, node, entries)
  const reason = reply.reason?.trim() || null
  if (!reason && before?.answer !== undefined && before.answer !== 'waiting') {
    throw new Refused('This was answered before. Say why the answer changes.')
  }
  if (!reason && needsReason(node, reply.answer)) throw new Refused(`Give the reason: “${node.title}”`)
  if (before) mustNotTakeBack(node, before.answer, reply)
  const { nodeId, by, at } = reply
  return {
    flowId: flowId(flow),
    nodeId,
    means: node.means ?? null,
    answer: reply.answer,
    reason,
    by: by.personId,
    at,
  }
}

function nodeOnPath(flow: Flow, facts: Facts, entries: readonly Entry[], nodeId: string): FlowNode {
  const { visits } = walkFlow(flow, facts, entries)
  const visit = visits.find(({ node, standing }) => node.id === nodeId && standing !== 'passed')
  if (visit) return visit.node
  if (!flow.nodes.some(({ id }) => id === nodeId)) {
    throw new Refused('This question is not part of the steps for this incident. Open the incident again.')
  }
  const first = visits.find(({ standing }) => standing === 'open')
  throw new Refused(
    first
      ? `This is not asked yet. First answer: “${first.node.title}”`
      : 'This is not asked for this incident. Open the incident again to see what is.',
  )
}

function unknownAnswer(node: FlowNode): string {
  if (node.kind === 'step' && node.required)
    return `“${node.title}” cannot be left out: record it as done or as waiting.`
  return `Choose one of the answers to “${node.title}”`
}

function needsReason(node: FlowNode, given: string): boolean {
  if (node.kind === 'step') return given !== 'done'
  if (node.kind === 'consider') return true
  return 'answers' in node && node.answers.some(({ id, needsReason }) => id === given && needsReason)
}

/** Whether somebody with these roles may answer what is for those. */
export function isFor(wanted: readonly Role[], roles: readonly Role[]): boolean {
  const accepted = wanted.flatMap((role) => [role, ...(standsIn[role] ?? [])])
  return wanted.includes('anyStaff') || roles.some((role) => accepted.includes(role))
}

function mustBeFor(node: Extract<FlowNode, { who: Who }>, settings: TriageSettings, { by }: Reply): void {
  const wanted = rolesFor(node.who, settings)
  if (isFor(wanted, by.roles)) return
  throw new NotAllowed(`This is for ${roleNamesOf(wanted)}. Ask them to answer it.`)
}

/** Who may not answer here, because two people must agree and this one was the first. */
export function firstOfTwo(flow: Flow, node: FlowNode, entries: readonly Entry[]): string[] {
  if (node.kind !== 'gate' || !node.notBySameAs) return []
  const first = flow.nodes.find(({ id }) => id === node.notBySameAs)
  const entry = first ? entryFor(flow, first, entries) : null
  return entry ? [entry.by] : []
}

function mustBeAnother(flow: Flow, node: FlowNode, entries: readonly Entry[], { by }: Reply): void {
  if (firstOfTwo(flow, node, entries).includes(by.personId)) {
    throw new NotAllowed('Two people must agree here. Ask somebody else with that duty to answer.')
  }
}

function findsOf(node: FlowNode, given: string): readonly Finding[] {
  if (node.kind === 'step') return given === 'done' ? node.finds : []
  return 'answers' in node ? (node.answers.find(({ id }) => id === given)?.finds ?? []) : []
}

function mustNotTakeBack(node: FlowNode, before: string, reply: Reply): void {
  const now = findsOf(node, reply.answer)
  for (const lost of findsOf(node, before).filter((finding) => !now.includes(finding))) {
    const allowed = withdrawnBy[lost]
    if (!allowed || reply.by.roles.some((role) => allowed.includes(role))) continue
    if (allowed.length === 0) throw new Refused('What is sealed stays sealed. Only the police may open it.')
    throw new NotAllowed(`This answer protects a child. Only ${roleNamesOf(allowed)} may take it back.`)
  }
}
