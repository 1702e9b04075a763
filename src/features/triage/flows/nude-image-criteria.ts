import type { FlowText } from '../flow.ts'

/** One question a page. Any yes, or doubt, means the police and social care at once. */
const criteria = [
  ['adult-involved', 'Is an adult involved in any way?'],
  ['pressure', 'Was a child pressed, tricked, groomed or blackmailed, or could a child not freely agree?'],
  ['unusual', 'Is it said to show violence, or something a child of that age would not do?'],
  ['under-13', 'Is any child in it under 13?'],
  ['immediate-risk', 'Is any child at risk now, of harming themselves or otherwise?'],
] as const

export const referralCriteria: FlowText['nodes'] = criteria.map(([id, title], i) => ({
  id,
  kind: 'question',
  who: 'dsl',
  title,
  origin: 'ours',
  note: 'From the national advice, which the policies do not repeat. Go by what people say, not by the picture.',
  answers: [
    { id: 'yes', label: 'Yes', next: 'refer', finds: ['childAtRisk'] },
    { id: 'not-sure', label: 'Not sure', next: 'refer', finds: ['childAtRisk'] },
    { id: 'no', label: 'No', next: criteria[i + 1]?.[0] ?? 'risk' },
  ],
}))
