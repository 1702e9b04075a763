import type { ModelSection } from '../model.ts'

/** How the policy comes about, and who answers for what. */
export const answeringFor: readonly ModelSection[] = [
  {
    heading: 'How this policy comes about',
    paragraphs: [
      {
        text: 'The {setting:people.coordinatorTitle} writes this policy after consulting the head teacher, staff and governors. The draft is discussed and revised by all staff, and the governors then approve it. The day of adoption, the day of review, the head teacher as the reviewer who is responsible, and the signature of the chair of governors stand at its head.',
        clauses: ['B1', 'B2', 'B113'],
      },
      {
        text: 'The policy is reviewed at least every {setting:policies.reviewMonths}. In between it is a working document: we keep it under review, and watch all year whether it is kept to.',
        clauses: ['B3', 'B4'],
      },
      {
        text: 'Keeping children safe online takes the whole school, in three parts: technology that works, procedures in which everybody’s role is clear, and a full programme of teaching for pupils and staff. We teach pupils how to behave and to think for themselves, so that they stay safe and within the law online, in lessons and beyond.',
        clauses: ['B157', 'B163'],
      },
      {
        text: 'Staff, parents, governors and children understand how we go about it, and agree to it. The policy belongs together with our acceptable use policies, the code of conduct, and the policies on data protection, bullying, behaviour and safeguarding.',
        clauses: ['B6', 'B7'],
      },
    ],
  },
  {
    heading: 'Governors',
    paragraphs: [
      {
        text: 'Governors review how well the policy works, from regular information about incidents and from monitoring reports. One of them is our online safety governor, who is trained for it.',
        clauses: ['B114', 'B115', 'B117'],
      },
      {
        text: 'The online safety governor meets the {setting:people.coordinatorTitle} or the designated safeguarding lead regularly, inspects the incident log and the log of changes to the filter, and reports to the governors’ committee.',
        clauses: ['B116', 'B118'],
      },
      {
        text: 'The governing body evaluates each year what the school does for online safety, and tells parents the result in the governors’ annual report.',
        clauses: ['B156'],
      },
    ],
  },
  {
    heading: 'The head teacher and the co-ordinator',
    paragraphs: [
      {
        text: 'The head teacher answers for online safety and delegates the daily work to the {setting:people.coordinatorTitle}. The head and senior leaders see that the co-ordinator, and others whose work asks for it, go on learning and can train their colleagues.',
        clauses: ['B119', 'B120'],
      },
      {
        text: 'The co-ordinator leads in writing and reviewing our online safety documents, trains and advises staff, and makes sure with the safeguarding leads that all staff know what to do when something happens.',
        clauses: ['B122', 'B123', 'B124'],
      },
      {
        text: 'The co-ordinator receives every incident report and uses the log to shape what we do next. Monitoring reports go to senior leaders at their meetings, regularly.',
        clauses: ['B121', 'B126'],
      },
      {
        text: 'The co-ordinator works with the safeguarding lead, the local authority, the technician and other bodies; meets the safeguarding team regularly to go through issues, the incident log and the log of filter changes; and comes to governors’ meetings when they need an update.',
        clauses: ['B125', 'B127', 'B128'],
      },
    ],
  },
  {
    heading: 'The safeguarding lead',
    paragraphs: [
      {
        text: 'The designated safeguarding lead is trained in online safety. The lead watches for what can grow into a safeguarding matter: personal data that is shared, illegal or inappropriate material, contact with adults or strangers, grooming, cyberbullying, extremism and radicalisation.',
        clauses: ['B142', 'B143'],
      },
    ],
  },
  {
    heading: 'Network and technical staff',
    paragraphs: [
      {
        text: 'The technician, the head teacher and the co-ordinator together keep our infrastructure secure against misuse and attack. We can show that we meet the technical requirements and guidance of the trust, the local authority and others.',
        clauses: ['B129', 'B130'],
      },
      {
        text: 'The network and its devices can be used only under a password policy that is enforced. The filtering policy is applied, updated regularly, and managed by the county’s broadband service.',
        clauses: ['B131', 'B132'],
      },
      {
        text: 'Those who keep the network secure keep their own knowledge up to date and pass it on to colleagues. Monitoring systems are installed and updated as our policy says. The use of the network, web, e-mail, shared files and remote access is monitored regularly, and misuse, whether tried or done, is reported to the head teacher.',
        clauses: ['B133', 'B134', 'B135'],
      },
    ],
  },
  {
    heading: 'All staff',
    paragraphs: [
      {
        text: 'Staff keep up to date with online safety, with this policy and with good practice. They sign the acceptable use policy, and report suspected misuse to the head teacher, a senior leader or the co-ordinator, so that it is investigated, acted on, and followed by consequences where it should be.',
        clauses: ['B136', 'B137'],
      },
      {
        text: 'With pupils and parents, staff write professionally and through official school systems only. They see that pupils understand the online safety and acceptable use policies and keep to them.',
        clauses: ['B138', 'B139'],
      },
      {
        text: 'In lessons and other activities staff supervise digital devices and cameras, as the current policies on devices say.',
        clauses: ['B141'],
      },
      {
        text: 'Everybody who works here has equal access to promotion, to career development and to training. Online safety training for all of them is organised from time to time, and this policy is part of the yearly safeguarding update.',
        clauses: ['B152', 'B154', 'B155'],
      },
    ],
  },
]
