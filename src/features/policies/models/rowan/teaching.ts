import type { ModelSection } from '../model.ts'

/** Internet access, teaching, families, and what happens when something goes wrong. */
export const teaching: readonly ModelSection[] = [
  {
    heading: 'Using the internet to learn',
    paragraphs: [
      {
        text: 'Good internet access is part of learning, and staff know why that access should be fair. We take all reasonable precautions so that people reach appropriate material only. We cannot guarantee it, and neither the school nor the council accepts liability for what is reached in spite of them.',
        clauses: ['R106', 'R141'],
      },
      {
        text: 'The school, its IT consultants and the internet provider together monitor what passes over the network, and it can be traced to one person. Pupils are told that the school can see what they do on the network and the internet.',
        clauses: ['R107', 'R133'],
      },
      {
        text: 'E-safety is taught all year through a PSHE scheme that we buy in, which follows the national framework for a connected world. Its rules are talked over with pupils throughout the year, and computing lessons come back to them.',
        clauses: ['R130', 'R134'],
      },
      {
        text: 'The ICT lead looks at how e-safety is taught, by listening to pupils, reading plans and watching learning. The ICT lead trains staff in meetings when there is need, and goes over what the curriculum expects regularly.',
        clauses: ['R135', 'R136'],
      },
      {
        text: 'Younger children are told not to give their name or other details online unless a parent has agreed.',
        clauses: ['R131'],
      },
    ],
  },
  {
    heading: 'Parents and carers',
    paragraphs: [
      {
        text: 'Parents get advice in social media posts, in the newsletter, and at a workshop each year that the ICT lead runs. Parents of younger children are told that all use of the internet at home should be watched.',
        clauses: ['R35', 'R132'],
      },
    ],
  },
  {
    heading: 'When something goes wrong',
    paragraphs: [
      {
        text: 'Four things always come first: whether anybody is in danger now, whether a child may be harmed, whether it concerns an adult of the school, and whether there could be an image of a child. What has to do with child protection, incidents and complaints alike, is handled under the safeguarding policy, and the designated safeguarding lead is told at once.',
        clauses: ['R111'],
      },
      {
        text: 'Pupils know how to report it when they come upon something that is not appropriate. They tell an adult, who tells the SIRO; staff report directly. The SIRO looks into it, and each report is entered in the {setting:incidents.logName}.',
        clauses: ['R127', 'R128', 'R129'],
      },
      {
        text: 'Sites that are not suitable are reported through the SIRO in the same log, and so is every other misuse of the internet. The SIRO holds the log.',
        clauses: ['R100', 'R108'],
      },
      {
        text: 'Pupils’ incidents are dealt with under the behaviour policy. A complaint that a member of staff misused the internet goes to the head teacher; one about the head goes to the chair of governors.',
        clauses: ['R109', 'R110'],
      },
      {
        text: 'Where there may be an indecent picture of a child, nobody looks at it, copies it, sends it on or deletes it. The school follows the steps that Schoolkeeper shows for such a picture, which take the place of a diagram of the school’s own.',
        clauses: ['R112'],
      },
    ],
  },
]
