import type { ModelSection } from '../model.ts'

/** Reporting, the log, and the two flows: possibly illegal, and not illegal. */
export const incidents: readonly ModelSection[] = [
  {
    heading: 'Reporting',
    paragraphs: [
      {
        text: 'A breach of security or an attempt at one, the loss of equipment, use that is not authorised and suspected misuse are reported to whoever is responsible, at once. Breaches, lost or stolen equipment, data, tokens or PINs, viruses, unsolicited mail, misuse and whatever else does not keep to this policy are also reported to the information asset owner or the school business manager.',
        clauses: ['T98', 'T99'],
      },
      {
        text: 'Everybody knows that something inappropriate which they reached by accident is reported at once to the {setting:people.coordinatorTitle}. Whoever finds something unpleasant switches off the monitor or closes the laptop first, and then tells a member of staff or the co-ordinator.',
        clauses: ['T103', 'T117'],
      },
      {
        text: 'We keep the {setting:incidents.logName}, and use it to see trends and what is of particular concern. Complaints about staff and e-safety go to the senior leader to whom this is delegated, or to the head teacher, or both; each is logged as an incident and follows the same flow. One about the head goes to the chair of governors.',
        clauses: ['T100', 'T101', 'T102'],
      },
      {
        text: 'When anybody reaches inappropriate material on purpose, whoever is responsible logs it and the head teacher investigates. Sanctions fit how serious it is: a very serious offence can bring immediate suspension, perhaps dismissal, and the police. Everybody knows of the sanctions for misuse under the disciplinary policy.',
        clauses: ['T104', 'T105', 'T106'],
      },
      {
        text: 'Head teachers, senior leaders and governors have the three flows for incidents that follow, as Schoolkeeper leads through them. The four questions come before each of them: is anybody in danger now, may a child be harmed, does it concern an adult of the school, could there be an image of a child?',
        clauses: ['T272'],
      },
    ],
  },
  {
    heading: 'If it may be illegal',
    paragraphs: [
      {
        text: 'The senior leader to whom this is delegated, or the head teacher, or both, decide quickly whether what happened may be illegal. It may be where there are images of child abuse, downloaded or passed on; incitement to racial or religious hatred; extreme cyberbullying; or anything that promotes illegal, threatening or harmful acts. When they are not sure they seek advice from the neighbourhood officer, the youth crime reduction officer or the county’s e-safety adviser.',
        clauses: ['T107', 'T108', 'T109'],
      },
      {
        text: 'If it is illegal, or suspected to be, the police and the county’s e-safety adviser are told. What the police advise comes before any later step.',
        clauses: ['T110'],
      },
      {
        text: 'The laptop or other device is confiscated from a pupil; a member of staff is asked to hand it over. If it belongs to the network, the account is disabled. All evidence is preserved. It is not looked at and not copied: only the police do that.',
        clauses: ['T111', 'T112', 'T113'],
      },
      {
        text: 'Where a pupil is implicated, the child protection liaison officer for schools is notified; where it is a member of staff, the LADO is contacted before anybody is told. If nothing illegal is found, the flow for other incidents goes on from here.',
        clauses: ['T114', 'T115', 'T116'],
      },
    ],
  },
  {
    heading: 'If it is not illegal',
    paragraphs: [
      {
        text: 'The delegated senior leader or the head teacher records the incident in the log, and any evidence is kept. It may be that somebody used another’s credentials, reached sites that the policy does not allow, filmed in a lesson with a phone, or upset or bullied somebody by technology.',
        clauses: ['T118', 'T119', 'T120'],
      },
      {
        text: 'It is established whether staff are involved. The LADO is contacted if a child was, may have been or may be harmed, if there may be an offence that has to do with a child, or if what was done suggests a risk in future. Below that threshold the evidence is reviewed, and it is decided whether it was an accident or on purpose, and what follows: the disciplinary procedures if it was on purpose.',
        clauses: ['T121', 'T122', 'T123'],
      },
      {
        text: 'If no staff are involved, it is established whether the child is the victim or alleged to be the instigator.',
        clauses: ['T124'],
      },
      {
        text: 'A pupil who is the victim is supported by the class teacher, a senior leader or the head, the designated safeguarding lead, or several of them. Child protection is informed at once if the child appears to be at risk. Parents are told where that is right and adds no risk to the child. The device is confiscated where that is called for.',
        clauses: ['T125', 'T126', 'T127', 'T128'],
      },
      {
        text: 'If a pupil is alleged to be the instigator, the incident is reviewed and other pupils who took part are identified. Sanctions, support or both are decided by the school’s rules. Parents are told if it is serious or goes on. In a serious incident we consider informing child protection, because this child may be at risk too.',
        clauses: ['T129', 'T130', 'T131', 'T132'],
      },
      {
        text: 'Afterwards we review our procedures and policies, so that practice gets better.',
        clauses: ['T133'],
      },
    ],
  },
]
