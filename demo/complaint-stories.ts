import { sensitive } from '#/kernel/sensitive.ts'
import { receiveComplaint } from '../src/features/complaints/index.ts'
import { moveComplaint } from '../src/features/complaints/move-complaint.ts'
import { type Act, actor, type Stage } from './moment.ts'
import { schoolDaysUntil, someTime } from './school-days.ts'
import { asWhoeverMay } from './whoever-may.ts'

const day = 24 * 3_600_000

/** One answered complaint for each of the first two years, and one that is still open. */
export function complaintStories(stage: Stage): Act[] {
  const days = schoolDaysUntil(stage.lastDay)
  const on = (share: number): Date =>
    someTime(stage.chance, days[Math.floor(share * (days.length - 1))] ?? '', 9, 12)
  return [
    ...complaint(on(0.3), 'answered'),
    ...complaint(on(0.55), 'answered'),
    ...complaint(on(0.99), 'acknowledged'),
  ]
}

function complaint(at: Date, ending: 'answered' | 'acknowledged'): Act[] {
  let id = ''
  const open = ending === 'acknowledged'
  const acts: Act[] = [
    {
      at,
      play: async (moment) => {
        const received = await receiveComplaint(moment.context, actor(moment, 'office'), {
          kind: open ? 'outOfHours' : 'misuse',
          complainant: open ? 'A parent in Year 6, by letter' : 'A parent in Year 3, by telephone',
          account: sensitive(
            open
              ? 'The class chat that parents set up is unkind at weekends and the school should say something.'
              : 'My daughter could watch films during wet play that are not for her age.',
          ),
          aboutId: null,
        })
        id = received.complaintId
      },
    },
    {
      at: new Date(at.getTime() + day),
      play: async (moment) =>
        void (await asWhoeverMay(moment, (person) =>
          moveComplaint(moment.context, person, id, {
            action: 'acknowledge',
            outcome: '',
            says: 'Rang to say thank you for telling us, and when they will hear from us.',
          }),
        )),
    },
  ]
  if (open) return acts
  acts.push({
    at: new Date(at.getTime() + 7 * day),
    play: async (moment) =>
      void (await asWhoeverMay(moment, (person) =>
        moveComplaint(moment.context, person, id, {
          action: 'answer',
          outcome: 'partlyUpheld',
          says: 'The film was suitable, but nobody had chosen it. Wet play has a list of its own now.',
        }),
      )),
  })
  return acts
}
