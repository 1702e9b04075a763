import type { Practice } from './practice.ts'

/** What families see of it. */
export const familyPractices: readonly Practice[] = [
  {
    key: 'notices-are-up',
    version: 1,
    title: 'Notices and rules hang where computers are used',
    should: 'In every room with computers, the rules and notices hang where children see them.',
    look: 'Walk through the rooms.',
    proof: 'The list of rooms, or a picture of each notice without anybody in it.',
    who: 'coordinator',
    every: 'term',
    clauses: ['A6', 'B19', 'B42', 'R34'],
  },
  {
    key: 'parents-asked-and-advised',
    version: 1,
    title: 'The school talks with parents about being online',
    should: 'Parents are offered advice, and are asked what helps and what worries them.',
    look: 'Hold a session, or a table at a parents’ evening.',
    proof: 'The invitation, and how many came.',
    who: 'coordinator',
    every: 'year',
    clauses: ['A76', 'T177'],
  },
  {
    key: 'one-message-to-parents',
    version: 1,
    title: 'All parents hear the same about online safety',
    should: 'What teachers, newsletters and the website say agrees.',
    look: 'Put side by side what three of them said this term.',
    proof: 'The three texts.',
    who: 'coordinator',
    every: 'term',
    clauses: ['T86'],
  },
  {
    key: 'parents-keep-their-agreement',
    version: 1,
    title: 'Parents help their child keep to the agreement',
    should: 'Parents see to it that their child follows the rules for computers and the internet.',
    look: 'Go through what parents told the school and what the school told parents this term.',
    proof: 'Your note of what came up, without names.',
    who: 'coordinator',
    every: 'year',
    clauses: ['T26'],
  },
]
