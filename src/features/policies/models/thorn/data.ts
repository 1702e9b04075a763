import type { ModelSection } from '../model.ts'

/** Personal and sensitive data: on and off site, on paper, on screens and on media. */
export const data: readonly ModelSection[] = [
  {
    heading: 'Personal data',
    paragraphs: [
      {
        text: 'Personal data is taken off site, or reached from elsewhere, only when the head teacher or the governing body has authorised it. Data that is personal or sensitive leaves the site encrypted, on a protected laptop for instance, and in no other way. It is downloaded only when a manager has expressly authorised that.',
        clauses: ['T40', 'T41', 'T198'],
      },
      {
        text: 'Personal data stays off local drives and portable devices; where that cannot be avoided, the drive is encrypted. Files that hold it are sent by the approved secure service, or encrypted.',
        clauses: ['T202', 'T229'],
      },
      {
        text: 'Before personal or sensitive information is shared or disclosed, somebody checks that it is accurate. Protected information does not reach people who are not authorised.',
        clauses: ['T196', 'T197'],
      },
    ],
  },
  {
    heading: 'At the desk',
    paragraphs: [
      {
        text: 'Screens are locked when somebody steps away, and people log off completely when they are away for longer. No workstation is left unattended. Screens that show protected information cannot be seen by others.',
        clauses: ['T195', 'T199'],
      },
      {
        text: 'Portable media are taken out of a computer that is left, and school data that is used on a personal computer is secured.',
        clauses: ['T194'],
      },
      {
        text: 'Staff protect personal or sensitive information on paper that goes through printers, scanners, copiers and fax machines, above all where a machine is shared or reached from outside the school. Paper copies are stored securely, and disposed of as the label of the document says.',
        clauses: ['T64', 'T200'],
      },
      {
        text: 'Removable media are bought with encryption, stored securely, and disposed of securely if they held personal data.',
        clauses: ['T201'],
      },
    ],
  },
]
