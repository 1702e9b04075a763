import type { ModelSection } from '../model.ts'

/** What the policy covers, how it is reviewed, and how it reaches people. */
export const aboutThisPolicy: readonly ModelSection[] = [
  {
    heading: 'About this policy',
    paragraphs: [
      {
        text: 'This policy, and the acceptable use agreements that belong to it, cover staff, governors, pupils, and visitors who come regularly to work with pupils. They hold for the school’s technology and for personal technology that is brought on site.',
        clauses: ['T1'],
      },
      {
        text: 'All staff, also those who do not handle data, know the risks to its security and how to keep them small. Everybody keeps safe the sensitive information that they use in their work, and staff keep all personal, sensitive, confidential or classified school data secure.',
        clauses: ['T2', 'T62'],
      },
      {
        text: 'Everybody who uses the internet here is made aware of its risks, and of minimum ages, which are 13 for most services and are not to be ignored. We teach pupils, in lessons and outside them, how to behave and think for themselves so that they stay safe and within the law online.',
        clauses: ['T262', 'T263'],
      },
      {
        text: 'Staff share one summary of their professional responsibilities, which their unions endorse. It is linked to this policy, as is guidance on data protection for heads and governors.',
        clauses: ['T53', 'T59'],
      },
    ],
  },
  {
    heading: 'How this policy is written and reviewed',
    paragraphs: [
      {
        text: 'Staff, the head teacher and the governors read, amend and approve this policy, and the day is recorded. We share it with parents and invite parents and pupils to contribute to it.',
        clauses: ['T178', 'T261'],
      },
      {
        text: 'It is reviewed at least every {setting:policies.reviewMonths}, and we consider what it means for the development plan of the whole school. It is amended when we take up a new technology, or when government orders or guidance change.',
        clauses: ['T259', 'T260'],
      },
      {
        text: 'Staff can raise a question of e-safety with the {setting:people.coordinatorTitle}, and one of data security with the senior leaders, at any time.',
        clauses: ['T258'],
      },
    ],
  },
  {
    heading: 'Inspecting equipment',
    paragraphs: [
      {
        text: 'ICT staff who are authorised may inspect any equipment that the school owns or leases, at any time and without notice. They show who they are when they are asked, and whoever has doubts may have their authority confirmed by their department.',
        clauses: ['T3', 'T4'],
      },
    ],
  },
]
