import { formatInstant } from '#/kernel/london-time.ts'
import type { Control, Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { keepsTheRules } from './course.ts'
import { flowVersions } from './flow-store.ts'
import { readTriageSettings } from './settings.ts'
import { countReplies, countSteps, stepsLate } from './store.ts'

type Asked = { nodes?: readonly string[]; answers?: readonly string[] }

/** What is asked is in force from the first day on; the sentence says when it was last used. */
const answered =
  (what: string, asked: Asked) =>
  async (tx: Tx, schoolId: string): Promise<Evidence> => {
    const { incidents, lastAt } = await countReplies(tx, schoolId, asked)
    const times = incidents === 1 ? 'in 1 incident' : `in ${incidents} incidents`
    return {
      sentence: lastAt
        ? `${what} ${times}; last on ${formatInstant(lastAt)}.`
        : `${what} in every incident; none yet.`,
      lastAt,
      inDate: true,
    }
  }

export const controls: readonly Control[] = [
  {
    id: 'triage.firstFour',
    name: 'Four safety questions come before anything else in every incident',
    does: 'enforces',
    clauses: ['T127', 'T132', 'A89', 'B45', 'H72', 'R111'],
    provedBy: 'nothing is answered before the four safety questions, in their order',
    evidence: answered('Danger, child, adult and image were asked', { nodes: ['danger'] }),
  },
  {
    id: 'triage.illegalFirst',
    name: 'Whether it is illegal is decided first, by whom the school names, with its own criteria',
    does: 'runs',
    clauses: ['T107', 'T108', 'T109', 'T110', 'A82', 'A83', 'B107', 'B97', 'H73', 'H74', 'R12'],
    provedBy: 'the questions go on to the decider, and each open step becomes a task with its clock',
    evidence: answered('“Did it involve something illegal?” was decided', {
      nodes: ['illegal', 'illegal-after-advice'],
    }),
  },
  {
    id: 'triage.seal',
    name: 'A possible image of a child, or terrorist material, is for nobody’s eyes',
    does: 'enforces',
    clauses: ['T113', 'R112'],
    provedBy: '“not sure” about an image marks the incident and calls the leads, in the same transaction',
    evidence: answered('It was said that there may be such material', {
      nodes: ['image'],
      answers: ['image', 'not-sure', 'terrorist', 'both'],
    }),
  },
  {
    id: 'triage.adultPassedOn',
    name: 'What an adult of the school may have done passes to the case manager alone',
    does: 'enforces',
    clauses: ['T101', 'T115', 'T121', 'T138', 'B44', 'R109'],
    provedBy:
      'what concerns an adult leaves the sight of the lead who answered, and a concern for the child stays',
    evidence: answered('It was said that an adult of the school may be concerned', {
      nodes: ['adult'],
      answers: ['yes', 'not-sure'],
    }),
  },
  {
    id: 'triage.steps',
    name: 'Every step of the flow is a task: done, not needed with a reason, or waiting',
    does: 'runs',
    clauses: ['T111', 'T118', 'T122', 'T126', 'T134', 'T144', 'A90', 'H22'],
    provedBy: 'the questions go on to the decider, and each open step becomes a task with its clock',
    evidence: async (tx, schoolId, at) => {
      const { open, lastAt } = await countSteps(tx, schoolId)
      const late = await stepsLate(tx, schoolId, at)
      return {
        sentence: `${open === 1 ? '1 step is' : `${open} steps are`} owed, ${late} of them late.`,
        lastAt,
        inDate: late === 0,
      }
    },
  },
  {
    id: 'triage.considered',
    name: 'What the charts say to consider is decided by a person, with the reason',
    does: 'records',
    clauses: ['T132', 'T137', 'T151', 'T105'],
    provedBy: 'a decision without its reason is refused in words',
    evidence: answered('Such decisions were recorded', { answers: ['yes', 'no'] }),
  },
  {
    id: 'triage.ownFlows',
    name: 'The school’s own flows keep every safety rule, under the settings of today',
    does: 'enforces',
    clauses: ['T272', 'T107', 'T118', 'T134'],
    provedBy: 'a copy that weakens what protects a child is refused, naming node and rule',
    evidence: async (tx, schoolId) => {
      const settings = await readTriageSettings(tx, schoolId)
      const live = (await flowVersions(tx, schoolId)).filter(({ state }) => state === 'confirmed')
      const broken = live.filter(({ flow }) => !keepsTheRules(flow, settings))
      const dates = live
        .flatMap(({ decidedAt }) => (decidedAt ? [decidedAt] : []))
        .toSorted((a, b) => +b - +a)
      return {
        sentence:
          broken.length > 0
            ? `${broken.length} of ${live.length} own flows break a rule under today’s settings; the delivered ones stand in.`
            : `${live.length} own flows are confirmed, and each keeps the safety rules.`,
        lastAt: dates[0] ?? null,
        inDate: broken.length === 0,
      }
    },
  },
]
