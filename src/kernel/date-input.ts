import { type CalendarDate, formatDate, isCalendarDate, type TimeOfDay } from './london-time.ts'

/** The three boxes of a date question, as typed. */
export type DateBoxes = { day: string; month: string; year: string }

export type DateBox = keyof DateBoxes

/** `at` names the boxes to mark, so that the page can point to them. */
export type DateInput = { date: CalendarDate } | { problem: string; at: readonly DateBox[] }

/** `what` starts the sentence, such as "The date it happened". `from` and `to` are allowed days, both included. */
export type DateQuestion = { what: string; from?: CalendarDate; to?: CalendarDate; today: CalendarDate }

const boxes = ['day', 'month', 'year'] as const
const monthStarts = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
] as const

/** Reads a date as a person types it: "3", "nov" and "2026" will do. Refuses in one sentence and says which box. */
export function parseDateInput(typed: DateBoxes, question: DateQuestion): DateInput {
  const { what } = question
  const missing = boxes.filter((box) => typed[box].trim() === '')
  if (missing.length === 3) return { problem: `Enter ${lowerFirst(what)}`, at: boxes }
  if (missing.length > 0) return { problem: `${what} must include a ${missing.join(' and ')}`, at: missing }
  const year = typed.year.trim()
  if (!/^\d{4}$/.test(year)) return { problem: 'Year must include 4 numbers', at: ['year'] }
  const month = monthNumber(typed.month.trim())
  const day = typed.day.trim()
  const date = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
  if (month === undefined) return { problem: `${what} must be a real date`, at: ['month'] }
  if (!/^\d{1,2}$/.test(day) || !isCalendarDate(date)) {
    return { problem: `${what} must be a real date`, at: ['day', 'month'] }
  }
  const problem = outsideProblem(date, question)
  return problem === undefined ? { date } : { problem, at: boxes }
}

/** Reads a time of day as a person types it: "2:05pm", "2.05 pm", "14:05", "9am", "midday". Refuses in a sentence. */
export function parseTimeInput(typed: string, what: string): { time: TimeOfDay } | { problem: string } {
  const text = typed.trim().toLowerCase().replaceAll(/\s+/g, '')
  if (text === '') return { problem: `Enter ${lowerFirst(what)}` }
  if (text === 'midday' || text === 'noon') return { time: '12:00' }
  if (text === 'midnight') return { time: '00:00' }
  const found = /^(\d{1,2})(?:[:.]?(\d{2}))?(am|pm|a\.m\.|p\.m\.)?$/.exec(text)
  const half = found?.[3]?.slice(0, 1)
  const hour = hourOf(Number(found?.[1]), half)
  const minute = Number(found?.[2] ?? 0)
  const plain = half === undefined && found?.[2] === undefined
  if (hour === undefined || minute > 59 || plain) {
    return { problem: `${what} must be a time, like 2:05pm or 14:05` }
  }
  return { time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` }
}

function outsideProblem(date: CalendarDate, { what, from, to, today }: DateQuestion): string | undefined {
  if (to !== undefined && date > to) {
    return to === today
      ? `${what} must be today or in the past`
      : `${what} must be the same as or before ${formatDate(to)}`
  }
  if (from !== undefined && date < from) {
    return from === today
      ? `${what} must be today or in the future`
      : `${what} must be the same as or after ${formatDate(from)}`
  }
  return undefined
}

function monthNumber(typed: string): number | undefined {
  if (/^\d{1,2}$/.test(typed)) return Number(typed)
  const name = typed.toLowerCase()
  const at = monthStarts.findIndex((start) => name.startsWith(start))
  return at >= 0 && /^[a-z]{3,9}$/.test(name) ? at + 1 : undefined
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined
  if (!(hour >= 1 && hour <= 12)) return undefined
  return (hour % 12) + (half === 'p' ? 12 : 0)
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
