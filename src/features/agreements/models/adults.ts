// Model texts for adults: staff, governors, volunteers, visitors.

import type { AgreementText, Paragraph } from './model.ts'

const queries: Paragraph = {
  key: 'queries',
  text: 'I sign with my full name, my job or role, and the date. If anything here is unclear I ask the head or a deputy head before I sign.',
  clauses: ['T34', 'T190'],
}
const offLimits: Paragraph = {
  key: 'off-limits',
  text: 'I do not visit, make, post, download, upload or pass on anything that the policy prohibits: whatever is illegal, obscene, discriminatory or threatening, harms people or systems, or gets round safeguards. I do not run a private business on the school’s systems.',
  clauses: ['B160', 'B101'],
}
const everywhere: Paragraph = {
  key: 'everywhere',
  text: 'This holds on school premises, wherever I use school equipment, and in every electronic contact with colleagues or children, whoever owns the device.',
  clauses: ['R13', 'A11', 'R28'],
}
const help: Paragraph = {
  key: 'help',
  text: 'I report what worries me to the safeguarding lead at once. I look after my own safety online. Nobody is blamed for what they were pressured or tricked into. Deliberate misuse has consequences under the school’s conduct and behaviour policies.',
  clauses: ['R28'],
}

export const staff: AgreementText = {
  title: 'Acceptable use agreement for staff',
  introduction: 'For everybody employed here, supply staff included.',
  sections: [
    {
      heading: 'How I use the school’s technology',
      paragraphs: [
        {
          key: 'purpose',
          text: 'I use the school’s systems for my work, or for what the head or the governors accept as reasonable, in line with the policy and with the training I was given.',
          clauses: ['T35', 'H31', 'A11'],
        },
        offLimits,
        everywhere,
        {
          key: 'champion',
          text: 'I stand up for the online safety and data protection policies. I make sure that the pupils I work with understand their rules and keep to them, and I help them to become responsible users.',
          clauses: ['T50', 'B139'],
        },
        {
          key: 'visitors',
          text: 'When I bring a visitor to the school, I answer for their keeping to the visitors’ agreement.',
          clauses: ['R27'],
        },
      ],
    },
    {
      heading: 'What this agreement is',
      paragraphs: [
        {
          key: 'contract',
          text: 'This agreement is part of the terms on which I am employed.',
          clauses: ['T52'],
        },
        {
          key: 'understood',
          text: 'I have read and understood the online safety and data security policies that it stands on. I have network access once I have signed.',
          clauses: ['T190', 'B6', 'B20', 'R26'],
        },
        help,
        queries,
      ],
    },
  ],
  promise: 'I have read and understood this agreement and I will keep to it.',
}

export const governor: AgreementText = {
  title: 'Acceptable use agreement for governors',
  introduction: 'For governors and trustees who use the school’s systems or see its information.',
  sections: [
    {
      heading: 'What I agree to',
      paragraphs: [
        {
          key: 'purpose',
          text: 'I use the school’s systems and information for my work as a governor, in line with the policy and with the training I was given.',
          clauses: ['H31', 'T35', 'A11'],
        },
        offLimits,
        everywhere,
        {
          key: 'understood',
          text: 'I have read and understood the online safety and data security policies.',
          clauses: ['T190', 'B6'],
        },
        help,
        queries,
      ],
    },
  ],
  promise: 'I have read and understood this agreement and I will keep to it.',
}

export const volunteer: AgreementText = {
  title: 'Agreement and code of conduct for volunteers',
  introduction: 'To be read with the volunteers’ handbook, and signed before the first day.',
  sections: [
    {
      heading: 'Before I start',
      paragraphs: [
        {
          key: 'handbook',
          text: 'I was given the handbook. I have read and understood it, this code of conduct and agreement, and the policies that they name: child protection, behaviour, online safety and data protection.',
          clauses: ['R41', 'T190', 'B6'],
        },
        {
          key: 'training',
          text: 'I use the school’s technology only as I was shown and as the policy says, and only for what I help with.',
          clauses: ['H31', 'A11', 'R26', 'B20'],
        },
      ],
    },
    {
      heading: 'While I help',
      paragraphs: [
        {
          key: 'conduct',
          text: 'I am never alone online with a child, I take no pictures, I share nothing that I hear or see here, and I have no contact with pupils on social media or by telephone.',
          clauses: ['R41', 'R13'],
        },
        offLimits,
        help,
      ],
    },
  ],
  promise: 'I have read and understood the handbook and this agreement, and I will keep to them.',
}

export const visitor: AgreementText = {
  title: 'Agreement for visitors and contractors',
  introduction: 'For everybody who uses the school’s network and is not a member of the school.',
  sections: [
    {
      heading: 'What I agree to',
      paragraphs: [
        {
          key: 'purpose',
          text: 'I use the network only for what I came to do, under the name that I was given, and I know that use is monitored.',
          clauses: ['R26', 'A11', 'T35'],
        },
        {
          key: 'host',
          text: 'The member of staff who asked me here answers for my keeping to this agreement, and I follow what they say.',
          clauses: ['R27'],
        },
        offLimits,
        {
          key: 'children',
          text: 'I take no pictures of children, I do not contact them, and if something worries me I tell the safeguarding lead before I leave.',
          clauses: ['R28', 'R13'],
        },
        queries,
      ],
    },
  ],
  promise: 'I have read this and I will keep to it.',
}
