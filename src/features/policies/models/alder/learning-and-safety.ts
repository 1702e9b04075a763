import type { ModelSection } from '../model.ts'

/** Teaching, training, personal data, people from outside, and what happens when something goes wrong. */
export const learningAndSafety: readonly ModelSection[] = [
  {
    heading: 'In the classroom',
    paragraphs: [
      {
        text: 'Adults show children how it is done: they use the internet, and everything else we work with, as we want children to use it. Teachers lead their class while devices are in use, and remind children of the acceptable use agreement before every activity.',
        clauses: ['A62', 'A67'],
      },
      {
        text: 'Teachers try out every internet activity beforehand, and that includes homework and topics that children research by themselves. Where it is the better way, children get links to sites that were chosen for them instead of an open search.',
        clauses: ['A63', 'A64'],
      },
      {
        text: 'We teach children to search safely, and share how with parents and carers. Staff and children name the source of whatever they use from somebody else.',
        clauses: ['A65', 'A66', 'A68'],
      },
      {
        text: 'Before a game is used in a lesson or a club, somebody checks that what is in it is suitable.',
        clauses: ['A69'],
      },
      {
        text: 'Small matters, such as a game or an e-mail site in the middle of a lesson, are dealt with by the teacher there and then, as the behaviour policy says.',
        clauses: ['A94'],
      },
    ],
  },
  {
    heading: 'Learning about online safety',
    paragraphs: [
      {
        text: 'Online safety runs through the whole curriculum. Every year group works through the programme that the school has bought in. Children learn, too, to check whether what they find online is true.',
        clauses: ['A74', 'A75'],
      },
      {
        text: 'Subject co-ordinators look at learning resources and pass on what is good at curriculum, staff or training meetings. Parents are offered sessions where they can ask for advice.',
        clauses: ['A73', 'A76'],
      },
      {
        text: 'We find out what staff already know about online safety, and build on it: with training days, support in school, consultancy and courses. Everybody who joins us is given this policy, and takes their questions to the designated safeguarding lead.',
        clauses: ['A70', 'A71', 'A72'],
      },
    ],
  },
  {
    heading: 'Personal data',
    paragraphs: [
      {
        text: 'Personal data is recorded, used, passed on and disclosed as data protection law requires (the UK GDPR and the Data Protection Act 2018). We keep it on school systems, and move it, as national guidance on data security for schools says.',
        clauses: ['A77', 'A78'],
      },
    ],
  },
  {
    heading: 'When others use our equipment',
    paragraphs: [
      {
        text: 'Clubs, lettings and others who use our equipment are told which policies apply, and that use is filtered and monitored. They get logons that fit what they need, and the school office keeps a record of them.',
        clauses: ['A79', 'A80'],
      },
    ],
  },
  {
    heading: 'When something goes wrong',
    paragraphs: [
      {
        text: 'Four things always come first: whether anybody is in danger now, whether a child may be harmed, whether it concerns an adult who works or volunteers here, and whether there could be an image of a child. If a child may be harmed, the designated safeguarding lead is told at once. A report of harm that nobody has opened within {setting:tasks.unopenedMinutes} goes to the next person too, by day and by night. After that, inappropriate use is handled under our behaviour, anti-bullying and child protection policies.',
        clauses: ['A81'],
      },
      {
        text: 'If we suspect that something illegal has happened, we report it straight to the police. We also tell the filtering provider’s service desk, so that the local authority can support the school. Nobody opens, copies or sends on what may be an illegal image.',
        clauses: ['A82', 'A83'],
      },
      {
        text: 'Complaints from people outside the school, and from parents about something that happened out of school hours, go directly to the head teacher. The head may act on what happens outside the school day when it affects the school and action is right.',
        clauses: ['A84', 'A95'],
      },
    ],
  },
  {
    heading: 'If it concerns an adult who works here',
    paragraphs: [
      {
        text: 'The head teacher looks into every breach by a member of staff, and uses the council’s disciplinary policy where professional conduct was breached. A concern that a child was or may be harmed goes to the local authority’s designated officer (the LADO) before anybody is interviewed or told. Concerns about the head teacher go to the chair of governors.',
        clauses: ['A85'],
      },
      {
        text: 'Each incident is investigated fully, and what ought to be kept is kept on the person’s file. Dismissal without notice is reserved for gross misconduct in the most serious cases.',
        clauses: ['A86', 'A87'],
      },
    ],
  },
  {
    heading: 'If it concerns a child',
    paragraphs: [
      {
        text: 'What has to do with bullying, the misuse of drugs, abuse or suicide goes to the designated safeguarding lead and is handled under the anti-bullying and child protection policies, with the police where they are needed. The child who is alleged to have caused harm is a child too, and gets support.',
        clauses: ['A89'],
      },
      {
        text: 'Other serious breaches are treated under the behaviour policy, and may be referred to the head of phase. Heads of phase act on the alerts that monitoring sends them. Each serious breach is investigated fully and recorded on the child’s file.',
        clauses: ['A90', 'A91', 'A92'],
      },
      {
        text: 'What follows fits what happened. Exclusion is kept for the most serious cases.',
        clauses: ['A93'],
      },
    ],
  },
]
