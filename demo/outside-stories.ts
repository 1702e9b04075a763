// Each school’s directory, network and cloud are run by somebody else, and looked at in September: what they enforce is
// confirmed for a year.

import { addDays } from '#/kernel/london-time.ts'
import { confirmOutside } from '../src/features/coverage/confirm-outside.ts'
import { type Act, actor, type Moment, type Stage } from './moment.ts'
import { yearOf } from './school-days.ts'

const directory = 'The directory that the local authority’s service runs for us'
const network = 'The school’s network, which the same service sets up'
const cloud = 'Google Workspace'

type Look = { system: string; seen: string }

/** What the school’s policy asks for and Schoolkeeper cannot look into, by control. */
const looks: Readonly<Record<string, Look>> = {
  'directories.leavers': {
    system: directory,
    seen: 'The firm showed us the logons of everybody who left in July: all are stopped. The list is in the ICT folder.',
  },
  'directories.eachTheirOwn': {
    system: directory,
    seen: 'Went through the firm’s list of logons beside ours: one entry each, in the group of their work. The list is in the ICT folder.',
  },
  'directories.passwords': {
    system: directory,
    seen: 'Had a new password set for a test logon: it had to be changed at once. The firm’s note is in the ICT folder.',
  },
  'accounts.ownFiles': {
    system: network,
    seen: 'Tried from a pupil’s and a teacher’s test logon to open folders of others: refused. The screenshots are in the ICT folder.',
  },
  'accounts.typedEachTime': {
    system: network,
    seen: 'Looked at four computers: none logs on by itself, and the browser offers to keep no password. The settings are in the ICT folder.',
  },
  'accounts.cloudAccounts': {
    system: cloud,
    seen: 'Went through the joiners of September: each has an account and e-mail in the group of their work. The list is with the office.',
  },
}

/** In September somebody looked at what other systems do for the school, and said what they saw. */
export function outsideStories(stage: Stage): Act[] {
  const [year, look] = [yearOf(stage.lastDay), '09-15']
  const day = `${stage.lastDay < `${year}-${look}` ? year - 1 : year}-${look}`
  return [{ at: new Date(`${day}T14:00:00Z`), play: (moment) => confirmAll(moment, day) }]
}

async function confirmAll(moment: Moment, day: string): Promise<void> {
  for (const [control, { system, seen }] of Object.entries(looks)) {
    await confirmOutside(moment.context, actor(moment, 'head'), control, {
      does: 'yes',
      system,
      seenOn: day,
      seen,
      reviewDueOn: addDays(day, 365),
    })
  }
}
