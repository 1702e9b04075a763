// Each school’s directory is run by somebody else, and looked at in September: what it enforces is confirmed for a year.

import { addDays } from '#/kernel/london-time.ts'
import { confirmOutside } from '../src/features/coverage/confirm-outside.ts'
import { type Act, actor, type Moment, type Stage } from './moment.ts'
import { yearOf } from './school-days.ts'

const seen: Readonly<Record<string, string>> = {
  'directories.leavers':
    'The firm showed us the logons of everybody who left in July: all are stopped. The list is in the ICT folder.',
  'directories.eachTheirOwn':
    'Went through the firm’s list of logons beside ours: one entry each, in the group of their work. The list is in the ICT folder.',
  'directories.passwords':
    'Had a new password set for a test logon: it had to be changed at once. The firm’s note is in the ICT folder.',
}

/** In September somebody looked at what other systems do for the school, and said what they saw. */
export function outsideStories(stage: Stage): Act[] {
  const [year, look] = [yearOf(stage.lastDay), '09-15']
  const day = `${stage.lastDay < `${year}-${look}` ? year - 1 : year}-${look}`
  return [{ at: new Date(`${day}T14:00:00Z`), play: (moment) => confirmAll(moment, day) }]
}

async function confirmAll(moment: Moment, day: string): Promise<void> {
  for (const [control, says] of Object.entries(seen)) {
    await confirmOutside(moment.context, actor(moment, 'head'), control, {
      does: 'yes',
      system: 'The directory that the local authority’s service runs for us',
      seenOn: day,
      seen: says,
      reviewDueOn: addDays(day, 365),
    })
  }
}
