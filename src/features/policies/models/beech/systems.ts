import type { ModelSection } from '../model.ts'

/** The network, logging on, data, e-mail, video calls, phones, and what is never allowed. */
export const systems: readonly ModelSection[] = [
  {
    heading: 'A safe network',
    paragraphs: [
      {
        text: 'We work with the local authority, the trust, the Department for Education and our internet provider so that what protects us is reviewed and improved. Capacity and security are reviewed regularly, with monitoring through the local authority.',
        clauses: ['B29', 'B30'],
      },
      {
        text: 'Virus protection is installed and updated regularly. Internet traffic goes through the firewall and filters of the county’s broadband service, with whom we keep the filtering as good as it can be. Monitoring on each computer, run together with the county’s ICT service, adds a further layer.',
        clauses: ['B46', 'B47', 'B48', 'B49'],
      },
      {
        text: 'Everybody’s rights to reach our systems are clearly defined. Equipment from the county’s ICT service comes with them set.',
        clauses: ['B52', 'B159'],
      },
      {
        text: 'A site that is not suitable is reported to the head teacher, a senior leader or the {setting:people.coordinatorTitle}, with its address, the day and the time. It is forwarded to the county’s filtering team.',
        clauses: ['B31', 'B50', 'B51'],
      },
      {
        text: 'We monitor by the systems described here, and staff keep an eye on how pupils use messaging, communication and publishing tools, wherever they are. Pupils are told that what they do on the network and the internet is watched, and that misuse is followed up. How infringements are dealt with is said below.',
        clauses: ['B33', 'B34', 'B53'],
      },
    ],
  },
  {
    heading: 'Logging on',
    paragraphs: [
      {
        text: 'Every pupil has credentials that suit their age, for the devices, the website and e-mail. Reception logs on through a class account, always with staff there, and staff never use a class account themselves. Every other pupil has a user name and a password of their own from the day they join.',
        clauses: ['B54', 'B55', 'B56', 'B57', 'B58'],
      },
      {
        text: 'All staff have a user name and a password for the devices, the website and e-mail. Everybody keeps theirs secure and lets nobody else log on with it. A breach of security that is suspected or plain, of a password or of anything else, is reported at once.',
        clauses: ['B59', 'B60', 'B61'],
      },
      {
        text: 'Guests get credentials when they need them, and the school office keeps a record, so that misuse can be traced. When somebody leaves, their accounts and rights are disabled, or transferred to where they go.',
        clauses: ['B62', 'B63'],
      },
    ],
  },
  {
    heading: 'Personal data',
    paragraphs: [
      {
        text: 'Personal data is recorded, used, transferred and disclosed as the Data Protection Act 2018 requires. Staff keep it safe at all times, so that the risk of losing or misusing it is small.',
        clauses: ['B64', 'B65'],
      },
      {
        text: 'It is used only on secure devices with a password, and people log off fully after each session. It is transferred only with encryption and on devices protected by a password. On portable computers, USB sticks and other removable media it is encrypted and has a password.',
        clauses: ['B66', 'B67', 'B68'],
      },
    ],
  },
  {
    heading: 'E-mail and messages',
    paragraphs: [
      {
        text: 'From Year 1 on, pupils learn to use e-mail safely, to write in a fitting way, and to tell an adult they trust about a message that offends them. In school they use their account on the school’s platform, supervised and for learning. No other e-mail account can be reached by children in school.',
        clauses: ['B21', 'B69', 'B70'],
      },
      {
        text: 'Pupils are taught never to give anybody’s personal details away by e-mail or in a blog, and never to arrange to meet somebody unless they have been given permission for it. Chain letters are not forwarded.',
        clauses: ['B71', 'B72'],
      },
    ],
  },
  {
    heading: 'Social networks and blogs',
    paragraphs: [
      {
        text: 'The school denies access to social networks. Social networks and newsgroups are blocked for pupils unless a particular use has been approved.',
        clauses: ['B25', 'B158'],
      },
      {
        text: 'A blogging system may be used once the senior leaders have approved it. A concern about what stands in a blog is recorded, and whoever wrote it is asked to remove what is inappropriate or offensive. If they do not, the administrator of the site removes it.',
        clauses: ['B73', 'B74', 'B75'],
      },
      {
        text: 'Where it is called for, somebody’s access to the tool is suspended. It comes back only after a talk with a senior leader. Parents may be told about a concern with a pupil’s blog.',
        clauses: ['B76', 'B77', 'B78'],
      },
    ],
  },
  {
    heading: 'What we publish',
    paragraphs: [
      {
        text: 'The website shows the school’s own address, e-mail and telephone, and no personal information of staff or pupils. Photographs of pupils are chosen with care, and go on the website or social media only with a parent’s written permission.',
        clauses: ['B22', 'B23', 'B24'],
      },
    ],
  },
  {
    heading: 'Video calls and keeping in touch',
    paragraphs: [
      {
        text: 'Video calls run over the educational broadband network and not over the open internet. Our external network addresses are not given to other sites. Only tools that are approved are used, by staff and pupils alike.',
        clauses: ['B79', 'B80', 'B83'],
      },
      {
        text: 'Pupils make or answer a video call only after the teacher who supervises has agreed, and supervision suits their age. Staff communicate with pupils only through online systems or apps that the senior leaders have approved.',
        clauses: ['B81', 'B82', 'B84'],
      },
    ],
  },
  {
    heading: 'Phones',
    paragraphs: [
      {
        text: 'Pupils have no access to a phone in school, unless there is an agreement with a parent, for a reason that is stated. Staff leave their phones alone while they teach or work directly with pupils, and do not contact pupils by mobile phone.',
        clauses: ['B85', 'B86', 'B88'],
      },
      {
        text: 'Nobody in our community sends abusive or improper texts. Staff are told that a personal phone which joins the school’s wireless is monitored like any other device on the network.',
        clauses: ['B87', 'B89'],
      },
    ],
  },
  {
    heading: 'What nobody does',
    paragraphs: [
      {
        text: 'Nobody visits, makes, posts, downloads, uploads, transfers, communicates or passes on anything on this list. As far as technology can, the school stops it:\n- anything that promotes or carries out an illegal act, such as fraud, obscenity, misuse of computers or an offence against children; criminally racist material; images of child sexual abuse; pornography\n- anything that promotes discrimination, racial or religious hatred, threats, violence or mental harm\n- anything that offends colleagues, damages the ethos of the school or brings it into disrepute\n- running a private business on school systems\n- a system, application or site that gets round filtering or other safeguards\n- revealing confidential information: personal data, databases, access codes, passwords\n- making or spreading viruses or other harmful files\n- traffic so heavy, for a while or all at once, that it congests the network\n- online gambling.',
        clauses: ['B98', 'B99', 'B100', 'B101', 'B102', 'B103', 'B104', 'B105', 'B106', 'B160'],
      },
    ],
  },
]
