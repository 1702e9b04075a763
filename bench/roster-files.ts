// OneRoster files of a school that is far too large: as many pupils as parents, one adult who works there for ten pupils.

import { boys, families, girls, men, women } from '../demo/names.ts'

export type RosterFile = { name: string; text: string }
export type RosterOf = { pupils: number; parents: number; staff: number; files: readonly RosterFile[] }

const classSize = 30
const years = 6

/** Files with this many people. Nobody has a date of birth, so that nobody is taken for somebody who is there already. */
export function rosterFiles(people: number): RosterOf {
  const staff = Math.floor(people / 21)
  const pupils = Math.ceil((people - staff) / 2)
  const parents = people - staff - pupils
  const numbers = Array.from({ length: pupils }, (_, at) => at + 1)
  const classes = Math.ceil(pupils / classSize)
  const classOf = (number: number) => `C${(number % classes) + 1}`
  const yearOf = (klass: number) => `0${(klass % years) + 1}`
  const files = [
    file('manifest', 'propertyName,value', [
      ...['orgs', 'users', 'classes', 'enrollments'].map((table) => `file.${table},bulk`),
    ]),
    file('orgs', 'sourcedId,status,dateLastModified,name,type', ['S1,,,Large School,school']),
    file(
      'users',
      'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,givenName,familyName,email,agentSourcedIds',
      [
        ...from(staff).map(
          (n) => `T${n},,,true,S1,teacher,${nameOf(n, [...women, ...men])},t${n}@school.example,`,
        ),
        ...from(parents).map(
          (n) => `G${n},,,true,S1,parent,${nameOf(n, [...men, ...women])},g${n}@home.example,`,
        ),
        ...numbers.map(
          (n) => `P${n},,,true,S1,student,${nameOf(n, [...girls, ...boys])},,${n <= parents ? `G${n}` : ''}`,
        ),
      ],
    ),
    file(
      'classes',
      'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,schoolSourcedId',
      from(classes).map((n) => `C${n},,,Class ${n},${yearOf(n)},,,homeroom,S1`),
    ),
    file(
      'enrollments',
      'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary',
      [
        ...from(Math.min(staff, classes)).map((n) => `ET${n},,,C${n},S1,T${n},teacher,true`),
        ...numbers.map((n) => `EP${n},,,${classOf(n)},S1,P${n},student,`),
      ],
    ),
  ]
  return { pupils, parents, staff, files }
}

const from = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1)

const nameOf = (number: number, given: readonly string[]): string =>
  `${given[(number * 7) % given.length]},${families[(number * 31) % families.length]}`

const file = (table: string, header: string, lines: readonly string[]): RosterFile => ({
  name: `${table}.csv`,
  text: `${[header, ...lines].join('\r\n')}\r\n`,
})
