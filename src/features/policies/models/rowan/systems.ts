import type { ModelSection } from '../model.ts'

/** Logging on, accounts, devices, security and personal data. */
export const systems: readonly ModelSection[] = [
  {
    heading: 'Logging on',
    paragraphs: [
      {
        text: 'A member of staff’s password is theirs alone, and nobody else changes it, apart from resets that administrators, the IT consultants or a software provider can make. Passwords have more than eight characters, with capital and small letters, a number and a special character. They expire every six months; changing them more often is good practice.',
        clauses: ['R42', 'R43', 'R44'],
      },
      {
        text: 'Screens are locked whenever somebody leaves their desk, and no computer is left logged on with nobody there. Staff iPads need a passcode and are locked when they are not in use.',
        clauses: ['R45', 'R46'],
      },
      {
        text: 'What somebody can reach on the network depends on their role. Pupils, and student teachers with them, use general logons that open only a part of the network and the internet. Visitors and volunteers get computer access only where it is restricted.',
        clauses: ['R47', 'R48', 'R49', 'R50'],
      },
      {
        text: 'For their own devices, visitors and volunteers may be given a wireless code of their own, on a guest network that is kept apart from the school’s. The code ends after a time that the school operations manager sets.',
        clauses: ['R51', 'R52'],
      },
      {
        text: 'Staff log off after work, and keep pupils off a computer until they have.',
        clauses: ['R119'],
      },
    ],
  },
  {
    heading: 'Accounts, e-mail and the cloud',
    paragraphs: [
      {
        text: 'Everybody who joins us gets a Google account and a school e-mail address that fit their role, and changes the password the first time they log on. School e-mail is used for appropriate, professional communication for the school and for nothing else.',
        clauses: ['R53', 'R54', 'R55'],
      },
      {
        text: 'Teachers’ e-mail addresses are on the website, so that parents can write to them. A teacher who receives a worrying e-mail from a parent reports it to the phase leader and the senior leadership team, and forwards the message.',
        clauses: ['R56', 'R57'],
      },
      {
        text: 'Data that is needed at home, or shared, goes on the cloud drive: not on a USB stick and not into an e-mail. Shared drives are open by how sensitive they are, so that not every folder is open to all staff.',
        clauses: ['R58', 'R118'],
      },
    ],
  },
  {
    heading: 'School accounts on personal devices',
    paragraphs: [
      {
        text: 'Whoever adds the school account to a personal device agrees to the data protection policy, and knows that the school can wipe its data from the device. Every employee whose mobile device joins the network, or can store or reach data, agrees to this in writing. Other people and other devices are not affected.',
        clauses: ['R59', 'R63'],
      },
      {
        text: 'A personal device is never deliberately wiped without its owner’s consent, unless it was stolen: then it is wiped promptly, without waiting. The user or the IT consultants may start a selective wipe, which removes the school’s data alone and can be undone by connecting again. A wipe is used only when it must be: after theft or loss, or when somebody leaves us and has not removed school data.',
        clauses: ['R60', 'R64', 'R65'],
      },
      {
        text: 'Employees tell the school at once when such a device is lost or stolen. A device that reaches school documents is set up securely, locks itself when idle, and is signed out when the work is done. No school data is stored on it.',
        clauses: ['R61', 'R62', 'R126'],
      },
    ],
  },
  {
    heading: 'Laptops, loans and personal devices',
    paragraphs: [
      {
        text: 'Laptops are provided by role. A loan agreement with its terms is signed when a laptop is handed over, and again when it comes back. The school operations manager logs short loans, such as for a repair, in place of something that is being repaired, or to cover a class.',
        clauses: ['R69', 'R70', 'R72'],
      },
      {
        text: 'Staff do not use USB sticks. They avoid saving personal data on laptops and work in their cloud account instead. Documents on the server are reached from home through the VPN on a school laptop.',
        clauses: ['R66', 'R67', 'R68'],
      },
      {
        text: 'Photographs are moved from a laptop to the server soon, and then deleted. Nothing sensitive stays on a laptop longer than it is needed.',
        clauses: ['R71'],
      },
      {
        text: 'Staff use personal devices outside working hours only, and keep them in a cupboard during lessons. Pupils are not photographed with them in school. On trips staff may do so; the pictures are downloaded straight after the return, and every personal copy is deleted. The school accepts no responsibility for staff’s personal devices, in school or on visits.',
        clauses: ['R73', 'R74', 'R124', 'R125'],
      },
      {
        text: 'We discourage pupils from bringing personal devices unless their teacher has asked for them. They never connect to the school’s network or wireless.',
        clauses: ['R122', 'R123'],
      },
    ],
  },
  {
    heading: 'Keeping our systems safe',
    paragraphs: [
      {
        text: 'IT systems are regulated so that only appropriate use is possible. The firewall that comes with our connection is used and kept up to date. Patches and updates of operating systems that are required are sent to devices and installed.',
        clauses: ['R75', 'R98', 'R99'],
      },
      {
        text: 'In an e-mail that is not verified, nobody opens an attachment that was not expected, follows a link, or enters personal information or a password. Fraudulent e-mail can look genuine, and anti-virus software may not know a new virus. Suspicious e-mail is reported to the school operations manager, or to the IT consultants with a ticket.',
        clauses: ['R101', 'R102', 'R143'],
      },
    ],
  },
  {
    heading: 'Personal data',
    paragraphs: [
      {
        text: 'Personal data is handled under the Data Protection Act 2018 and the UK GDPR, as amended. All information is secured against being accessed, altered, disclosed or destroyed by anybody who has no authority to. We take full account of what our IT consultants and our external data protection officer recommend.',
        clauses: ['R103', 'R104', 'R105'],
      },
    ],
  },
]
