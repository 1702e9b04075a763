import { formatDate, londonDate } from '#/kernel/london-time.ts'
import type { Control } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { allHoldersOn, type Holder, latestDesignation } from './designation-store.ts'
import { type DesignatedRole, roleWords } from './role.ts'

export const controls: readonly Control[] = [
  {
    id: 'people.safeguardingLeads',
    name: 'A safeguarding lead and a deputy are in post',
    does: 'records',
    clauses: ['A89', 'B143', 'T125', 'T127'],
    provedBy: 'the page says who is missing when nobody is safeguarding lead or deputy',
    evidence: (tx, schoolId, at) => inPost(tx, schoolId, londonDate(at), ['dsl', 'deputyDsl']),
  },
  {
    id: 'people.designations',
    name: 'Those who answer for online safety are designated, by two people where it gives power',
    does: 'enforces',
    clauses: ['A8', 'A9', 'B119', 'H18', 'H29', 'R9', 'R10', 'R17', 'T107'],
    provedBy: 'a powerful role is held only after a second person agreed',
    evidence: (tx, schoolId, at) =>
      inPost(tx, schoolId, londonDate(at), ['head', 'chairOfGovernors', 'coordinator']),
  },
  {
    id: 'people.onlineSafetyGovernor',
    name: 'A governor answers for online safety',
    does: 'records',
    clauses: ['B115'],
    provedBy: 'every role is held only by those who may hold it',
    evidence: (tx, schoolId, at) => inPost(tx, schoolId, londonDate(at), ['onlineSafetyGovernor']),
  },
]

async function inPost(tx: Tx, schoolId: string, today: string, roles: readonly DesignatedRole[]) {
  const holders = await allHoldersOn(tx, schoolId, today)
  const missing = roles.filter((role) => !holders.some((holder) => holder.role === role))
  const sentences = roles.map((role) => sentenceOf(role, holders))
  return {
    sentence: sentences.join(' '),
    lastAt: await latestDesignation(tx, schoolId, roles),
    inDate: missing.length === 0,
    isSetUp: missing.length < roles.length,
    mendAt: '/who-is-who' as const,
  }
}

function sentenceOf(role: DesignatedRole, holders: readonly Holder[]): string {
  const held = holders.filter((holder) => holder.role === role)
  if (held.length === 0) return `${roleWords(role)}: nobody.`
  const since = held.map(({ startsOn }) => startsOn).toSorted()[0] ?? ''
  return `${roleWords(role)}: in post since ${formatDate(since)}.`
}
