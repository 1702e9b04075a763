import { routeTo } from '../referrals/index.ts'
import type { Flow, FlowNode, StepNode } from './flow.ts'
import type { TriageSettings } from './triage-settings.ts'
import type { Contact } from './triage-words.ts'

/** How a contact is spoken of in a sentence. The directory has the name and the number. */
export const contactNames: Record<Contact, string> = {
  emergencyServices: '999',
  police: 'the police',
  neighbourhoodPolice: 'the neighbourhood police',
  youthCrimeOfficer: 'the youth crime officer',
  lado: 'the LADO',
  socialCare: 'children’s social care',
  localAuthority: 'the local authority',
  onlineSafetyAdviser: 'the online safety adviser',
  childProtectionLiaison: 'the child protection liaison officer',
  filterProvider: 'the filter provider’s desk',
  hr: 'schools HR',
  governanceSupport: 'school governance support',
  antiBullyingAdviser: 'the anti-bullying adviser',
  union: 'the union',
  reportRemove: 'Report Remove',
  provider: 'the site or app',
  counterTerrorism: 'counter-terrorism police',
}

/** One step for each contact of the school's list, one after the other; the last leads on to where the step led. */
function oneForEach(step: StepNode, contacts: readonly Contact[]): FlowNode[] {
  const { each: _each, route: _route, ...rest } = step
  const idOf = (i: number) => (i === 0 ? step.id : `${step.id}.${i + 1}`)
  return contacts.map((contact, i) => ({
    ...rest,
    id: idOf(i),
    title: `${step.title}: ${contactNames[contact]}`,
    means: `${step.means ?? step.id}.${contact.toLowerCase()}`,
    contact,
    ...routed(step, contact),
    next: i === contacts.length - 1 ? step.next : idOf(i + 1),
  }))
}

/** Where each is told by a referral, the form opens with the route to that very contact. */
function routed({ opens }: StepNode, contact: Contact): { route?: string } {
  const route = opens === 'referral' ? routeTo(contact) : undefined
  return route ? { route: route.id } : {}
}

/** The flow as it stands in one school: steps that a setting lists are written out, in the school's order. */
export function settleFlow(flow: Flow, settings: TriageSettings): Flow {
  const nodes = flow.nodes.flatMap((node) =>
    node.kind === 'step' && node.each ? oneForEach(node, settings.contacts[node.each]) : [node],
  )
  return { ...flow, nodes }
}
