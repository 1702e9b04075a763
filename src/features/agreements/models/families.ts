// Model texts for parents and carers: the agreement about a child's use, and the home-school agreement, signed apart.

import type { AgreementText } from './model.ts'

export const parent: AgreementText = {
  title: 'Online safety agreement for parents and carers',
  introduction:
    'Please read the pupils’ rules together with your child before you sign. You sign once for each child; where two adults sign, each signs for themselves.',
  sections: [
    {
      heading: 'What we agree together',
      paragraphs: [
        {
          key: 'read-together',
          text: 'We have read the school’s rules with our child and talked about them. We agree to follow them and we support the safe use of technology at school.',
          clauses: ['T5', 'B6', 'B20', 'R26', 'T26'],
        },
        {
          key: 'every-year',
          text: 'We sign for our child and for ourselves when the school asks us: when a child starts, when they move into key stage 2, and at the beginning of each school year where the school asks every year.',
          clauses: ['T179', 'R33'],
        },
        {
          key: 'access',
          text: 'In return the school gives our child suitable access to computers and the internet, as far as it can.',
          clauses: ['T27'],
        },
        {
          key: 'what-we-know',
          text: 'We know that our child has agreed to rules of their own, that online safety is taught, that the school takes reasonable precautions with filtering and monitoring, that it checks what our child does on its systems, and that no school can answer for everything found online.',
          clauses: ['T28'],
        },
      ],
    },
    {
      heading: 'At home and online',
      paragraphs: [
        {
          key: 'home',
          text: 'The rules do not stop at the gate. At home we take an interest in what our child does online, keep devices where we can see them, and know where to get help: the school, Childline on 0800 1111, the NSPCC on 0808 800 5000.',
          clauses: ['R28'],
        },
        {
          key: 'no-upset',
          text: 'We post nothing, in pictures, film, sound or words, that could upset a member of the school community or bring the school into disrepute. We raise a worry with the school, and not on social media.',
          clauses: ['T31', 'A11'],
        },
        {
          key: 'social-media',
          text: 'We know that most social media is for people of {minimumAge} or older, that what is posted stays, can be copied and must be lawful, and that a child who was pressured into something online needs help and not blame.',
          clauses: ['T262', 'T252', 'T251', 'A59', 'R28'],
        },
        {
          key: 'sanctions',
          text: 'If our child breaks the rules on purpose, the school tells us. Access may be stopped for a time, as the behaviour policy says.',
          clauses: ['R28'],
        },
      ],
    },
  ],
  promise: 'I have read this with my child and I agree to it.',
}

export const homeSchool: AgreementText = {
  title: 'Home-school agreement',
  introduction:
    'What the school, the family and the child owe one another. It is signed apart from the online safety agreement.',
  sections: [
    {
      heading: 'The family',
      paragraphs: [
        {
          key: 'general',
          text: 'We come to talk about our child’s progress and support learning at home. We see that our child is at school every day and on time, tell the school why when they cannot be, and send them with what they need and in uniform. We support the behaviour policy.',
          clauses: ['T25'],
        },
        {
          key: 'internet',
          text: 'We make sure that our child keeps to the school’s rules for computers and the internet.',
          clauses: ['T26', 'T7'],
        },
        {
          key: 'acknowledge',
          text: 'We acknowledge that our child has signed rules of their own, that the school teaches online safety, filters and monitors with reasonable care and checks our child’s use, and that its responsibility has limits.',
          clauses: ['T28'],
        },
        {
          key: 'conduct',
          text: 'Online we behave so that nobody in the school community is distressed and nothing is brought into disrepute. We upload nothing that could upset them.',
          clauses: ['T31'],
        },
      ],
    },
    {
      heading: 'The school',
      paragraphs: [
        {
          key: 'school',
          text: 'We keep your child safe, teach well, tell you how your child is doing, and give access to technology that fits your child’s age in return for agreed, responsible use.',
          clauses: ['T27', 'B6'],
        },
        {
          key: 'again',
          text: 'We ask for this agreement when a child starts and again when they move into key stage 2.',
          clauses: ['R33'],
        },
      ],
    },
  ],
  promise: 'I agree to my part of this.',
}
