// Any CSV file: which of its columns means what. Made on a page, and remembered for its source.

import * as z from 'zod'
import type { Cells, TableReader } from './formats.ts'
import { dateOf, kindOf, type StagedRow, yearOf } from './staged-row.ts'

/** What a column can mean, in the order in which the page asks. */
export const meanings = {
  code: {
    label: 'Number or code of the person',
    hint: 'For example UPN or admission number. It never changes.',
    needed: true,
  },
  givenName: { label: 'Given name', hint: '', needed: true },
  familyName: { label: 'Family name', hint: '', needed: true },
  knownAs: { label: 'Known as', hint: '', needed: false },
  dateOfBirth: { label: 'Date of birth', hint: '', needed: false },
  email: { label: 'E-mail address', hint: '', needed: false },
  jobTitle: { label: 'Job', hint: 'For staff.', needed: false },
  kind: {
    label: 'What they are',
    hint: 'Leave it out if the file holds one kind of people only.',
    needed: false,
  },
  className: { label: 'Class or registration group', hint: '', needed: false },
  yearGroup: { label: 'Year group', hint: '', needed: false },
  leavesOn: { label: 'Last day', hint: '', needed: false },
  guardianName: {
    label: 'Name of a parent or carer',
    hint: 'Given name and family name in one column.',
    needed: false,
  },
  guardianEmail: { label: 'E-mail address of that parent or carer', hint: '', needed: false },
  guardianRelation: { label: 'What they are to the child', hint: 'For example: mother.', needed: false },
} as const
export type Meaning = keyof typeof meanings
export const allMeanings = Object.keys(meanings) as readonly Meaning[]

export const mappingSchema = z.object({
  /** What everybody in the file is, where no column says it. */
  everybodyIs: z.enum(
    ['pupil', 'staff', 'governor', 'volunteer', 'guardian', 'column'],
    'Say who is in the file',
  ),
  columns: z.partialRecord(z.enum(allMeanings as [Meaning, ...Meaning[]]), z.string().max(200)),
})
export type Mapping = z.infer<typeof mappingSchema>

const guesses: Readonly<Record<Meaning, RegExp>> = {
  code: /^(upn|adm(ission)?[ _]?(no|number)|mis[ _]?id|person[ _]?id|student[ _]?id|staff[ _]?code|id|code)$/i,
  givenName: /^(legal )?(given|first|fore)[ _]?names?$/i,
  familyName: /^(legal )?(family|last|sur)[ _]?name$/i,
  knownAs: /^(known[ _]?as|(preferred|chosen)[ _]?(first |given )?(fore)?name)$/i,
  dateOfBirth: /^(dob|date[ _]?of[ _]?birth|birth[ _]?date)$/i,
  email: /^(work |school )?e-?mail([ _]?address)?$/i,
  jobTitle: /^(job([ _]?title)?|post|role title)$/i,
  kind: /^(role|type|kind|person type)$/i,
  className: /^(reg(istration)?( group)?|form|tutor group|class)$/i,
  yearGroup: /^(year([ _]?group)?|nc ?year|grade)$/i,
  leavesOn: /^(leaving|leave|end)[ _]?date$/i,
  guardianName: /^(parent|guardian|carer|contact|priority 1)[ _]?(1 )?(full )?name$/i,
  guardianEmail: /^(parent|guardian|carer|contact|priority 1)[ _]?(1 )?e-?mail$/i,
  guardianRelation: /^(relation(ship)?|priority 1 relationship)$/i,
}

/** What the columns of a header most likely mean: where the page begins when nothing is remembered. */
export function guessMapping(header: readonly string[]): Mapping {
  const columns = Object.fromEntries(
    allMeanings.flatMap((meaning) => {
      const found = header.find((column) => guesses[meaning].test(column.trim()))
      return found === undefined ? [] : [[meaning, found]]
    }),
  )
  return { everybodyIs: columns.kind === undefined ? 'pupil' : 'column', columns }
}

/** Reads a table by its mapping: the person, their class, and one parent or carer. */
export function mappedReader({ everybodyIs, columns }: Mapping): TableReader {
  const column = (meaning: Meaning): string => columns[meaning] ?? ''
  return {
    needs: Object.values(columns).filter((name) => name !== ''),
    read: (cells) => {
      const text = (meaning: Meaning): string => (column(meaning) === '' ? '' : cells.cell(column(meaning)))
      const date = (meaning: Meaning): string | null => {
        if (text(meaning) === '') return null
        const found = dateOf(text(meaning))
        if (found === null)
          cells.say(column(meaning), `“${text(meaning).slice(0, 30)}” is no date. Write it like 04/05/2019.`)
        return found
      }
      const kind = everybodyIs === 'column' ? kindOf(text('kind')) : everybodyIs
      if (kind === null)
        cells.say(
          column('kind'),
          `“${text('kind').slice(0, 40)}” is not known here. Write pupil, staff, governor, volunteer or parent.`,
        )
      const code = text('code')
      const person: StagedRow = {
        what: 'person',
        code,
        other: null,
        gone: false,
        line: cells.line,
        fields: {
          kind,
          givenName: text('givenName'),
          familyName: text('familyName'),
          knownAs: text('knownAs') || null,
          email: text('email') || null,
          jobTitle: text('jobTitle') || null,
          dateOfBirth: date('dateOfBirth'),
          yearGroup: yearOf(text('yearGroup')),
          endsOn: date('leavesOn'),
        },
      }
      return [person, ...classOf(text, code, kind, cells), ...guardianOf(text, code, kind, cells)]
    },
  }
}

type Text = (meaning: Meaning) => string

function classOf(text: Text, code: string, kind: string | null, { line }: Cells): StagedRow[] {
  const name = text('className')
  if (name === '') return []
  const part = kind === 'pupil' ? 'pupil' : 'teacher'
  const one = { gone: false, line } as const
  return [
    {
      ...one,
      what: 'class',
      code: name.toLowerCase(),
      other: null,
      fields: { name, yearGroup: yearOf(text('yearGroup')) },
    },
    { ...one, what: 'member', code, other: name.toLowerCase(), fields: { part } },
  ]
}

/**
 * A parent or carer is known by their address and given name or, without an address, by their name and the child: the same
 * one twice is one, and a couple who share an address are two.
 */
function guardianOf(text: Text, code: string, kind: string | null, { line }: Cells): StagedRow[] {
  const name = text('guardianName')
  const parts = name.split(/\s+/)
  if (name === '' || kind !== 'pupil') return []
  const email = text('guardianEmail') || null
  const givenName = parts.slice(0, -1).join(' ') || name
  const known = (email === null ? name : `${givenName} at ${email}`).toLowerCase()
  const other = email === null ? `parent ${known} of ${code}` : `parent ${known}`
  const one = { gone: false, line } as const
  return [
    {
      ...one,
      what: 'person',
      code: other,
      other: null,
      fields: {
        kind: 'guardian',
        givenName,
        familyName: parts.at(-1) ?? name,
        email,
        shared: 1,
      },
    },
    {
      ...one,
      what: 'guardian',
      code,
      other,
      fields: { relation: text('guardianRelation').toLowerCase() || null },
    },
  ]
}
