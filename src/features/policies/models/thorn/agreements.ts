import type { ModelSection } from '../model.ts'

/** What pupils, parents and staff sign. */
export const agreements: readonly ModelSection[] = [
  {
    heading: 'What pupils agree to',
    paragraphs: [
      {
        text: 'Pupils use school ICT, and their class’s e-mail address, for school. They keep their passwords to themselves: friends are no exception. They open and delete only files of their own, never those of other pupils, teachers or anybody else.',
        clauses: ['T9', 'T11', 'T12'],
      },
      {
        text: 'Pupils open an attachment only if they know the sender or their teacher has approved it. Whatever they write to children or adults is responsible, polite and sensible.',
        clauses: ['T10', 'T13'],
      },
      {
        text: 'Pupils never look for, save or send anything unpleasant. If they come upon something nasty by accident, they tell their teacher at once, or a parent when they are at home. Nobody is blamed for that.',
        clauses: ['T14', 'T15'],
      },
      {
        text: 'Pupils give out no personal details, their own or anybody else’s. They meet somebody or send a picture only within a project that a teacher has approved, with a responsible adult there. They upload nothing, be it picture, film, sound or text, that could upset somebody.',
        clauses: ['T16', 'T17', 'T18'],
      },
      {
        text: 'Pupils sign up to a service online only as part of a school project that a teacher has approved. Pupils in key stage 2 do not join services before the minimum age. Nobody tries to get round the filter.',
        clauses: ['T19', 'T20', 'T21'],
      },
      {
        text: 'Pupils know that their use is monitored and logged and that their teachers can see it. They take responsibility for how they behave, and know that the rules are there to protect them. Whoever breaks them may lose access, and their parents may be told.',
        clauses: ['T22', 'T23', 'T264'],
      },
      {
        text: 'A pupil in Year 6 who carries a phone for the walk home hands it to the teacher for the school day.',
        clauses: ['T24'],
      },
    ],
  },
  {
    heading: 'What parents agree to',
    paragraphs: [
      {
        text: 'Parents read the rules, talk them over with their child, agree to follow them and to support safe use of ICT, and return the slip with their signature, the day, and their child’s name and class. The home-school agreement on using the internet is signed separately, with the class and the day. Both are read and signed, for the child and for themselves, at the start of each school year.',
        clauses: ['T5', 'T7', 'T179'],
      },
      {
        text: 'Parents undertake what home and school always ask of each other: to talk about their child’s progress, to help with learning at home, and to see to attendance and the reasons for absence, punctuality, equipment, uniform and behaviour. They see that their child keeps to the policy on acceptable use.',
        clauses: ['T25', 'T26'],
      },
      {
        text: 'The school gives pupils as much suitable access to ICT as it can, in return for their agreement to use it responsibly. Parents acknowledge the agreement that their child signed; that their child is taught e-safety; that the school takes reasonable precautions by filtering and monitoring, and monitors what their child does; and that its responsibility has limits.',
        clauses: ['T27', 'T28'],
      },
      {
        text: 'The school gets in touch with parents when it is concerned that their child may have breached the policy, and supports them whenever the internet becomes a worry for their child’s safety. Parents encourage safe use at home and tell the school when they are worried.',
        clauses: ['T29', 'T30', 'T265'],
      },
      {
        text: 'Parents upload nothing that could upset the school community, and conduct themselves online so that nobody is distressed or brought into disrepute. Pictures of school events are for themselves, show their own child alone where that is possible, and are never shared online.',
        clauses: ['T31', 'T32'],
      },
      {
        text: 'We tell parents that pupils are below the minimum age of well-known social networks and should not have access to them. Parents help to prevent sign-ups under age (under 13 for most), and close an account that they or a teacher find active. They put protection in place at home, and turn to the class teacher when they are concerned.',
        clauses: ['T6', 'T8', 'T33'],
      },
    ],
  },
  {
    heading: 'What staff, governors and visitors agree to',
    paragraphs: [
      {
        text: 'All staff, governors and visitors sign, with their signature, the day, their full name and job title, and take questions to the head teacher or the deputy. Everybody who uses our systems reads and signs an agreement that shows they have understood the policy on e-safety and data security. For staff it is part of the terms of their employment.',
        clauses: ['T34', 'T52', 'T190'],
      },
      {
        text: 'Staff use school systems for their profession, or for what the head teacher or the governing body deem acceptable. They keep to the security of the systems and never disclose a password that the school or another authority has issued.',
        clauses: ['T35', 'T36'],
      },
      {
        text: 'What staff write to pupils and colleagues fits their professional role. They give pupils no personal phone number, e-mail address or social media details, and use only approved, secure systems for the school’s own business and for writing to parents.',
        clauses: ['T37', 'T38', 'T39'],
      },
      {
        text: 'Staff do not look for, download, upload or pass on anything offensive, illegal or discriminatory, and upload no content that is linked to the school or its community. What they do online, in school or out of it, brings no disrepute to the school, to themselves or to others.',
        clauses: ['T42', 'T45', 'T49'],
      },
      {
        text: 'Staff supervise children at all times when they use online technology, and see that the use serves what the lesson or activity is meant to teach. They speak up for the policies on e-safety and data, and help pupils to become responsible users.',
        clauses: ['T46', 'T47', 'T50'],
      },
      {
        text: 'Staff’s use is monitored and logged, and shown to their line manager or the head teacher on request.',
        clauses: ['T48'],
      },
      {
        text: 'Between 8.30am and 3.30pm staff use no personal devices, smart watches among them, where children and the public are. They may do so in the staff room, or in the exceptional circumstances that the code of conduct names.',
        clauses: ['T51'],
      },
    ],
  },
]
