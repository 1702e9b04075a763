// The noun: links that a class opens for one lesson, homework or research, in order, each of them checked. Pure.

import { randomInt } from 'node:crypto'
import { addDays, type CalendarDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'

export const purposes = {
  lesson: { words: 'A lesson', day: 'Day of the lesson' },
  homework: { words: 'Homework', day: 'Day it is due' },
  research: { words: 'Research by themselves', day: 'Day it is due' },
} as const
export type Purpose = keyof typeof purposes

export type LinkList = {
  id: string
  code: string
  purpose: Purpose
  title: string
  words: string | null
  classId: string
  onDay: CalendarDate
  madeBy: string
  madeAt: Date
  endedAt: Date | null
}

export type Link = { position: number; siteId: string; address: string; words: string | null }

/** Who is late, or learns it again, still finds it. */
const openForDaysAfter = 28

/** Whether children can still open a list. */
export const isOpen = ({ onDay, endedAt }: Pick<LinkList, 'onDay' | 'endedAt'>, day: CalendarDate): boolean =>
  endedAt === null && addDays(onDay, openForDaysAfter) >= day

// Neither letters and digits that look alike, nor vowels, which make words.
const letters = 'bcdfghjkmnpqrstvwxz23456789'

/** Six letters and digits that a child can type. It keeps nothing secret: a list holds links, and names nobody. */
export const newCode = (): string =>
  Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('')

export type TypedLink = { typed: string; words: string | null }

const mostLinks = 20
const mostWords = 200

/** Lines as a teacher types them: an address, then what children should do there. Refuses more than twenty, and none. */
export function linesOf(text: string): TypedLink[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  if (lines.length === 0) throw new Refused('Write at least one address.')
  if (lines.length > mostLinks)
    throw new Refused('Keep it to twenty links. Make a second list for the others.')
  return lines.map((line) => {
    const [typed = '', ...rest] = line.split(/\s+/)
    return { typed, words: rest.join(' ').slice(0, mostWords) || null }
  })
}

/** Addresses that stand in the middle of words, where nobody would look for them. */
export const addressesIn = (words: string | null): string[] =>
  (words ?? '')
    .match(
      /\bhttps?:\/\/[^\s<>"']+|\bwww\.[^\s<>"']+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|uk|co|edu|gov|info|io|eu|example)(?:\/[^\s<>"']*)?/gi,
    )
    ?.map((found) => found.replace(/[.,;:!?)]+$/, '')) ?? []
