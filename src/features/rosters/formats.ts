// What the files of each format are called, which columns they must have, and what their rows mean.

import { dateOf, kindOf, type StagedRow, yearOf } from './staged-row.ts'

/** A row being read: `cell` gives a column's text, '' where it is empty or missing; `say` stops the import at that column. */
export type Cells = {
  line: number
  cell: (column: string) => string
  say: (column: string, sentence: string) => void
  /** Leaves this row out, and says so. */
  leaveOut: (column: string, sentence: string) => void
}

export type TableReader = {
  /** Columns without which the file cannot be read. */
  needs: readonly string[]
  read: (cells: Cells) => readonly StagedRow[]
  /** Columns that name the schools of a row, where one source has several. */
  schools?: readonly string[]
}
export type Format = { mustHave: readonly string[]; tables: Readonly<Record<string, TableReader>> }

const none = { other: null, gone: false } as const
const orNull = (text: string): string | null => (text === '' ? null : text)
const list = (text: string): string[] => text.split(',').flatMap((one) => one.trim() || [])

function dateIn({ cell, say }: Cells, column: string): string | null {
  const text = cell(column)
  if (text === '') return null
  const date = dateOf(text)
  if (date === null) say(column, `“${text.slice(0, 30)}” is no date. Write it like 2019-05-04.`)
  return date
}

function kindIn({ cell, say }: Cells, column: string): string | null {
  const text = cell(column)
  const kind = kindOf(text)
  if (kind === null) say(column, `The role “${text.slice(0, 40)}” is not known here.`)
  return kind
}

const isGone = ({ cell }: Cells): boolean => cell('status').toLowerCase() === 'tobedeleted'

const oneRosterUser: TableReader = {
  needs: ['sourcedId', 'givenName', 'familyName'],
  schools: ['orgSourcedIds', 'primaryOrgSourcedId'],
  read: (cells) => {
    const { cell, line } = cells
    const code = cell('sourcedId')
    const gone = isGone(cells)
    // 1.2 has roles in a file of their own.
    const kind = cell('role') === '' ? null : kindIn(cells, 'role')
    const person: StagedRow = {
      ...none,
      what: 'person',
      code,
      gone,
      line,
      fields: {
        kind,
        givenName: cell('givenName'),
        familyName: cell('familyName'),
        knownAs: orNull(cell('preferredGivenName')),
        email: orNull(cell('email')),
        yearGroup: yearOf(list(cell('grades'))[0] ?? ''),
      },
    }
    const guardians = kind === 'guardian' ? [] : list(cell('agentSourcedIds'))
    return [
      person,
      ...guardians.map(
        (other): StagedRow => ({ what: 'guardian', code, other, gone, line, fields: { relation: null } }),
      ),
    ]
  },
}

const role = (columns: { person: string; starts: string; ends: string; grade: string }): TableReader => ({
  needs: [columns.person, 'role'],
  schools: ['orgSourcedId'],
  // Who loses one of several roles does not leave by that.
  read: (cells) =>
    isGone(cells) && cells.cell('roleType').toLowerCase() === 'secondary'
      ? []
      : [
          {
            ...none,
            what: 'role',
            code: cells.cell(columns.person),
            gone: isGone(cells),
            line: cells.line,
            fields: {
              kind: kindIn(cells, 'role'),
              startsOn: dateIn(cells, columns.starts),
              endsOn: dateIn(cells, columns.ends),
              yearGroup: yearOf(cells.cell(columns.grade)),
            },
          },
        ],
})

const classes = (school: string): TableReader => ({
  needs: ['sourcedId', 'title'],
  schools: [school],
  read: (cells) => [
    {
      ...none,
      what: 'class',
      code: cells.cell('sourcedId'),
      gone: isGone(cells),
      line: cells.line,
      fields: {
        name: cells.cell('title').slice(0, 40),
        yearGroup: yearOf(list(cells.cell('grades'))[0] ?? ''),
      },
    },
  ],
})

const enrollments: TableReader = {
  needs: ['classSourcedId', 'userSourcedId', 'role'],
  schools: ['schoolSourcedId'],
  read: (cells) => {
    const kind = kindIn(cells, 'role')
    const part =
      kind === 'pupil' ? 'pupil' : cells.cell('role').toLowerCase() === 'teacher' ? 'teacher' : 'assistant'
    const endsOn = dateIn(cells, 'endDate')
    return [
      {
        what: 'member',
        code: cells.cell('userSourcedId'),
        other: cells.cell('classSourcedId'),
        gone: isGone(cells),
        line: cells.line,
        fields: { part, startsOn: dateIn(cells, 'beginDate'), endsOn },
      },
    ]
  },
}

const demographics = (person: string): TableReader => ({
  needs: [person],
  read: (cells) => [
    {
      ...none,
      what: 'birth',
      code: cells.cell(person),
      line: cells.line,
      fields: { dateOfBirth: dateIn(cells, 'birthDate') },
    },
  ],
})

const orgs: TableReader = { needs: ['sourcedId', 'name', 'type'], read: () => [] }

const syncUser: TableReader = {
  needs: ['sourcedId', 'givenName', 'familyName'],
  read: ({ cell, line }) => [
    {
      ...none,
      what: 'person',
      code: cell('sourcedId'),
      line,
      fields: {
        kind: null,
        givenName: cell('givenName'),
        familyName: cell('familyName'),
        knownAs: null,
        email: orNull(cell('email')) ?? (cell('username').includes('@') ? cell('username') : null),
      },
    },
  ],
}

const relationships: TableReader = {
  needs: ['userSourcedId', 'relationshipUserSourcedId', 'relationshipRole'],
  read: ({ cell, line }) => [
    {
      what: 'guardian',
      code: cell('userSourcedId'),
      other: cell('relationshipUserSourcedId'),
      gone: false,
      line,
      fields: { relation: orNull(cell('relationshipRole').toLowerCase().slice(0, 60)) },
    },
  ],
}

export const oneRoster: Format = {
  mustHave: ['users'],
  tables: {
    orgs,
    users: oneRosterUser,
    roles: role({ person: 'userSourcedId', starts: 'beginDate', ends: 'endDate', grade: 'grade' }),
    demographics: demographics('sourcedId'),
    classes: classes('schoolSourcedId'),
    enrollments,
  },
}

export const schoolDataSync: Format = {
  mustHave: ['orgs', 'users', 'roles'],
  tables: {
    orgs,
    users: syncUser,
    roles: role({ person: 'userSourcedId', starts: 'roleStartDate', ends: 'roleEndDate', grade: 'grade' }),
    demographics: demographics('userSourcedId'),
    classes: classes('orgSourcedId'),
    enrollments,
    relationships,
  },
}
