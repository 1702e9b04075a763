import type { ModelSection } from '../model.ts'

/** Incidents, cyberbullying, complaints, and what follows. */
export const whenThingsGoWrong: readonly ModelSection[] = [
  {
    heading: 'When something goes wrong',
    paragraphs: [
      {
        text: 'Four things always come first: whether anybody is in danger now, whether a child may be harmed, whether it concerns an adult of the school, and whether there could be an image of a child. What has to do with child protection, complaints among them, is handled under the safeguarding and child protection policy, and the safeguarding lead is told at once.',
        clauses: ['B45'],
      },
      {
        text: 'Incidents are dealt with quickly and in proportion, and our community learns that they were. When a pupil misuses computing systems, an entry is made in the {setting:incidents.logName}.',
        clauses: ['B32', 'B108'],
      },
      {
        text: 'What appears to be illegal is reported to the local authority first, and the police are told. Where somebody is in danger, 999 comes before either.',
        clauses: ['B107'],
      },
      {
        text: 'The head teacher or the deputy deals with complaints about misuse of the internet, and the head may seek advice from the co-ordinator and the safeguarding leads. Every complaint that a member of staff misused it goes to the head teacher; one about the head goes to the chair of governors.',
        clauses: ['B43', 'B44'],
      },
    ],
  },
  {
    heading: 'Cyberbullying',
    paragraphs: [
      {
        text: 'There are clear ways to support whoever is affected by cyberbullying, and every report of it is recorded. Pupils, staff and parents are advised to keep a record of what happens, as evidence.',
        clauses: ['B90', 'B91', 'B92'],
      },
      {
        text: 'Where it is right to, we find out who did it: from system logs, by talking to witnesses, by asking the service provider or the police. Whoever it was is asked to remove the material, or the service provider is asked to take it down. Their access to the internet in school may be suspended for a time.',
        clauses: ['B93', 'B94', 'B95'],
      },
      {
        text: 'Parents are told where that is right and adds no risk to a child. The police are contacted if it may be a crime.',
        clauses: ['B96', 'B97'],
      },
    ],
  },
  {
    heading: 'If a pupil misuses technology',
    paragraphs: [
      {
        text: 'We sort what happened by its kind, so that like cases are treated alike: reaching illegal material or what is not for their age; sites that have nothing to do with the lesson; devices; social networks or personal e-mail; using somebody else’s account; messages that bully; bringing the school into disrepute.',
        clauses: ['B109'],
      },
      {
        text: 'By how serious it is, one or more of these follows: a spoken warning, referral to the head or deputy, telling parents, loss of access, the police.',
        clauses: ['B110'],
      },
    ],
  },
  {
    heading: 'If a member of staff misuses technology',
    paragraphs: [
      {
        text: 'Misuse by staff includes\n- reaching illegal or pornographic material\n- personal use of social networks, webmail or anything else to excess\n- sharing credentials, or being careless with data\n- messaging pupils personally\n- bringing the school into disrepute, or compromising one’s professional reputation\n- breaching copyright or licences\n- deliberately breaching data protection or the security of the network\n- messages that offend, harass or bully.',
        clauses: ['B111', 'B161'],
      },
      {
        text: 'The head or the deputy decides which of these follow, one or more: referral to the local authority, its ICT service or HR; referral to technical staff about filtering; disciplinary action. The LADO is consulted first where a child was or may be harmed.',
        clauses: ['B112'],
      },
    ],
  },
]
