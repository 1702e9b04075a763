import type { ModelSection } from '../model.ts'

/** Teaching pupils, staff's skills, parents, and messages around the school. */
export const learning: readonly ModelSection[] = [
  {
    heading: 'Teaching pupils',
    paragraphs: [
      {
        text: 'Pupils get regular guidance on e-safety that means something to them, across the curriculum, and on the risks that they meet outside school. Messages about e-safety are part of every lesson in which internet technologies are used.',
        clauses: ['T89', 'T95'],
      },
      {
        text: 'Pupils learn about copyright, about respecting other people’s information, and about using pictures safely. They know what cyberbullying does to people, and where to find help: a parent, a teacher, another adult they trust, a helpline such as Childline (0800 1111), or the button that reports abuse to CEOP.',
        clauses: ['T90', 'T91'],
      },
      {
        text: 'We encourage pupils to think about how anybody can add to what is online, or take it away. They are reminded not to give websites details that say who they are: names, how to reach them, school, hobbies, age or gender. They are asked to report cyberbullying to the school.',
        clauses: ['T172', 'T174', 'T175'],
      },
      {
        text: 'Pupils meet e-mail in the computing programme, with a style that suits their age and with how to behave.',
        clauses: ['T77'],
      },
    ],
  },
  {
    heading: 'Pupils with additional needs',
    paragraphs: [
      {
        text: 'Parents and carers of all pupils hear one consistent message about e-safety. Pupils with additional needs get more support: reminders, prompts, and further explanation. Where a pupil finds social situations hard to read, group work is planned with care and what they do on the internet is managed.',
        clauses: ['T86', 'T87', 'T88'],
      },
    ],
  },
  {
    heading: 'What staff know',
    paragraphs: [
      {
        text: 'New staff receive the information on acceptable use at their induction. Staff are given the guidance documents that concern them, and know their responsibility when they reach school data.',
        clauses: ['T61', 'T92'],
      },
      {
        text: 'All staff know their responsibilities for safeguarding, and what to do when anybody misuses technology. We encourage them to build e-safety into their subjects and keep them informed of what is of concern.',
        clauses: ['T93', 'T94'],
      },
    ],
  },
  {
    heading: 'Messages around the school',
    paragraphs: [
      {
        text: 'Pupils are taken through this policy when a new school year begins. Posters that nobody can overlook, displays, newsletters and class activities spread the most important advice.',
        clauses: ['T96', 'T97'],
      },
      {
        text: 'Guidelines for staying safe are displayed throughout the school, with these rules for children:\n- keep your details private, and do not answer if somebody asks how old you are, whether you are a boy or a girl, or where you live\n- meet somebody from the internet only with a parent\n- do not open or answer files and messages from people you do not know\n- not everything online is true\n- tell an adult.',
        clauses: ['T249', 'T269'],
      },
    ],
  },
  {
    heading: 'Working with parents',
    paragraphs: [
      {
        text: 'We regularly consult parents and talk with them about what the internet gives and what it risks. They get information at evenings and forums, on posters, on the website and in newsletters.',
        clauses: ['T177', 'T181'],
      },
      {
        text: 'When homework asks for research, it names sites that the teacher has checked. Parents are advised to look at these sites again, and to supervise this and any further research.',
        clauses: ['T156', 'T157'],
      },
    ],
  },
]
