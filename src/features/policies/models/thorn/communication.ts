import type { ModelSection } from '../model.ts'

/** E-mail and video calls. */
export const communication: readonly ModelSection[] = [
  {
    heading: 'E-mail',
    paragraphs: [
      {
        text: 'All staff and governors have a school account, and use it for everything that is official, so that messages can be traced. Everybody is told that school e-mail is not private: all mail is filtered and logged.',
        clauses: ['T65', 'T66', 'T67'],
      },
      {
        text: 'Staff never contact pupils or parents, or do school business, through personal e-mail. Each e-mail carries the standard disclaimer: its views are not necessarily those of the school or the local authority. Staff who write to outside bodies, parents or pupils are advised to copy in the head teacher or their line manager.',
        clauses: ['T68', 'T69', 'T70'],
      },
      {
        text: 'E-mail for work, and whatever information the school holds, may have to be disclosed under freedom of information. Staff delete what matters only for a short time, and tidy their folders and archives often.',
        clauses: ['T72', 'T73'],
      },
      {
        text: 'The rules for school e-mail hold on any device and by any way in. People send from their own school account only, so that it is clear who wrote, and to no more people than need it. A link to a shared drive is sent instead of an attachment where that can be, and attachments for work are saved to shared folders.',
        clauses: ['T78', 'T79', 'T80', 'T81'],
      },
      {
        text: 'School e-mail carries no personal advertising. People check their e-mail regularly, and set an out-of-office message when they are away for long. Automatic forwarding and automatic deletion are not allowed. Attachments from a source that is not trusted are never opened without asking the network manager first.',
        clauses: ['T82', 'T83', 'T84', 'T85'],
      },
      {
        text: 'A member of staff who receives an offensive e-mail reports it to their line manager or to the {setting:people.coordinatorTitle}.',
        clauses: ['T76'],
      },
    ],
  },
  {
    heading: 'Pupils’ e-mail',
    paragraphs: [
      {
        text: 'Pupils use accounts that the school has approved and no others, for learning, with their teacher supervising directly. They write in fitting language, give away no personal details, arrange no meeting that was not authorised, and have attachments checked for viruses. About an e-mail that offends or upsets them they tell a teacher, or another adult they trust, at once.',
        clauses: ['T71', 'T74', 'T75'],
      },
    ],
  },
  {
    heading: 'Video calls',
    paragraphs: [
      {
        text: 'Parents are asked for permission before pupils join a call with somebody outside the school, and the head teacher approves each such call beforehand. Staff supervise every video call of pupils. The day, the time and who took part are recorded for each.',
        clauses: ['T216', 'T217', 'T218', 'T219'],
      },
      {
        text: 'No part of a call is recorded unless everybody in it has agreed in writing. We bear in mind that people from other organisations may not have had a DBS check. Whoever supervises knows the equipment, above all how to end a call when somebody becomes unhappy.',
        clauses: ['T220', 'T221', 'T222'],
      },
    ],
  },
]
