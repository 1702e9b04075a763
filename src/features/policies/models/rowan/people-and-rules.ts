import type { ModelSection } from '../model.ts'

/** What the school sets out to do, who answers for it, and what everybody signs and reads. */
export const peopleAndRules: readonly ModelSection[] = [
  {
    heading: 'What we set out to do',
    paragraphs: [
      {
        text: 'The day on which this policy was issued, and the day by which it is reviewed, stand on its first page. Read it together with our child protection and behaviour policies, the policies for employees such as the code of conduct, and the acceptable use agreements.',
        clauses: ['R137', 'R138'],
      },
      {
        text: 'This policy gives guidelines for using the internet safely at school and at home. It says how we regulate that use and what sanctions there are, and helps everybody to understand the risks.',
        clauses: ['R139'],
      },
      {
        text: 'To keep children safe online, the school\n- provides a secure network, and secure access to it from home\n- gives pupils internet access of their own, filtered to suit their age\n- teaches pupils what is acceptable and what is not, with clear objectives, and how to do research online\n- monitors what passes over the network, logs incidents and acts on them.',
        clauses: ['R1', 'R2', 'R3', 'R4'],
      },
      {
        text: 'Our standards for e-safety and for behaviour are consistent with the local authority’s. We promote good practice and publish guidelines and acceptable use agreements for pupils, staff, parents and governors. We keep track of new government policy that affects schools and adapt to it.',
        clauses: ['R5', 'R6', 'R7'],
      },
      {
        text: 'We also watch how we ourselves respond to e-safety matters, and put right what falls short. That is the task of the whole school and not of one person.',
        clauses: ['R8', 'R140'],
      },
    ],
  },
  {
    heading: 'Who answers for what',
    paragraphs: [
      {
        text: 'The head teacher has overall responsibility, and staff are designated by name to each role in safeguarding children online. The senior information risk owner (SIRO), who is also our e-safety co-ordinator, develops this policy, puts it into practice, and works with the local authority.',
        clauses: ['R9', 'R10'],
      },
      {
        text: 'Governors and the head teacher take corrective and disciplinary measures when the code of conduct is breached. Where a breach is criminal, they bring in the police or other law enforcement and work with them.',
        clauses: ['R11', 'R12'],
      },
      {
        text: 'The SIRO belongs to the senior leadership team and is never the network manager. The SIRO keeps a register of information assets that names the owner of each, and speaks up for managing information risk.',
        clauses: ['R17', 'R18', 'R19'],
      },
      {
        text: 'Each information asset owner records what information is held and what for, and who has access and why. The SIRO’s register lists all IT systems with these records. Owners follow a retention schedule, which says how long information is kept and how it is disposed of.',
        clauses: ['R21', 'R22', 'R23'],
      },
      {
        text: 'The network manager puts the SIRO’s decisions into practice and does not take them. IT consultants do this work for us. Together with whoever supplies our connection, they answer for the network’s performance, its security and the detection of errors, and they run the access controls.',
        clauses: ['R20', 'R24', 'R25'],
      },
    ],
  },
  {
    heading: 'How adults conduct themselves',
    paragraphs: [
      {
        text: 'Employees keep to these standards on the premises, wherever they use school equipment, and in all electronic contact with colleagues or children. Every employee shares the responsibility for safeguarding children, and that holds for social networks too.',
        clauses: ['R13', 'R142'],
      },
      {
        text: 'Adults and children communicate, by whatever means, within clear professional boundaries, so that anybody could look on. Adults do not share personal information with children, and neither ask for theirs nor respond to it beyond what their work needs.',
        clauses: ['R14', 'R15'],
      },
      {
        text: 'School computers are not for private use such as social networks or banking.',
        clauses: ['R16'],
      },
      {
        text: 'Nobody sends anything that is offensive about age, size, disability, gender, race or ethnicity, religion, sexuality, status or membership of a union. Nobody shows political partiality. Language in e-mail is as professional as it is face to face.',
        clauses: ['R120', 'R121'],
      },
    ],
  },
  {
    heading: 'Agreements',
    paragraphs: [
      {
        text: 'Acceptable use agreements are signed by pupils with their parents, by staff, by volunteers, and by visitors who need access to the network. Staff who invite visitors see that they keep to the agreement.',
        clauses: ['R26', 'R27'],
      },
      {
        text: 'The agreements say what people are responsible for, also away from the school; where to find help and how to report; how to protect themselves; that nobody who was pressed or tricked into something is blamed; what sanctions there are; and what parents can do.',
        clauses: ['R28'],
      },
      {
        text: 'Parents and pupils sign the acceptable use agreement and the home-school agreement when a child starts with us, and again when the child enters key stage 2. The rules are displayed in the ICT suite, in classrooms and near computers.',
        clauses: ['R33', 'R34'],
      },
      {
        text: 'Before they start, volunteers receive a handbook. They sign the code of conduct, the acceptable use agreement, and a statement that they have read and understood it and the policies that it names.',
        clauses: ['R41'],
      },
    ],
  },
  {
    heading: 'How this policy comes about and is read',
    paragraphs: [
      {
        text: 'The school writes the policy, shares it with everybody who has a stake in it, and the governors approve it. The policy, and how it is put into practice, are reviewed every {setting:policies.reviewMonths}. With the people concerned, we regularly look at the practice that we promote, and we review and update our technical solutions.',
        clauses: ['R29', 'R30', 'R31', 'R32'],
      },
      {
        text: 'When a policy is revised, employees are asked by e-mail to read it again. Once a year every employee confirms online that they have read and understood the latest policies.',
        clauses: ['R39', 'R40'],
      },
      {
        text: 'New employees are shown the important policies at induction, those on ICT and e-safety among them. They are given the staff handbook with the code of conduct and the acceptable use agreement, and sign that they have read and understood the policies and will follow them.',
        clauses: ['R36', 'R37', 'R38'],
      },
    ],
  },
]
