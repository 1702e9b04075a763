import type { ModelSection } from '../model.ts'

/** School equipment, portable and mobile devices, servers and disposal. */
export const equipment: readonly ModelSection[] = [
  {
    heading: 'School equipment',
    paragraphs: [
      {
        text: 'Equipment that is issued to staff is entered in the inventory with its serial number. A line manager authorises all of it. Managers who authorise it control what goes to whom in their unit, and recover what is not needed.',
        clauses: ['T224', 'T234', 'T235'],
      },
      {
        text: 'Privately owned ICT equipment stays off the school network. Visitors plug nothing into a network point unless that was arranged; they are shown to the wireless.',
        clauses: ['T225', 'T231'],
      },
      {
        text: 'Software is installed only when it is authorised and fully licensed, and by ICT support alone. Time-locked screensavers run on all machines, and no device or profile that reaches personal data is without one.',
        clauses: ['T230', 'T238'],
      },
      {
        text: 'Whoever leaves returns all equipment to their manager and names every system they can log on to, so that each logon is disabled.',
        clauses: ['T232', 'T233'],
      },
    ],
  },
  {
    heading: 'Portable equipment',
    paragraphs: [
      {
        text: 'Equipment is kept physically secure, so that the insurance holds: in the boot while driving, and in public places never unattended and out of sight where that can be. Portable equipment and removable media are carried as hand luggage, under control, in the case that came with them. They are best not left in a vehicle; where they must be, they are locked away out of sight.',
        clauses: ['T63', 'T226'],
      },
      {
        text: 'Where staff are given a laptop, that and nothing else is used for school business off site. Equipment that is likely to hold personal data is encrypted, and school data is never kept on a laptop alone. Data is saved or synchronised to the network often; whoever keeps it elsewhere answers for backing it up.',
        clauses: ['T228', 'T245', 'T268'],
      },
    ],
  },
  {
    heading: 'Mobile phones',
    paragraphs: [
      {
        text: 'Staff may bring a personal mobile phone for their own use, as the code of conduct says, and never contact a pupil or a parent with a personal device. On visits and trips they use the school’s mobile devices where these are supplied. Nobody uses a hand-held phone while driving.',
        clauses: ['T240', 'T241', 'T244', 'T246'],
      },
      {
        text: 'Text messages that are not appropriate are not allowed between members of our community.',
        clauses: ['T242'],
      },
    ],
  },
  {
    heading: 'Servers and disposal',
    paragraphs: [
      {
        text: 'Servers are locked away and secure, with passwords, limited rights of access and suitable security software. Data is backed up regularly, and the backup media are encrypted.',
        clauses: ['T247', 'T248'],
      },
      {
        text: 'Equipment that is not needed any more is disposed of as the law on electrical waste and on data protection says. Drives of old machines are taken out and stored securely, or wiped. Those that held personal or confidential data are overwritten so that nothing can be got back; deleting or formatting is not enough. A contractor who disposes of them guarantees in writing that the data is destroyed for good, by overwriting it several times.',
        clauses: ['T203', 'T236', 'T256', 'T257'],
      },
    ],
  },
]
