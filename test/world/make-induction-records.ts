import { type Context, inTransaction } from '#/platform/context.ts'
import { startInduction } from '../../src/features/induction/follow-checklist.ts'
import { keepContract } from '../../src/features/induction/keep-contract.ts'
import { keepGuest } from '../../src/features/induction/keep-guest.ts'
import type { MatrixSchool } from './staff-school.ts'

/** Somebody with a checklist, a guest, and a firm. */
export async function makeInductionRecords(context: Context, { people }: MatrixSchool) {
  const { office, head, teller } = people
  const joined = { personId: teller.personId, kind: 'staff', joinedOn: '2026-11-20' } as const
  await inTransaction(context, office, (tx) => startInduction(context, tx, office, { people: [joined] }))
  const guest = await keepGuest(context, office, {
    kind: 'visitor',
    givenName: 'Vera',
    familyName: 'Visitor',
    organisation: null,
    purpose: 'Reads to a class',
    identitySeen: 'Driving licence',
    sponsorId: teller.personId,
    startsOn: '2026-11-24',
    endsOn: '2026-11-24',
    supervised: true,
    told: ['policies', 'filtering', 'restricted', 'reporting'],
    signed: 'yes',
  })
  const contract = await keepContract(context, head, {
    firm: 'Cables and Co',
    service: 'Looks after the network',
    commissionedBy: 'The governors',
    chosenHow: 'Three offers',
    advice: 'The authority',
    knowsPolicyOn: null,
    destroysData: false,
    guarantee: null,
    startsOn: '2026-09-01',
    endsOn: null,
  })
  return { starter: { person: teller.personId }, guest: { guest }, contract: { contract } }
}
