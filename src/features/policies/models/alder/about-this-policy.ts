import type { ModelSection } from '../model.ts'

/** What the policy is, who answers for what, and what everybody owes everybody else. */
export const aboutThisPolicy: readonly ModelSection[] = [
  {
    heading: 'About this policy',
    paragraphs: [
      {
        text: 'Technology is part of how children at {school} learn, make friends and find things out. This policy says how we keep them, and the adults who work with them, safe while they use it. It covers every device that the school owns, fixed or mobile, at all times and wherever it is. It also covers any device that belongs to a child or an adult, for as long as that device is on our site.',
        clauses: ['A1'],
      },
      {
        text: 'Online safety is one part of keeping children safe, so this policy does not stand alone. Read it with our acceptable use agreements for adults and for young people, the guide that explains them, our safeguarding and anti-bullying policies, and the council’s internet policy, code of practice and e-mail policy. They are listed beside this policy.',
        clauses: ['A2'],
      },
      {
        text: 'The policy belongs to the designated safeguarding lead, who is also our online safety co-ordinator. The date from which it applies, and the date by which it is reviewed next, stand at its head. It is looked at again at least every {setting:policies.reviewMonths}.',
        clauses: ['A3'],
      },
    ],
  },
  {
    heading: 'Telling everybody about it',
    paragraphs: [
      {
        text: 'Anybody may read this policy and the documents that go with it: they are on our public website. We go through them with every group in our community (children, staff, governors, parents and carers, volunteers) at least once a year, and again whenever they change.',
        clauses: ['A4', 'A5'],
      },
      {
        text: 'Notices about staying safe hang in every place where children use computers, in words and pictures that they understand. Parents and carers hear about online safety at parents’ evenings and in the school newsletter.',
        clauses: ['A6', 'A7'],
      },
    ],
  },
  {
    heading: 'Who answers for what',
    paragraphs: [
      {
        text: 'The head teacher and the governors answer, in the end, for safe practice throughout the school and for how we deal with problems.',
        clauses: ['A8'],
      },
      {
        text: 'The designated safeguarding lead, a member of the senior management team, is our online safety co-ordinator. There is one person to turn to, and that person looks after online safety from day to day.',
        clauses: ['A9'],
      },
      {
        text: 'An online safety committee reviews this policy, weighs new risks and keeps an eye on how online safety is taught. Its members are the computing leader, the ICT operations manager, the school business manager and the designated safeguarding lead.',
        clauses: ['A10'],
      },
    ],
  },
  {
    heading: 'What we all do',
    paragraphs: [
      {
        text: 'Everybody in our community uses technology responsibly, answers for what they do with it, and sets an example that a child could follow. That is as true outside school as in it.',
        clauses: ['A11'],
      },
      {
        text: 'If something goes wrong online, or might have, everybody tells the online safety co-ordinator in the way that the school has set out. If a child may be in danger now, ring 999 first. Nobody is in trouble for telling us.',
        clauses: ['A12'],
      },
      {
        text: 'We tell everybody plainly that what they do on the school’s network, and what they send over it, is monitored. Private messages that pass through our network are no exception. Where there is reason to suspect unacceptable use, we may look more closely and follow further procedures. This paragraph tells everyone beforehand that this can happen.',
        clauses: ['A13', 'A14'],
      },
    ],
  },
]
