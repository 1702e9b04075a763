// A possible picture of a child, as it should go: nobody looks, it is sealed, and two bodies outside are told.

import { entryForm, keepEntry } from '../src/features/evidence/keep-entry.ts'
import { makeReferral, makeReferralForm } from '../src/features/referrals/make-referral.ts'
import { recordAct } from '../src/features/referrals/record-act.ts'
import type { Act, Moment, Stage } from './moment.ts'
import { castFor, now, tell } from './tell-incident.ts'
import { answerFirstFour } from './walk-triage.ts'
import { asWhoeverMay } from './whoever-may.ts'

/** Nobody looks: sealed under a number, told to social care and the police, and answered. */
export function possiblePicture(stage: Stage, at: Date): Act[] {
  const cast = castFor(stage, 'fakeImage', at)
  let id = ''
  return [
    {
      at,
      play: async (moment) => {
        id = await tell(
          moment,
          cast,
          'fakeImage',
          'A face is said to be put on another picture. I have not looked.',
        )
        const waits = { seal: 'waiting', 'same-day-referral': 'waiting' }
        await answerFirstFour(moment, id, { child: 'yes', image: 'not-sure', ...waits })
        await sealAway(moment, id)
        await answerFirstFour(moment, id, {})
      },
    },
    { at: new Date(at.getTime() + 2 * 3_600_000), play: (moment) => referOn(moment, id) },
  ]
}

async function sealAway(moment: Moment, incidentId: string): Promise<void> {
  const entry = entryForm.parse({
    description: 'Grey phone, switched off',
    fromWhom: 'A pupil, who handed it to the class teacher',
    place: 'Safe in the head’s office, bag S-117',
    sealNumber: 'S-117',
    ...now(moment),
  })
  await asWhoeverMay(moment, (person) => keepEntry(moment.context, person, incidentId, entry))
}

async function referOn(moment: Moment, incidentId: string): Promise<void> {
  for (const [route, namedPerson, reference] of [
    ['social-care', 'Duty desk', 'MASH-2207'],
    ['police-101', 'Control room', 'WM/1187/26'],
  ] as const) {
    const form = makeReferralForm.parse({
      ...{ made: 'yes', route, namedPerson, reference, method: 'phone', consent: 'notSought' },
      why: 'There may be a picture of a child. Nobody has looked at it.',
      consentWhy: 'Asking first may add risk to the child.',
      ...now(moment),
    })
    const id = await asWhoeverMay(moment, (person) => makeReferral(moment.context, person, incidentId, form))
    if (route !== 'social-care') continue
    const answer = { act: 'answer', says: 'They take it on and will visit the family this week.' } as const
    await asWhoeverMay(moment, (person) => recordAct(moment.context, person, id, answer))
  }
}
