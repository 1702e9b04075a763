import type { ModelSection } from '../model.ts'

/** The internet at school, infrastructure, passwords, viruses, and what nobody does. */
export const systems: readonly ModelSection[] = [
  {
    heading: 'The internet at school',
    paragraphs: [
      {
        text: 'Pupils have supervised access to the internet, where that is reasonable, over fixed and mobile connections. Staff look at any site, online service, software or app before they recommend it. Open searches for pictures with pupils are discouraged.',
        clauses: ['T153', 'T154', 'T155'],
      },
      {
        text: 'Online gambling and gaming are blocked, and pupils do not reach social networks or game sites in school. The head teacher decides which activities on the internet are permitted to staff and pupils, and how that is made known.',
        clauses: ['T162', 'T163', 'T173'],
      },
      {
        text: 'Whoever comes upon a site that is not suitable closes the screen and reports it at once to the {setting:people.coordinatorTitle} or a teacher. Every inappropriate use that is found is followed up.',
        clauses: ['T152', 'T167'],
      },
      {
        text: 'Staff and pupils are told that e-mail and use of the web at school may be watched and looked into further. All activity on school systems and hardware is monitored, portable equipment included. Workstations are controlled and monitored with management tools. Pupils have no access to the logs.',
        clauses: ['T164', 'T165', 'T166', 'T237'],
      },
      {
        text: 'New technologies are examined for what they offer to learning, and their risks assessed, before they are used in school. Blogs, wikis and online areas for pupils are made on the learning platform or on systems that the head teacher has approved.',
        clauses: ['T176', 'T239'],
      },
    ],
  },
  {
    heading: 'Copyright',
    paragraphs: [
      {
        text: 'We keep to the copyright of software; school software is never copied or passed on illegally. We keep to the copyright of electronic materials, ask their owners for permission, and pay the fees that are due before we use them.',
        clauses: ['T158', 'T159'],
      },
    ],
  },
  {
    heading: 'Passwords and logons',
    paragraphs: [
      {
        text: 'Every user has a logon of their own for each system: network, e-mail, learning platform and management information system. Staff who need the management information system have credentials of their own for it. Nobody lets a person who is not authorised use their logon or the ICT that was provided to them.',
        clauses: ['T60', 'T191', 'T253'],
      },
      {
        text: 'People enter their own password each time they log on, and set up nothing that does it for them. Staff change a temporary password the first time they log on. Passwords are changed from time to time, and whenever a system or a password may have been compromised.',
        clauses: ['T182', 'T183', 'T184', 'T188'],
      },
      {
        text: 'Passwords and encryption keys are never written down or kept in a file without protection. They are disclosed only to ICT support that is authorised, when it must be, and changed once the need is over.',
        clauses: ['T185', 'T186'],
      },
      {
        text: 'If the security of an account is breached the head teacher is told at once; a suspicion is reported to ICT support. Staff and pupils are reminded regularly about the security of passwords, with guidance on strong ones and on encrypting files.',
        clauses: ['T187', 'T189'],
      },
      {
        text: 'The accounts of whoever leaves are disabled promptly, and general passwords are changed regularly. Each member of staff answers for keeping the networks, the management information system and the learning platform secure and confidential.',
        clauses: ['T192', 'T193', 'T271'],
      },
    ],
  },
  {
    heading: 'Viruses',
    paragraphs: [
      {
        text: 'Every file from the internet, from e-mail or from removable media is checked for viruses with school software before it is used. Nobody interferes with anti-virus software on school equipment, and nobody brings in or spreads a virus.',
        clauses: ['T54', 'T55', 'T254'],
      },
      {
        text: 'The network manager, to whom this is delegated, keeps anti-virus software installed and current on all school machines. Whoever uses a machine that is not on the network arranges regular updates with the IT team. Portable equipment is brought in for updates of anti-virus software, for patches, upgrades and installations.',
        clauses: ['T56', 'T168'],
      },
      {
        text: 'Whoever suspects a virus stops using the equipment at once and tells the school business manager; other trouble with viruses or anti-virus software goes to the network manager or the business manager. Our ICT support advises what to do and tells others who need to know.',
        clauses: ['T57', 'T58', 'T171'],
      },
      {
        text: 'Owners of removable media of their own keep their own systems protected; the school does not maintain these. Pupils who bring work on removable media hand it to the technician or a teacher for a safety check first.',
        clauses: ['T169', 'T170'],
      },
    ],
  },
  {
    heading: 'What nobody does',
    paragraphs: [
      {
        text: 'Nobody attempts to get into equipment, programs, files or data, or to change them, without being authorised. Each user answers for everything that is done with their equipment and under their account, whichever device it is.',
        clauses: ['T223', 'T227'],
      },
      {
        text: 'We block and look out for content that is illegal, offensive, obscene, defamatory, pornographic, intimidating, misleading, discriminatory or disruptive, for nudity and sexual comments, for slurs and comments on gender, for what offends because of age, orientation, belief, origin or disability or brings the school into disrepute, for chain letters and for jokes that have nothing to do with work.',
        clauses: ['T255', 'T270'],
      },
    ],
  },
  {
    heading: 'Social media',
    paragraphs: [
      {
        text: 'Staff do not reach personal social media on school equipment. Staff, governors, pupils and parents are told regularly how to use social media responsibly, and what to do when others misuse it. Everybody knows that what is posted can be seen, copied and kept for good, and that conduct online must be lawful.',
        clauses: ['T250', 'T251', 'T252'],
      },
      {
        text: 'Nobody gives names of colleagues or pupils, or confidential information from their work, on social networks or in online applications. Information that is protected, be it personal, sensitive, confidential or classified, is never posted online or passed beyond those for whom it is meant.',
        clauses: ['T160', 'T161'],
      },
    ],
  },
]
