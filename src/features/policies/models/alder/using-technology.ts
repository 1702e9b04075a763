import type { ModelSection } from '../model.ts'

/** The network, devices, e-mail, what is published, pictures and social networks. */
export const usingTechnology: readonly ModelSection[] = [
  {
    heading: 'A safe network',
    paragraphs: [
      {
        text: 'We review regularly how well our equipment is secured as well as our network, and ask the local authority where its advice helps. The list of people who can reach our systems is kept under review in the same way.',
        clauses: ['A15', 'A16'],
      },
      {
        text: 'Every computer has anti-virus software, which is kept up to date. Access to the web is filtered centrally by the filtering provider that the school has chosen.',
        clauses: ['A17', 'A18'],
      },
      {
        text: 'No filter catches everything. A child or an adult who comes across a site that is not suitable tells both the online safety co-ordinator and the ICT operations manager. The ICT operations manager passes it on to the filtering provider’s service desk, so that it is blocked. Every find, like every other incident, is written into the {setting:incidents.logName}, which can be inspected.',
        clauses: ['A19', 'A20', 'A21'],
      },
      {
        text: 'Whoever would like the filter to be changed asks the head teacher first. If the head agrees, the request goes on to the filtering provider. Each request is written into the {setting:incidents.logName}, with what was decided.',
        clauses: ['A22', 'A23'],
      },
      {
        text: 'Software on all equipment that the school owns checks that it is used as our acceptable use agreements say. The head teacher reviews what it shows of children’s use and of staff’s use. Staff use is never looked at by one person alone: at least two senior members of staff do so together.',
        clauses: ['A24', 'A25', 'A26', 'A88'],
      },
    ],
  },
  {
    heading: 'Logging on',
    paragraphs: [
      {
        text: 'Each member of staff has a user name and a password of their own. Visitors and supply staff get a temporary logon, and the school office keeps a record of who had which.',
        clauses: ['A27', 'A28'],
      },
      {
        text: 'Children in Reception and key stage 1 log on with their class. In key stage 2 every child has a user name and a password of their own, and learns that a password is shared with nobody: not even with a best friend.',
        clauses: ['A29', 'A30', 'A31'],
      },
    ],
  },
  {
    heading: 'Laptops, phones and other devices',
    paragraphs: [
      {
        text: 'Each teacher is lent a laptop for teaching and for their own professional development. The acceptable use agreement goes with it: it applies at school and at home, whichever network the laptop is connected to.',
        clauses: ['A32', 'A33'],
      },
      {
        text: 'Personal equipment is not connected to the school’s network. Staff use their own phones sensibly and as our policies say. Nobody takes pictures or films of children or of colleagues with a personal device.',
        clauses: ['A34', 'A35', 'A38'],
      },
      {
        text: 'Children do not bring mobile phones to school. The head teacher can make an exception for a child whose circumstances call for one.',
        clauses: ['A36'],
      },
      {
        text: 'Where there are good grounds to suspect that a child’s device has been misused, the head teacher may decide to confiscate it, as the Education and Inspections Act 2006 allows. We do not search through it, and we delete nothing. A member of staff is asked to hand a device over.',
        clauses: ['A37'],
      },
    ],
  },
  {
    heading: 'E-mail',
    paragraphs: [
      {
        text: 'The school provides e-mail, which is filtered and monitored and follows the council’s e-mail policy. Every member of staff has a school address and uses it for everything that they write for the school.',
        clauses: ['A39', 'A40'],
      },
      {
        text: 'Staff may read personal webmail on the school’s systems only outside directed time. Personal messages that are sent from school equipment are scanned too and must keep to the e-mail policy. Staff are told so here, so that it surprises nobody.',
        clauses: ['A41', 'A42'],
      },
      {
        text: 'A child or an adult who receives an e-mail that is not right tells the class teacher or the online safety co-ordinator straight away. We explain to parents and to the wider community how to report misuse of e-mail that is serious or goes on, cyberbullying included.',
        clauses: ['A43', 'A44'],
      },
    ],
  },
  {
    heading: 'What we publish',
    paragraphs: [
      {
        text: 'The head teacher answers for what is on our website. The ICT operations manager edits it from day to day on the head’s behalf. Class teachers and key stage co-ordinators decide on work by children that is published.',
        clauses: ['A45', 'A46'],
      },
      {
        text: 'Before anything goes on the website we make sure that the school owns the copyright, or has permission from whoever does, and we say whose it is.',
        clauses: ['A47'],
      },
      {
        text: 'We like people to write to us, and show e-mail addresses of the office, of teams and of staff for that. How to reach a child is never published.',
        clauses: ['A48', 'A49'],
      },
      {
        text: 'Online services that are useful for learning are built into our own site, or used through an account that is registered to the school. Nothing is posted on the school’s social media account before the head teacher has approved it.',
        clauses: ['A50', 'A51'],
      },
    ],
  },
  {
    heading: 'Pictures, films and video calls',
    paragraphs: [
      {
        text: 'Parents and carers who do not want their child’s picture to appear online confirm this to us in writing, and we keep to it. Photographs that we publish never let a single child be identified, and a child’s full name is never published outside the school.',
        clauses: ['A52', 'A53', 'A54'],
      },
      {
        text: 'A child takes part in a video call with somebody outside the school only when a parent or carer has agreed in writing. Children ask their teacher before they make or answer a video call. An adult supervises, as closely as the children’s age asks for.',
        clauses: ['A55', 'A56', 'A57'],
      },
    ],
  },
  {
    heading: 'Social networks and chat',
    paragraphs: [
      {
        text: 'Social networks are blocked in school, apart from the one that carries the school’s own account. Chat sites that nobody moderates are blocked as well.',
        clauses: ['A58', 'A60'],
      },
      {
        text: 'We give children, staff and families guidance on social media: keep personal details and the school community’s affairs to yourself, set who may see what you post, and report what is wrong. Children get advice about chat sites that suits their age.',
        clauses: ['A59', 'A61'],
      },
    ],
  },
]
