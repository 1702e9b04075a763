import type { ModelSection } from '../model.ts'

/** Acceptable use, learning, data, infrastructure, and what happens when something goes wrong. */
export const usingSystems: readonly ModelSection[] = [
  {
    heading: 'Acceptable use',
    paragraphs: [
      {
        text: 'Acceptable use is the same wherever our systems are used, on the premises or away from them. They are there mainly for education and for running the school. Reasonable personal use is permitted, in breaks from work only.',
        clauses: ['H35', 'H36'],
      },
      {
        text: 'We use our ICT systems as data protection law requires. Nobody tries to use them for anything illegal, or to reach illegal material. When we write to others, we write as professionals.',
        clauses: ['H37', 'H38', 'H39'],
      },
      {
        text: 'Nobody tells another person their password, or keeps a written copy where somebody might take it. Logging on with somebody else’s name, or trying to, is prohibited.',
        clauses: ['H40', 'H41'],
      },
      {
        text: 'Whoever comes across material or an event that seems illegal, inappropriate or harmful reports it promptly to the person designated for online safety. If a child may be in danger now, ring 999 first.',
        clauses: ['H42'],
      },
      {
        text: 'Nobody opens, copies, removes or alters another person’s files without their express permission.',
        clauses: ['H43'],
      },
    ],
  },
  {
    heading: 'Pictures and staying in touch',
    paragraphs: [
      {
        text: 'Pictures of people are taken or published only with their permission and, for pupils, with their parents’. Names and details that identify somebody are not attached to pictures that are recorded or published for education.',
        clauses: ['H44', 'H45'],
      },
      {
        text: 'We keep in touch with pupils and parents through official systems, as far as possible through nothing else, and publish no personal contact details there. Holders of senior posts who need confidential mail may ask for a separate address.',
        clauses: ['H46', 'H47'],
      },
      {
        text: 'Adults do not use personal social networks through school systems. Links and attachments in e-mail stay unopened unless they come from a sender who is known and trusted.',
        clauses: ['H50', 'H51'],
      },
    ],
  },
  {
    heading: 'Equipment',
    paragraphs: [
      {
        text: 'Employees use personal devices for work only if the school agrees. Such a device is secured, protected by a password, encrypted, and runs software that safeguards it.',
        clauses: ['H48', 'H49'],
      },
      {
        text: 'Everybody sees that their data is backed up regularly, as the rules of the system say. Large downloads and uploads need permission, because they can overload our systems.',
        clauses: ['H52', 'H53'],
      },
      {
        text: 'Nobody installs programs or changes settings unless the rules of the system permit it. Nobody deliberately disables or damages equipment. Damage and faults are reported to the member of staff whose task that is.',
        clauses: ['H54', 'H55', 'H56'],
      },
    ],
  },
  {
    heading: 'Social media',
    paragraphs: [
      {
        text: 'We hold pupils and employees to the same standards on social media as everywhere else. For support staff these are in the code of conduct, for teachers in the Teachers’ Standards.',
        clauses: ['H57'],
      },
      {
        text: 'What somebody does in private life is theirs. The school steps in only where the law or a contract is broken, or where the school is brought into disrepute.',
        clauses: ['H58'],
      },
    ],
  },
  {
    heading: 'Learning about online safety',
    paragraphs: [
      {
        text: 'Learning about online safety has high priority throughout the school. Pupils are taught it in every part of the curriculum.',
        clauses: ['H59', 'H21'],
      },
      {
        text: 'Every employee is trained at induction and throughout their employment, in what their role asks for. Volunteers and governors who use the school’s ICT are offered the same training.',
        clauses: ['H19', 'H20', 'H61'],
      },
      {
        text: 'What staff need to learn is reviewed regularly, and the content of training is kept current. It is linked to child protection and data protection, and covers the copyright of electronic material.',
        clauses: ['H62', 'H63'],
      },
      {
        text: 'Parents and carers, and people from the community who use our systems, are offered information and learning about online safety.',
        clauses: ['H60'],
      },
    ],
  },
  {
    heading: 'Data and infrastructure',
    paragraphs: [
      {
        text: 'Everybody who uses our systems knows the data protection policy, and how data is stored securely.',
        clauses: ['H64'],
      },
      {
        text: 'The safety and security of our ICT systems are reviewed regularly. Devices on site and mobile devices are protected by strong passwords and encryption.',
        clauses: ['H65', 'H66'],
      },
      {
        text: 'Internet access is filtered for everybody, so that nobody reaches illegal content. Content that is not appropriate is filtered as well, differently for different groups of people.',
        clauses: ['H67', 'H68'],
      },
      {
        text: 'Systems watch automatically for illegal material, profanity and spam, to safeguard children and adults. The head and senior leaders receive regular reports that say whether there were incidents. When there were none, the report says so.',
        clauses: ['H69', 'H70'],
      },
      {
        text: 'Where there is evidence of misuse, the investigation may include more monitoring than usual. Everybody is told here that this can happen.',
        clauses: ['H71'],
      },
    ],
  },
  {
    heading: 'When something goes wrong',
    paragraphs: [
      {
        text: 'A suspicion that has to do with child protection goes to the designated safeguarding lead at once and is reported as the safeguarding partners’ procedures say. A concern about an adult who works here goes to the head teacher, one about the head to the chair of governors, and the LADO is consulted before anybody is told.',
        clauses: ['H72'],
      },
      {
        text: 'A suspicion of other illegal activity is reported to the head teacher, who takes the advice that suits the activity and the people. Nobody looks for, opens or copies what may be an illegal image; the police do that.',
        clauses: ['H73'],
      },
      {
        text: 'Depending on that advice and on what is found at first, the head reports an alleged crime to the police and may begin disciplinary procedures.',
        clauses: ['H74'],
      },
      {
        text: 'Use that is suspected of being inappropriate is reported to the head teacher or to the senior leader who is designated for it, to be investigated and acted on. What follows may be an informal talk, better training, a disciplinary investigation of an employee, or what the pupil behaviour policy says.',
        clauses: ['H75', 'H76'],
      },
    ],
  },
]
