import type { ModelSection } from '../model.ts'

/** Parents and carers, and how the policy is made known. */
export const families: readonly ModelSection[] = [
  {
    heading: 'Parents and carers',
    paragraphs: [
      {
        text: 'Parents are kept up to date with online safety, with our policies and agreements, and with whom to turn to when they are worried. Evenings, newsletters, letters, the website and material from campaigns help them to understand what children meet online.',
        clauses: ['B18', 'B148'],
      },
      {
        text: 'We tell pupils and parents that social networks may not be suitable for children of primary age, and that many ask for an age of 13. Children are strongly advised not to use them at home, in keeping with the terms of each service. Reminders go out in the newsletter and the weekly class e-mails.',
        clauses: ['B26', 'B27', 'B28'],
      },
      {
        text: 'We encourage parents to support the school in what it does for good practice online, and to keep to the guidelines on photographs and films at school events, on the website, and on pupils’ records online.',
        clauses: ['B149', 'B150', 'B162'],
      },
    ],
  },
  {
    heading: 'Making this policy known',
    paragraphs: [
      {
        text: 'The policy is on the website. It is talked about at parents’ meetings, workshops, events and staff meetings, in the weekly and half-termly newsletters, and on displays at the entrance.',
        clauses: ['B151'],
      },
      {
        text: 'The annual report to parents and the head’s reports to the governors cover it.',
        clauses: ['B153'],
      },
    ],
  },
]
