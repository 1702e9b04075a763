// The one shape into which every format is read.

export type WhatIsStaged = 'person' | 'role' | 'birth' | 'class' | 'member' | 'guardian'

export type StagedRow = {
  what: WhatIsStaged
  /** The code by which the file names the person or class. */
  code: string
  /** The class of a member, the guardian of a pupil. */
  other: string | null
  /** The file says that it is to be removed. */
  gone: boolean
  fields: Readonly<Record<string, string | number | null>>
  line: number
}

/** Something wrong in a file. What `stops` has to be mended; the rest is left out and said. */
export type Problem = { stops: boolean; line: number | null; column: string | null; sentence: string }

/** What our records call those whom rosters call by many words. Nobody else is taken in. */
const kinds: Readonly<Record<string, 'pupil' | 'staff' | 'guardian' | 'governor' | 'volunteer'>> = {
  student: 'pupil',
  pupil: 'pupil',
  learner: 'pupil',
  teacher: 'staff',
  staff: 'staff',
  employee: 'staff',
  administrator: 'staff',
  aide: 'staff',
  'teaching assistant': 'staff',
  proctor: 'staff',
  principal: 'staff',
  head: 'staff',
  counselor: 'staff',
  siteadministrator: 'staff',
  districtadministrator: 'staff',
  systemadministrator: 'staff',
  faculty: 'staff',
  professor: 'staff',
  guardian: 'guardian',
  parent: 'guardian',
  relative: 'guardian',
  carer: 'guardian',
  contact: 'guardian',
  governor: 'governor',
  volunteer: 'volunteer',
}

/** A word of a file as one of our kinds of person; null where it is none that we know. */
export function kindOf(word: string): string | null {
  return kinds[word.trim().toLowerCase()] ?? null
}

/** A year group: 4 for "04", "Year 4" and "Y4", 0 for Reception, -1 for Nursery. Null for what is none. */
export function yearOf(text: string): number | null {
  const word = text.trim().toLowerCase()
  if (/^(r|rec|reception|kg|kindergarten)$/.test(word)) return 0
  if (/^(n|n1|n2|nur|nursery|pk|pr|pre-?k)$/.test(word)) return -1
  const number = /^(?:year|yr|y)?\s*0?(\d{1,2})$/.exec(word)?.[1]
  return number !== undefined && Number(number) <= 13 ? Number(number) : null
}

/** `2019-05-04` for that, for `04/05/2019` and `04.05.2019` (day first, as schools here write it). Null for what is no date. */
export function dateOf(text: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/.exec(text)
  const [, year, month, day] = iso ?? []
  const british = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text)
  const parts = iso ? [year, month, day] : british ? [british[3], british[2], british[1]] : null
  if (parts === null) return null
  const [y, m, d] = parts.map(Number)
  const date = new Date(Date.UTC(y ?? 0, (m ?? 0) - 1, d ?? 0))
  const written = date.toISOString().slice(0, 10)
  return date.getUTCMonth() + 1 === m && date.getUTCDate() === d ? written : null
}

/** Why a cell cannot be taken as it stands; null when it can. */
export function cellProblem(text: string): string | null {
  if (/^[=+@]|^-(?!\d)/.test(text))
    return 'begins like a formula of a spreadsheet. Put the text itself into the cell.'
  if (/\uFFFD|\u00C3[\u0080-\u00BF]|\u00E2\u20AC/.test(text))
    return 'was spoilt by a wrong encoding. Export the file again as “CSV UTF-8”.'
  if (text.length > 400) return 'is longer than anything that belongs there.'
  return null
}
