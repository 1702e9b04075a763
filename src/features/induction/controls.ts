import { countInPublic } from '#/kernel/limits.ts'
import { londonDate } from '#/kernel/london-time.ts'
import type { Control } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { presentOn } from '../people/index.ts'
import { contractsOf, guestsOf } from './guest-store.ts'
import { countStarters } from './store.ts'

export const controls: readonly Control[] = [
  {
    id: 'induction.checklist',
    name: 'Every joiner gets the policy, the guidance and the handbook, signs for them, and somebody confirms it',
    does: 'runs',
    clauses: ['A72', 'T61', 'T92', 'R36', 'R37', 'R38'],
    provedBy: 'a joiner has the checklist of what they are, does it, and somebody else confirms it',
    evidence: async (tx, schoolId, at) => {
      const { joiners, through, overdue, lastAt } = await countStarters(tx, schoolId, londonDate(at))
      const sentence = `Joined within a year: ${countInPublic(joiners)}; through all of it: ${countInPublic(through)}; steps overdue: ${countInPublic(overdue)}.`
      return { sentence, lastAt, inDate: overdue === 0 }
    },
  },
  {
    id: 'induction.helpers',
    name: 'A parent who helps is a volunteer too, and has what volunteers have to do',
    does: 'enforces',
    clauses: ['H34'],
    provedBy: 'a parent who becomes a volunteer gets what volunteers get',
    evidence: async (tx, schoolId, at) => {
      const today = londonDate(at)
      const helpers = (await presentOn(tx, schoolId, ['volunteer'], today)).filter(
        ({ kind }) => kind === 'guardian',
      )
      const sentence = `Parents who help, each with the checklist of volunteers before they begin: ${countInPublic(helpers.length)}.`
      return { sentence, lastAt: null, inDate: true }
    },
  },
  {
    id: 'induction.guests',
    name: 'The office records every guest: who answers for them, what they were told and signed, and the day everything ends',
    does: 'enforces',
    clauses: ['A28', 'A79', 'A80', 'B62', 'R49', 'T4'],
    provedBy: 'a guest is told, signs, has a sponsor and an end, and that end ends everything of theirs',
    evidence: guestsInWords,
  },
  {
    id: 'induction.contracts',
    name: 'Each firm is on record: who commissioned it, how it was chosen, whose advice was taken, and that it knows the policy',
    does: 'records',
    clauses: ['H12', 'H13', 'H27', 'H28', 'R20', 'R24', 'T257'],
    provedBy:
      'a firm is recorded with how it was chosen, and what it did not do is told to whoever commissioned it',
    evidence: contractsInWords,
  },
]

async function guestsInWords(tx: Tx, schoolId: string, at: Date) {
  const guests = await guestsOf(tx, schoolId)
  const today = londonDate(at)
  const past = guests.filter(({ endedAt, endsOn }) => endedAt === null && endsOn < today)
  const sentence = `Guests on record, each with a sponsor, an end and a signature: ${countInPublic(guests.length)}; past their end and not closed: ${countInPublic(past.length)}.`
  return { sentence, lastAt: null, inDate: past.length === 0 }
}

async function contractsInWords(tx: Tx, schoolId: string) {
  const contracts = await contractsOf(tx, schoolId)
  const unaware = contracts.filter(({ knowsPolicyOn }) => knowsPolicyOn === null)
  const told = contracts.reduce((sum, { deficiencies }) => sum + deficiencies, 0)
  const sentence = `${contracts.length} firms are on record; ${unaware.length} have not confirmed that they know the policy; ${told} deficiencies were passed on.`
  return { sentence, lastAt: null, inDate: contracts.length > 0 && unaware.length === 0 }
}
