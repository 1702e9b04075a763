// The rules about social media for everybody who works or volunteers here: read and attested apart from the agreement.

import type { AgreementText } from './model.ts'

export const socialMedia: AgreementText = {
  title: 'Social media: rules for everybody who works here',
  introduction:
    'These rules protect children, colleagues and you. Where one of them does not fit your life, a niece in year 5 for instance, say so: you can declare it and somebody decides.',
  sections: [
    {
      heading: 'Pupils, former pupils and families',
      paragraphs: [
        {
          key: 'pupils',
          text: 'I have no contact on social networks with anybody who is a pupil now, at this or any other school, even where a parent would allow it. Relatives are the exception, and I declare them.',
          clauses: ['R76'],
        },
        {
          key: 'former-pupils',
          text: 'I have no social contact online with former pupils under {formerPupilAge}.',
          clauses: ['R77'],
        },
        {
          key: 'images',
          text: 'I never post images of pupils of any school, nor of colleagues without their permission.',
          clauses: ['R89'],
        },
        {
          key: 'school-posts',
          text: 'I do not comment on the school’s posts or enter into what parents write under them.',
          clauses: ['R96'],
        },
      ],
    },
    {
      heading: 'What I keep to myself',
      paragraphs: [
        {
          key: 'confidential',
          text: 'I name no colleagues, pupils or parents online and disclose or discuss nothing that I know from my work, at this or any earlier school.',
          clauses: ['T161', 'R83', 'A59'],
        },
        {
          key: 'school-content',
          text: 'I upload no content linked to the school or its community, and I do not present myself as speaking for it.',
          clauses: ['T45', 'R85'],
        },
        {
          key: 'accounts',
          text: 'I keep my accounts secure, set who can see what I post, and use no alias to get round these rules.',
          clauses: ['R88', 'A59'],
        },
      ],
    },
    {
      heading: 'How I conduct myself',
      paragraphs: [
        {
          key: 'always',
          text: 'These rules hold inside and outside working hours, on the school’s technology and on my own.',
          clauses: ['R78'],
        },
        {
          key: 'conduct',
          text: 'I keep the standards of conduct that I keep in person: for teachers the Teachers’ Standards, for support staff their code of conduct. What I do online brings no disrepute to the school, to others or to me, and never puts my judgement, integrity or position in doubt.',
          clauses: ['H57', 'T49', 'R80'],
        },
        {
          key: 'lawful',
          text: 'I share nothing illegal, defamatory or discriminatory and nothing contrary to British values: democracy, the rule of law, individual liberty, and mutual respect and tolerance for those of different faiths and beliefs, as the national guidance of 2014 and 2015 and its updates define them.',
          clauses: ['R84', 'R144'],
        },
        {
          key: 'kindness',
          text: 'I post no abuse and take no part in bullying or shutting people out. My use of social media breaks no other policy of the school, such as those on conduct and equality.',
          clauses: ['R86', 'R90'],
        },
        {
          key: 'safeguarding',
          text: 'Safeguarding children is my responsibility, on social media as anywhere else. If I see something that worries me, I report it.',
          clauses: ['R142', 'A59', 'T251'],
        },
      ],
    },
    {
      heading: 'What I know',
      paragraphs: [
        {
          key: 'permanent',
          text: 'Everything posted online is public, can be copied and is permanent, and the law applies to it.',
          clauses: ['R79', 'T252'],
        },
        {
          key: 'ages',
          text: 'Most services have a minimum age of {minimumAge}. I do not ignore that with pupils.',
          clauses: ['T262'],
        },
        {
          key: 'private-life',
          text: 'The school respects private life. It steps in only where the law or a contract is broken or the school would be brought into disrepute.',
          clauses: ['H58'],
        },
      ],
    },
  ],
  promise: 'I have read these rules, I keep to them, and I have declared whatever does not fit.',
}
