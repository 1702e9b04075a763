// What each school of the demonstration entered in its first weeks: its policy, whom it reaches outside, who covers.

import { addDays } from '#/kernel/london-time.ts'
import { addConnection } from '../src/features/directories/keep-connection.ts'
import { addCover } from '../src/features/people/index.ts'
import { changeContact, contactForm } from '../src/features/schools/change-contact.ts'
import { changeSetting, choosePolicy } from '../src/features/schools/change-setting.ts'
import type { ContactRole } from '../src/features/schools/index.ts'
import { type Act, actor, type Moment, type Stage } from './moment.ts'
import { yearOf } from './school-days.ts'
import { demoSchools } from './schools.ts'

/** Numbers in these ranges are kept free for drama: nobody is rung by mistake. */
const contacts: readonly (readonly [role: ContactRole, name: string, phone: string, email?: string])[] = [
  ['lado', 'Designated officer, Westmarch Council', '01632 960101'],
  ['socialCare', 'Westmarch children’s front door', '01632 960102'],
  ['outOfHoursSocialCare', 'Westmarch emergency duty team', '01632 960103'],
  ['localAuthority', 'Westmarch Council, education safeguarding', '01632 960104'],
  ['childProtectionLiaison', 'School liaison officer', '01632 960105'],
  ['onlineSafetyAdviser', 'Westmarch online safety adviser', '01632 960106'],
  ['neighbourhoodPolice', 'Neighbourhood team', '01632 960107'],
  ['youthCrimeOfficer', 'Youth officer', '01632 960108'],
  ['antiBullyingAdviser', 'Westmarch anti-bullying adviser', '01632 960109'],
  ['hr', 'Trust human resources', '01632 960110'],
  ['governanceSupport', 'Westmarch governor services', '01632 960111'],
  ['safeguardingBoard', 'Westmarch safeguarding children partnership', '01632 960112'],
  ['filterProvider', 'Clearwater Filtering, helpdesk', '01632 960113', 'desk@clearwater.example'],
  ['ictSupport', 'Trust ICT helpdesk', '01632 960114'],
  ['connectivity', 'Northmoor Broadband', '01632 960115'],
  ['dpo', 'Trust data protection officer', '01632 960116'],
  ['prevent', 'Prevent education officer', '01632 960117'],
]

/** The first acts of a school: on the last days of the summer holidays before its first year here. */
export function setUpActs(stage: Stage): Act[] {
  const year = yearOf(stage.lastDay) - 2
  const at = (day: string, time: string): Date => new Date(`${year}-08-${day}T${time}:00Z`)
  return [
    { at: at('27', '08:00'), play: followPolicy },
    { at: at('27', '08:30'), play: nameNetworks },
    ...contacts.map((contact, number) => ({
      at: new Date(at('27', '09:00').getTime() + number * 4 * 60_000),
      play: (moment: Moment) => enterContact(moment, contact),
    })),
    ...coverActs(stage),
    ...(stage.loaded.school.code === 'T' ? [{ at: at('29', '09:00'), play: noteDirectory }] : []),
  ]
}

function followPolicy(moment: Moment): Promise<void> {
  const { code } = moment.stage.loaded.school
  const why = 'The governors adopted this policy.'
  return choosePolicy(moment.context, actor(moment, 'head'), { policy: code, why }).then(() => undefined)
}

/** Of each school, a network for children and one for adults, all on this machine: so the filter can be tried from here. */
async function nameNetworks(moment: Moment): Promise<void> {
  const { slug } = moment.stage.loaded.school
  const range = demoSchools.find((one) => one.slug === slug)?.networkRange ?? ''
  await changeSetting(moment.context, actor(moment, 'head'), {
    key: 'filtering.networks',
    value: `${range} keyStage2\n${range.replace('.0/24', '.128/25')} staff`,
    why: 'The network manager gave us the ranges.',
    seenVersion: 0,
  })
}

function enterContact(moment: Moment, [role, name, phone, email]: (typeof contacts)[number]): Promise<void> {
  const entry = contactForm.parse({ name, phone, ...(email && { email }) })
  return changeContact(moment.context, actor(moment, 'office'), { ...entry, role, seenId: null })
}

/** Begun and never finished: the demonstration connects to nothing outside, and the page says that nothing is tried. */
async function noteDirectory(moment: Moment): Promise<void> {
  await addConnection(moment.context, actor(moment, 'head'), {
    name: 'Curriculum network',
    dialect: 'activeDirectory',
    host: 'dc1.directory.invalid',
    port: 636,
    security: 'ldaps',
    trusted: null,
  })
}

/** Evenings, weekends and holidays: lead and deputy take turns, four weeks each, dated a year ahead every August. */
function coverActs(stage: Stage): Act[] {
  const acts: Act[] = []
  const first = yearOf(stage.lastDay) - 2
  for (let year = first; year <= first + 2; year += 1) {
    for (let turn = 0; turn < 13; turn += 1) {
      const startsOn = addDays(`${year}-09-01`, turn * 28)
      const endsOn = turn === 12 ? `${year + 1}-09-01` : addDays(startsOn, 28)
      acts.push({
        at: new Date(`${year}-08-28T10:${String(turn).padStart(2, '0')}:00Z`),
        play: (moment) => cover(moment, turn % 2 === 0 ? 'dsl' : 'deputydsl', startsOn, endsOn),
      })
    }
  }
  return acts
}

async function cover(moment: Moment, part: string, startsOn: string, endsOn: string): Promise<void> {
  const { school } = moment.stage.loaded
  const personId = actor(moment, part).personId
  const line = demoSchools.findIndex(({ slug }) => slug === school.slug) + 1
  await addCover(moment.context, actor(moment, 'dsl'), {
    personId,
    startsOn,
    startsAt: '08:00',
    endsOn,
    endsAt: '08:00',
    reachBy: `The school’s duty telephone, 07700 90010${line}`,
  })
}
