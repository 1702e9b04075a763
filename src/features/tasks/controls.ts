import { countInPublic } from '#/kernel/limits.ts'
import type { Control } from '#/platform/controls/control.ts'
import { lastEscalation, lastNotice } from './evidence-store.ts'

export const controls: readonly Control[] = [
  {
    id: 'tasks.harmGoesOn',
    name: 'A task that says a child may be harmed goes on until somebody opens it, day and night',
    does: 'enforces',
    clauses: ['A89', 'B143', 'T125'],
    provedBy:
      'at three on Christmas night an unopened task of harm goes on after fifteen minutes, and on again',
    evidence: async (tx, schoolId, at) => {
      const { waiting, lastAt } = await lastEscalation(tx, schoolId, at)
      return {
        sentence:
          waiting === 0
            ? 'No urgent task has waited longer than it may.'
            : 'An urgent task waits longer than it may: what runs by itself has stopped.',
        lastAt,
        inDate: waiting === 0,
      }
    },
  },
  {
    id: 'tasks.peopleAreTold',
    name: 'Whoever gets a task is told by e-mail, which says nothing about a child',
    does: 'informs',
    clauses: ['A89', 'B126'],
    provedBy: 'the mail says the school, a new task, how urgent and where, and not one word more',
    evidence: async (tx, schoolId, at) => {
      const { sent, failing, lastAt } = await lastNotice(tx, schoolId, at)
      const failed = failing === 0 ? 'none has failed' : 'some could not be sent'
      return {
        sentence: `E-mails sent in 30 days: ${countInPublic(sent)}; ${failed}.`,
        lastAt,
        inDate: failing === 0,
      }
    },
  },
]
