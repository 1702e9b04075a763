// Model texts for pupils, by age: pictures and very few words, then plain sentences, then what a teenager is due.

import type { AgreementText } from './model.ts'

export const pupilEarly: AgreementText = {
  title: 'My promise for tablets and computers',
  introduction: 'A grown-up reads this with you.',
  sections: [
    {
      heading: 'I stay safe',
      paragraphs: [
        { key: 'ask', text: 'I ask before I use a tablet.', clauses: ['B144', 'H9'], picture: 'question' },
        {
          key: 'school-work',
          text: 'I do what my teacher shows me.',
          clauses: ['T9', 'A11'],
          picture: 'screen-off',
        },
        {
          key: 'secret',
          text: 'I keep my name and my home a secret.',
          clauses: ['T16'],
          picture: 'password',
        },
        {
          key: 'pictures',
          text: 'I only take a picture when a grown-up says yes.',
          clauses: ['B146', 'T18'],
          picture: 'picture',
        },
      ],
    },
    {
      heading: 'I am kind',
      paragraphs: [
        { key: 'kind', text: 'I use kind words.', clauses: ['T264', 'T18'], picture: 'face-happy' },
        {
          key: 'ages',
          text: 'Some games and apps are for big children. I wait.',
          clauses: ['T262', 'T252'],
          picture: 'game',
        },
      ],
    },
    {
      heading: 'I tell',
      paragraphs: [
        {
          key: 'tell',
          text: 'If I feel sad, worried or funny inside, I tell a grown-up.',
          clauses: ['R28', 'A59', 'T251'],
          picture: 'tell',
        },
        {
          key: 'not-my-fault',
          text: 'I am not in trouble for telling. It is not my fault.',
          clauses: ['R28'],
          picture: 'safe-adult',
        },
      ],
    },
  ],
  promise: 'I will try my best.',
}

export const pupilKeyStage2: AgreementText = {
  title: 'Our computer and internet agreement (key stage 2)',
  introduction:
    'These rules keep you and your friends safe. Read them with an adult at home or at school, and ask about anything that is not clear.',
  sections: [
    {
      heading: 'At school',
      paragraphs: [
        {
          key: 'school-work',
          text: 'I use the school’s computers, tablets and e-mail for school work, as my teacher says and as this agreement says. I may go online at school because I have agreed to this.',
          clauses: ['T9', 'B144', 'T27', 'A11', 'H9'],
          picture: 'screen-off',
        },
        {
          key: 'own-behaviour',
          text: 'I am responsible for what I do online, just as in the playground. The rules are there to protect me.',
          clauses: ['T264', 'A11'],
          picture: 'face-happy',
        },
        {
          key: 'off-limits',
          text: 'I do not look for, make, send or pass on anything nasty, rude, frightening or against the law. I do not try to get round the school’s filter.',
          clauses: ['B160'],
          picture: 'stop',
        },
        {
          key: 'devices',
          text: 'I know the school’s rules about phones and watches, cameras, pictures of other people, and unkindness online, and I keep to them.',
          clauses: ['B146'],
          picture: 'picture',
        },
      ],
    },
    {
      heading: 'Wherever I am',
      paragraphs: [
        {
          key: 'personal-details',
          text: 'I do not give out my name, address, school, telephone number, passwords or pictures, or anybody else’s.',
          clauses: ['T16', 'A59'],
          picture: 'password',
        },
        {
          key: 'kind',
          text: 'I do not post or send pictures, films, sounds or words that could upset somebody. These rules count at home too, when it is about people at our school.',
          clauses: ['T18', 'R28'],
          picture: 'unkind',
        },
        {
          key: 'ages',
          text: 'Most social media is for people of {minimumAge} or older. I do not join before I am old enough. The age is there because of real risks.',
          clauses: ['T20', 'T262'],
          picture: 'game',
        },
        {
          key: 'permanent',
          text: 'What I post can be copied, seen by people I do not know, and kept for ever. The law counts online as well.',
          clauses: ['T252', 'T251'],
          picture: 'chat',
        },
      ],
    },
    {
      heading: 'If something is wrong',
      paragraphs: [
        {
          key: 'tell',
          text: 'If something online worries me, I tell an adult I trust, use “Tell the school”, or ring Childline on 0800 1111. I look after myself: I stop, I block, I keep what was sent, I tell.',
          clauses: ['R28', 'A59'],
          picture: 'tell',
        },
        {
          key: 'not-my-fault',
          text: 'If somebody made me do something or tricked me, it is not my fault and I will not be blamed.',
          clauses: ['R28'],
          picture: 'safe-adult',
        },
        {
          key: 'consequences',
          text: 'If I break these rules on purpose, I may lose my time online, and the school talks to my family.',
          clauses: ['R28'],
          picture: 'face-unsure',
        },
      ],
    },
  ],
  promise: 'I have read this, I understand it, and I agree to it.',
}

export const pupilSecondary: AgreementText = {
  title: 'Acceptable use agreement for pupils (key stage 3 and above)',
  introduction:
    'The school gives you good access to technology and expects you to use it responsibly. This says what both mean.',
  sections: [
    {
      heading: 'Using the school’s technology',
      paragraphs: [
        {
          key: 'purpose',
          text: 'I use the school’s systems, accounts and e-mail for learning and only in the ways this agreement allows. Access is given in return for this agreement.',
          clauses: ['T9', 'B144', 'T27', 'H9', 'A11'],
        },
        {
          key: 'off-limits',
          text: 'I do not visit, make, post, download, upload or pass on anything illegal, discriminatory, threatening, pornographic, or meant to harm people or systems. I do not bypass filtering and I do not run a business on the school’s systems.',
          clauses: ['B160', 'B101'],
        },
        {
          key: 'devices',
          text: 'I know and keep to the school’s rules on phones and other devices, on taking and sharing images, and on bullying online.',
          clauses: ['B146'],
        },
        {
          key: 'responsibility',
          text: 'I answer for what I do online. These rules exist to protect me and others.',
          clauses: ['T264', 'A11'],
        },
      ],
    },
    {
      heading: 'Beyond the school gate',
      paragraphs: [
        {
          key: 'privacy',
          text: 'I keep personal details, mine and other people’s, to myself, and I know how to set who sees what I post.',
          clauses: ['T16', 'A59'],
        },
        {
          key: 'respect',
          text: 'I post and send nothing that is likely to upset or humiliate somebody. What happens out of school and affects people here is the school’s business too.',
          clauses: ['T18', 'R28', 'H57'],
        },
        {
          key: 'permanence',
          text: 'Posts are seen, copied and kept by people I never meant to reach, and the law applies to them. Services have minimum ages, usually {minimumAge}, for good reasons.',
          clauses: ['T252', 'T251', 'T262', 'T20'],
        },
      ],
    },
    {
      heading: 'Help, and what follows',
      paragraphs: [
        {
          key: 'help',
          text: 'I can tell any adult here, report through Schoolkeeper without giving my name, use Report Remove, or ring Childline on 0800 1111. If I was pressured, tricked or threatened, I will be helped and not blamed.',
          clauses: ['R28'],
        },
        {
          key: 'consequences',
          text: 'Deliberate misuse can mean losing access, a conversation with my family and the sanctions in the behaviour policy.',
          clauses: ['R28'],
        },
      ],
    },
  ],
  promise: 'I have read this agreement, I understand it, and I will keep to it.',
}
