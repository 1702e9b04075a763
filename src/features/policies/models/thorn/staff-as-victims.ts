import type { ModelSection } from '../model.ts'

/** The third flow: when staff are the target of what others do online. */
export const staffAsVictims: readonly ModelSection[] = [
  {
    heading: 'If staff are the victims',
    paragraphs: [
      {
        text: 'Every incident against staff is reported to the head teacher, the governors or both, who record it in the log. Somebody who cannot approach the head may report to another senior leader or to the local authority.',
        clauses: ['T134', 'T138'],
      },
      {
        text: 'Evidence is kept, with print-outs or screenshots of words, and the button that reports abuse is used where it helps. Nobody makes a copy of what may be an illegal image.',
        clauses: ['T135', 'T136'],
      },
      {
        text: 'The head teacher or the chair of governors may be the one person through whom everything goes. We consider whether to bring in the chair, to report to the full governing body, or both.',
        clauses: ['T137', 'T139'],
      },
      {
        text: 'Staff who are affected are shown where they find support: the e-safety adviser, HR, school governance, the police, and their union.',
        clauses: ['T140'],
      },
    ],
  },
  {
    heading: 'If a member of staff did it',
    paragraphs: [
      {
        text: 'Schools’ HR, the e-safety adviser or both are contacted, and before any other step if it is serious. The member of staff is asked to remove the material within {setting:takedowns.personHours}, unless somebody advised not to speak about a serious case. The agreement that they signed and the code of conduct are checked, and what it means for their contract is considered.',
        clauses: ['T141', 'T142', 'T143'],
      },
    ],
  },
  {
    heading: 'If a pupil did it',
    paragraphs: [
      {
        text: 'The pupil is identified and asked to remove the material, with reference to the agreement that they signed. If a pupil under 13 refuses, the social network is asked to close the account. We act by the school’s rules, and tell parents if it is serious or goes on.',
        clauses: ['T144', 'T145', 'T146'],
      },
      {
        text: 'If it is serious, or advice is needed, the neighbourhood police team and the anti-bullying adviser are told. If the child is at risk, the safeguarding lead is consulted, who may contact the LADO.',
        clauses: ['T147', 'T148'],
      },
    ],
  },
  {
    heading: 'If a parent did it',
    paragraphs: [
      {
        text: 'The parent is invited in to talk about it, with the home-school agreement that they signed, and asked to remove the material. If that does not settle it, we consider involving the chair of governors and sending a letter.',
        clauses: ['T149', 'T150', 'T151'],
      },
    ],
  },
]
