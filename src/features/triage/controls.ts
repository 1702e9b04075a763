import { countInPublic } from '#/kernel/limits.ts'
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
    return {
      sentence: lastAt
        ? `${what}. Incidents so far: ${countInPublic(incidents)}.`
        : `${what}. No incident so far.`,
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
    evidence: answered('Danger, child, adult and image are asked in every incident', { nodes: ['danger'] }),
  },
  {
    id: 'triage.illegalFirst',
    name: 'Whether it is illegal is decided first, by whom the school names, with its own criteria',
    does: 'runs',
    clauses: ['T107', 'T108', 'T109', 'T110', 'A82', 'A83', 'B107', 'B97', 'H73', 'H74', 'R12'],
    provedBy: 'the questions go on to the decider, and each open step becomes a task with its clock',
    evidence: answered('“Did it involve something illegal?” is decided in every incident', {
      nodes: ['illegal', 'illegal-after-advice'],
    }),
  },
  {
    id: 'triage.seal',
    name: 'A possible image of a child, or terrorist material, is for nobody’s eyes',
    does: 'enforces',
    clauses: ['T113', 'R112'],
    provedBy: '“not sure” about an image marks the incident and calls the leads, in the same transaction',
    evidence: answered('Such material is sealed as soon as anybody says that it may be there', {
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
    evidence: async () => ({
      sentence: 'Whoever says so sees nothing of it any more, and the case manager has it.',
      lastAt: null,
      inDate: true,
    }),
  },
  {
    id: 'triage.steps',
    name: 'Every step of the flow is a task: done, not needed with a reason, or waiting',
    does: 'runs',
    clauses: ['T111', 'T112', 'T118', 'T122', 'T126', 'T134', 'T144', 'A90', 'H22'],
    provedBy: 'the questions go on to the decider, and each open step becomes a task with its clock',
    evidence: async (tx, schoolId, at) => {
      const { open, lastAt } = await countSteps(tx, schoolId)
      const late = await stepsLate(tx, schoolId, at)
      return {
        sentence: `Steps owed: ${countInPublic(open)}; ${late === 0 ? 'none is' : 'some are'} late.`,
        lastAt,
        inDate: late === 0,
        mendAt: '/work-list',
      }
    },
  },
  {
    id: 'triage.considered',
    name: 'What the charts say to consider is decided by a person, with the reason',
    does: 'records',
    clauses: ['T132', 'T137', 'T151', 'T105'],
    provedBy: 'a decision without its reason is refused in words',
    evidence: answered('Such decisions are recorded with their reason', { answers: ['yes', 'no'] }),
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
            ? 'Some of the school’s own flows break a rule under today’s settings; the delivered ones stand in.'
            : live.length === 0
              ? 'The school uses the delivered flows.'
              : 'The school’s own flows are confirmed, and each keeps the safety rules.',
        lastAt: dates[0] ?? null,
        inDate: broken.length === 0,
        mendAt: '/flows',
      }
    },
  },
  {
    id: 'triage.notIllegal',
    name: 'What is not illegal goes through the school’s own flow, with support for whoever was hurt',
    does: 'runs',
    clauses: ['T116', 'T120', 'T124', 'T129', 'B90'],
    provedBy:
      'the co-ordinator leads a case that is not illegal from the report to closing, on a phone without JavaScript',
    evidence: answered('What is not illegal is led through the flow for it', { nodes: ['log'] }),
  },
  {
    id: 'triage.staffVictims',
    name: 'Where staff are the target, one person leads, advice comes first, and whoever did it is asked in',
    does: 'runs',
    clauses: ['T137', 'T139', 'T141', 'T143', 'T147', 'T149', 'T151'],
    provedBy: 'a member of staff is the target and a parent is said to have done it',
    evidence: async () => ({
      sentence: 'The flow for staff as targets is in force.',
      lastAt: null,
      inDate: true,
    }),
  },
]
