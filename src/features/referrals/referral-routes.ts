import type * as z from 'zod'
import { type ReferralRoute, referralRoutesSchema, type routeSchema } from './route.ts'

export type { ReferralRoute }

const image = 'The image itself, a copy, or a description of what it shows.'
const names = 'More about any child than is needed.'
const hours = (amount: number) => ({ amount, clock: 'hours' as const })
const workingDays = (amount: number) => ({ amount, clock: 'workingDays' as const })

const routes: (Omit<z.input<typeof routeSchema>, 'isUnverified'> & { isUnverified?: true })[] = [
  { id: 'police-999', name: 'Police, ambulance, fire: 999', when: 'Somebody is in danger now.', who: 'Anyone', deadline: hours(0.25), neverSend: image, directoryRole: 'emergencyServices', by: 'dsl', answerWithinWorkingDays: null, escalation: 'Ring again; stay on the line.' },
  { id: 'police-101', name: 'Police: 101', when: 'A crime is suspected, or an adult has images of a child.', who: 'Head or safeguarding lead', deadline: hours(24), neverSend: image, directoryRole: 'police', by: 'head', answerWithinWorkingDays: 5, escalation: 'Ask for the duty sergeant, with the reference.' },
  { id: 'social-care', name: 'Children’s social care', when: 'A child may be suffering, or be likely to suffer, significant harm.', who: 'Safeguarding lead; anyone may', deadline: hours(12), neverSend: image, directoryRole: 'socialCare', by: 'dsl', answerWithinWorkingDays: 1, escalation: 'Chase after one working day, then the local escalation procedure.', isUnverified: true },
  { id: 'lado', name: 'LADO', when: 'An adult of the school may meet any of the four limbs.', who: 'Head; chair of governors if it is about the head', deadline: workingDays(1), neverSend: 'Anything to the adult concerned, before the LADO has advised.', directoryRole: 'lado', by: 'head', answerWithinWorkingDays: 1, escalation: 'Ring the local authority’s duty line.' },
  { id: 'liaison-officer', name: 'Child protection liaison officer', when: 'A pupil is in a case that may be illegal (Thorn).', who: 'Safeguarding lead', deadline: hours(24), neverSend: image, directoryRole: 'childProtectionLiaison', by: 'dsl', answerWithinWorkingDays: 2, escalation: 'Children’s social care.' },
  { id: 'local-authority', name: 'Local authority', when: 'A crime is suspected and the local authority is told first, or nobody inside can be approached.', who: 'Head; anyone may', deadline: hours(24), neverSend: image, directoryRole: 'localAuthority', by: 'head', answerWithinWorkingDays: 5, escalation: 'Police: 101.' },
  { id: 'county-adviser', name: 'Online safety adviser of the county', when: 'An incident that may be illegal, or advice on what to do next.', who: 'Head or safeguarding lead', deadline: hours(24), neverSend: image, directoryRole: 'onlineSafetyAdviser', by: 'head', answerWithinWorkingDays: 5, escalation: 'The local authority.' },
  { id: 'board', name: 'Safeguarding children partnership', when: 'Its procedures ask for a report.', who: 'Safeguarding lead', deadline: null, neverSend: names, directoryRole: 'safeguardingBoard', by: 'dsl', answerWithinWorkingDays: 5, escalation: 'Children’s social care.' },
  { id: 'ceop', name: 'CEOP', when: 'Grooming or exploitation online.', who: 'Child, parent or safeguarding lead', deadline: hours(24), neverSend: image, directoryRole: 'ceop', by: 'dsl', answerWithinWorkingDays: 5, escalation: 'Police: 101.' },
  { id: 'iwf', name: 'Internet Watch Foundation', when: 'Images of child abuse lie openly online.', who: 'Anyone, without a name if they wish', deadline: hours(24), neverSend: 'The content, a copy or a screenshot: the address alone.', directoryRole: 'iwf', by: 'dsl', answerWithinWorkingDays: null, escalation: 'Police: 101.', isUnverified: true },
  { id: 'report-remove', name: 'Report Remove', when: 'A child wants an own nude image taken down.', who: 'The child, with help', deadline: null, neverSend: 'Anything: the child sends it, never the school.', directoryRole: 'reportRemove', by: 'dsl', answerWithinWorkingDays: null, escalation: 'Childline, 0800 1111.' },
  { id: 'report-harmful-content', name: 'Report Harmful Content', when: 'Legal but harmful, the person is 13 or over, and the site did nothing.', who: 'Anyone', deadline: null, neverSend: names, directoryRole: 'reportHarmfulContent', by: 'dsl', answerWithinWorkingDays: 5, escalation: 'The Professionals Online Safety Helpline.', isUnverified: true },
  { id: 'prevent', name: 'Prevent and Channel', when: 'Somebody may be drawn into terrorism.', who: 'Safeguarding lead', deadline: hours(24), neverSend: 'Terrorist material itself.', directoryRole: 'prevent', by: 'dsl', answerWithinWorkingDays: 5, escalation: 'Police: 101; 999 in danger.' },
  { id: 'ico', name: 'Information Commissioner', when: 'A breach of personal data that is a risk to people.', who: 'Data protection officer or head', deadline: hours(72), neverSend: names, directoryRole: 'ico', by: 'head', answerWithinWorkingDays: 5, escalation: 'Report what is known; the rest may follow.' },
  { id: 'report-fraud', name: 'Report Fraud', when: 'Fraud or a cyber attack.', who: 'Head or IT support', deadline: null, neverSend: 'Passwords.', directoryRole: null, by: 'head', answerWithinWorkingDays: null, escalation: 'Police: 101.', isUnverified: true },
  { id: 'ncsc', name: 'National Cyber Security Centre', when: 'A serious cyber attack.', who: 'Head or IT support', deadline: null, neverSend: 'Passwords.', directoryRole: null, by: 'head', answerWithinWorkingDays: null, escalation: 'The sector’s incident mailbox of the DfE.', isUnverified: true },
  { id: 'online-safety-helpline', name: 'Professionals Online Safety Helpline', when: 'Staff want advice.', who: 'Any member of staff', deadline: null, neverSend: names, directoryRole: 'professionalsHelpline', by: 'dsl', answerWithinWorkingDays: null, escalation: 'The local authority’s adviser.' },
  { id: 'dbs-tra', name: 'DBS and Teaching Regulation Agency', when: 'An adult was removed, or left, because of harm or risk to a child.', who: 'Head; chair of governors if it is about the head', deadline: null, neverSend: names, directoryRole: null, by: 'head', answerWithinWorkingDays: 10, escalation: 'The LADO and schools HR.', isUnverified: true },
]

/** The routes as delivered; their deadlines are the longest a school has. */
export const referralRoutes = referralRoutesSchema.parse({
  version: 1,
  from: '2026-09-01',
  routes: routes.map((route) => ({ ...route, isUnverified: route.isUnverified ?? false })),
})

export function referralRoute(id: string): ReferralRoute | undefined {
  return referralRoutes.routes.find((route) => route.id === id)
}
