// What a school keeps of an incident: words about where something lies, and things that were taken in and given back.

import { formatTime, londonDate } from '#/kernel/london-time.ts'
import { answerIllegality } from '../src/features/evidence/answer-illegality.ts'
import { confiscateDevice, confiscateForm } from '../src/features/evidence/confiscate-device.ts'
import { custodyActs } from '../src/features/evidence/item.ts'
import { entryForm, keepEntry } from '../src/features/evidence/keep-entry.ts'
import { custodyForm, recordCustody } from '../src/features/evidence/record-custody.ts'
import type { Cast } from './cast-plot.ts'
import type { Moment } from './moment.ts'
import { asWhoeverMay } from './whoever-may.ts'

const kept: Readonly<Record<string, string>> = {
  bullying: 'Print of the messages, two pages, in a closed envelope',
  nastyMessage: 'Print of one message, in a closed envelope',
  filming: 'Written account of what the film was said to show',
}

/** Kinds of incident of which something is usually kept. */
export const leavesEvidence = (kind: string): boolean => kind in kept || kind === 'ownDevice'

/** Answers whether it could be illegal, and keeps what the kind leaves behind. */
export async function keepEvidence(
  moment: Moment,
  incidentId: string,
  kind: string,
  cast: Cast,
): Promise<void> {
  const answer = { answer: 'notIllegal', why: 'Unkind or against our rules, and no picture in it.' } as const
  await asWhoeverMay(moment, (person) => answerIllegality(moment.context, person, incidentId, answer))
  if (kind === 'ownDevice') await takeInAndGiveBack(moment, incidentId, cast)
  else {
    const entry = entryForm.parse({
      description: kept[kind] ?? 'A note in a closed envelope',
      fromWhom: 'The class teacher',
      place: 'Safe in the head’s office, shelf 2',
      ...now(moment),
    })
    await asWhoeverMay(moment, (person) => keepEntry(moment.context, person, incidentId, entry))
  }
}

async function takeInAndGiveBack(moment: Moment, incidentId: string, { instigator }: Cast): Promise<void> {
  const request = confiscateForm.parse({
    ownerKind: 'pupil',
    ownerId: instigator?.id ?? '',
    ownerName: instigator ? '' : 'A pupil in Year 6',
    description: 'Black phone in a green case',
    suspicion: 'It was out and switched on in the cloakroom, where phones are not to be used.',
    takenBy: 'The class teacher',
    place: 'Locked drawer in the school office',
    ...now(moment),
  })
  const itemId = await asWhoeverMay(moment, (person) =>
    confiscateDevice(moment.context, person, incidentId, request),
  )
  const back = custodyForm(custodyActs.givenBack.asks).parse({
    fromWhom: 'The class teacher',
    toWhom: 'A parent, at the office',
    says: 'Signed for in the office book',
    ...now(moment),
  })
  await asWhoeverMay(moment, (person) => recordCustody(moment.context, person, itemId, 'givenBack', back))
}

const now = ({ at }: Moment) => ({ on: londonDate(at), time: formatTime(at) })
