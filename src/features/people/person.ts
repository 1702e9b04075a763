// A person the school knows.

export type PersonKind =
  | 'pupil'
  | 'staff'
  | 'guardian'
  | 'governor'
  | 'volunteer'
  | 'supply'
  | 'contractor'
  | 'visitor'

/** What somebody may be besides what they are: a parent who helps is a volunteer too. */
export type AddedKind = Extract<PersonKind, 'volunteer' | 'governor' | 'staff' | 'guardian'>

/** How a parent or carer would rather be reached. */
export const contactWays = {
  email: 'By e-mail',
  telephone: 'By telephone',
  letter: 'By letter',
  inPerson: 'In person',
} as const
export type ContactWay = keyof typeof contactWays

export type Person = {
  id: string
  schoolId: string
  kind: PersonKind
  givenName: string
  familyName: string
  knownAs: string | null
  dateOfBirth: string | null
  email: string | null
  jobTitle: string | null
  joinedOn: string | null
  leftOn: string | null
}

/** What somebody is, in words. */
export const personKindWords: Readonly<Record<PersonKind, string>> = {
  pupil: 'Pupil',
  staff: 'Member of staff',
  guardian: 'Parent or carer',
  governor: 'Governor',
  volunteer: 'Volunteer',
  supply: 'Supply teacher',
  contractor: 'Contractor',
  visitor: 'Visitor',
}

/** Adults who work or volunteer at the school: what is alleged about them goes to the allegations register. */
export const adultsOfTheSchool: readonly PersonKind[] = [
  'staff',
  'governor',
  'volunteer',
  'supply',
  'contractor',
]

/** The name as people say it: "Priya Nandra". */
export function fullName(person: Pick<Person, 'givenName' | 'familyName' | 'knownAs'>): string {
  return `${person.knownAs ?? person.givenName} ${person.familyName}`
}
