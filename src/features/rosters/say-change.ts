// What an import changes and where something is wrong, in words.

import { formatDate } from '#/kernel/london-time.ts'
import { type PersonKind, personKindWords } from '../people/index.ts'
import type { Change } from './change-store.ts'

/** "users.csv, line 12, column email". A table's own name says nothing to whoever sent it. */
export function whereOf(file: string, line: number | null, column: string | null): string {
  const parts = [
    file === 'table' ? '' : file,
    line === null ? '' : `line ${line}`,
    column ? `column ${column}` : '',
  ]
  const words = parts.filter(Boolean).join(', ')
  return words === '' ? 'The file' : words
}

const detailWords: Readonly<Record<string, string>> = {
  givenName: 'given name',
  familyName: 'family name',
  knownAs: 'known as',
  dateOfBirth: 'date of birth',
  email: 'e-mail',
  jobTitle: 'job',
}

const kindWords = (kind: unknown): string => personKindWords[kind as PersonKind]

/** A change in a sentence: "Joins 3 Oak", "family name: Ahmed → Khan". */
export function sayChange({ what, before, after }: Change, classNames: ReadonlyMap<string, string>): string {
  const names = (list: unknown) =>
    (Array.isArray(list) ? (list as { classId: string }[]) : [])
      .map(({ classId }) => classNames.get(classId) ?? 'a new class')
      .join(', ')
  const said = (value: unknown) => (value === null || value === undefined ? 'empty' : String(value))
  switch (what) {
    case 'joins':
      return [kindWords(after.kind), names(after.classes), `from ${formatDate(String(after.joinedOn))}`]
        .filter(Boolean)
        .join(', ')
    case 'returns':
      return `Left on ${formatDate(String(before.leftOn))}, here again${names(after.classes) && `: ${names(after.classes)}`}`
    case 'details':
      return Object.keys(after)
        .filter((key) => key in detailWords)
        .map((key) => `${detailWords[key]}: ${said(before[key])} → ${said(after[key])}`)
        .join('; ')
    case 'moves':
      return [
        names(before.leaves) && `leaves ${names(before.leaves)}`,
        names(after.joins) && `joins ${names(after.joins)}`,
        after.toKind && `becomes ${kindWords(after.toKind).toLowerCase()}`,
      ]
        .filter(Boolean)
        .join('; ')
    case 'gainsGuardian':
      return `${said(after.guardian)}, ${said(after.relation)}. Nothing is open to them until the office has answered the five questions.`
    case 'losesGuardian':
      return `${said(before.guardian)}, ${said(before.relation)}`
    case 'leaves':
      return `${kindWords(before.kind)}, last day ${formatDate(String(after.lastDay))}`
  }
}
