import type { ModelSection } from '../model.ts'

/** What the policy is, and who does what to put it into practice. */
export const answeringFor: readonly ModelSection[] = [
  {
    heading: 'About this policy',
    paragraphs: [
      {
        text: 'At the head of this policy stand the day on which it was updated, the day on which it was adopted, the day of its next review and the signature of the chair of the governing board.',
        clauses: ['H1'],
      },
      {
        text: 'The governing board reviews the policy at least every {setting:policies.reviewMonths} against the local authority’s guidance. It does so sooner when the authority issues new guidance, because circumstances or technology have moved on. At each review the board asks how far the policy is put into practice and how well it works. We promote the policy and apply it throughout the school.',
        clauses: ['H2', 'H77'],
      },
      {
        text: 'We write our policies in plain English. The whole school contributes to them, they are kept up to date, and the governors ratify them.',
        clauses: ['H3'],
      },
      {
        text: 'The policy applies to staff, pupils, volunteers, parents and carers, governors, visitors and people from the community who use our systems. It applies to the school’s equipment, and to personal devices when they are used for school work.',
        clauses: ['H4'],
      },
      {
        text: 'Read it together with the local safeguarding partners’ procedures, our pupil behaviour and anti-bullying policies, and the rules of conduct for employees.',
        clauses: ['H7'],
      },
      {
        text: 'Every employee and every volunteer is given this policy. Pupils are given instructions on acceptable use that suit their age and what they can do.',
        clauses: ['H8', 'H9'],
      },
    ],
  },
  {
    heading: 'The governing board',
    paragraphs: [
      {
        text: 'The governing board considers this policy and ratifies it. Governors follow it as volunteers do, and take part in online safety training if they use the school’s ICT as governors.',
        clauses: ['H10', 'H11'],
      },
      {
        text: 'When the school buys ICT services from outside, governors see that proper procurement procedures are used. They take advice from the council, or from another specialist of good repute, on what such a service must do for security and for safeguarding.',
        clauses: ['H12', 'H13'],
      },
    ],
  },
  {
    heading: 'The head teacher',
    paragraphs: [
      {
        text: 'The head teacher puts this policy into practice, and brings amendments that it needs to the governing board for approval. The head helps the board to review it, and how it is applied, regularly.',
        clauses: ['H5', 'H14'],
      },
      {
        text: 'The head consults all employees and the others who use our systems, regularly and in earnest. What is asked reflects what the systems can do, and what teaching, technical and office work need of them.',
        clauses: ['H6'],
      },
      {
        text: 'The head sees to it that our other policies, the pupil behaviour policy among them, take account of this one.',
        clauses: ['H15'],
      },
      {
        text: 'The head makes sure that the board is advised on how to secure suitable ICT systems, and that the school obtains and follows guidance from the council or another source of good repute.',
        clauses: ['H16', 'H17'],
      },
      {
        text: 'A senior person is designated for online safety (our {setting:people.coordinatorTitle}). That person has the support that the work needs, and works closely with other employees, above all with the designated safeguarding lead.',
        clauses: ['H18'],
      },
    ],
  },
  {
    heading: 'Senior leaders and technical staff',
    paragraphs: [
      {
        text: 'Senior leaders know what to do about a serious incident, and that includes an allegation against somebody who works here. Every employee knows to whom suspected misuse is reported.',
        clauses: ['H22', 'H23'],
      },
      {
        text: 'All online safety incidents are recorded in the {setting:incidents.logName} and reported to the senior leadership team.',
        clauses: ['H24'],
      },
      {
        text: 'The technical infrastructure is protected and meets the technical requirements, following advice of good repute. Technical staff are supervised and supported as their work asks for.',
        clauses: ['H25', 'H26'],
      },
      {
        text: 'Whoever manages ICT for us from outside provides every safety measure to the school’s standard, and knows this policy well. If something falls short, it is reported to the body that commissioned the contract.',
        clauses: ['H27', 'H28'],
      },
    ],
  },
  {
    heading: 'Employees, volunteers and governors',
    paragraphs: [
      {
        text: 'Employees carry out the online safety duties that the head teacher delegates to them, in keeping with their grade and job description.',
        clauses: ['H29'],
      },
      {
        text: 'Employees, volunteers and governors take part in the training that is provided and in consultations about our policies. They use ICT as this policy and their training say, and report suspected misuse to the person designated for online safety.',
        clauses: ['H30', 'H31', 'H32'],
      },
    ],
  },
  {
    heading: 'Pupils, and parents and carers',
    paragraphs: [
      {
        text: 'Pupils use devices as they were taught, and follow the behaviour policy and what staff tell them.',
        clauses: ['H33'],
      },
      {
        text: 'A parent or carer who volunteers is treated as a volunteer in everything that this policy says. For other parents the law applies if systems are misused.',
        clauses: ['H34'],
      },
    ],
  },
]
