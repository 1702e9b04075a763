/** A day without a time, as `YYYY-MM-DD`: a date of birth, an inset day, the day something happened. */
export type CalendarDate = string

/** A time of day on London's clocks, as `HH:MM` (24 hours). */
export type TimeOfDay = string

/** An instant as London's wall clocks show it. `ms` counts from midnight by the clock's face, not by elapsed time. */
export type WallTime = { date: CalendarDate; ms: number }

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

const wallClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const

/** What a clock on a wall in London shows at the instant. */
export function wallTimeOf(instant: Date): WallTime {
  const shown: Record<string, string> = {}
  for (const part of wallClock.formatToParts(instant)) shown[part.type] = part.value
  const seconds = Number(shown.hour) * 3600 + Number(shown.minute) * 60 + Number(shown.second)
  const fraction = ((instant.getTime() % 1000) + 1000) % 1000
  return { date: `${shown.year}-${shown.month}-${shown.day}`, ms: seconds * 1000 + fraction }
}

/** The day in London at the instant. */
export function londonDate(instant: Date): CalendarDate {
  return wallTimeOf(instant).date
}

/**
 * The instant at which London's clocks show this. In the hour that happens twice (October) the first is meant; a time
 * that is skipped (March) moves on by the hour that is missing. Both are what `java.time` and Temporal do.
 */
export function instantOf(wall: WallTime): Date {
  const asIfUtc = startOfDayUtcMs(wall.date) + wall.ms
  const inSummer = new Date(asIfUtc - hourMs)
  const shown = wallTimeOf(inSummer)
  const matches = shown.date === wall.date && shown.ms === wall.ms
  return matches ? inSummer : new Date(asIfUtc)
}

/** The instant at which London's clocks show this day and time of day. */
export function instantAt(date: CalendarDate, time: TimeOfDay): Date {
  return instantOf({ date, ms: timeOfDayMs(time) })
}

/** A time of day as milliseconds from midnight. Throws on anything but `HH:MM`: data, not something a person typed. */
export function timeOfDayMs(time: TimeOfDay): number {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time)
  if (!found) throw new RangeError(`A time of day is written HH:MM, not "${time}".`)
  return (Number(found[1]) * 60 + Number(found[2])) * minuteMs
}

/** Whether the text names a day that exists, as `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** The day so many days later, or earlier when negative. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(startOfDayUtcMs(date) + days * dayMs).toISOString().slice(0, 10)
}

/** How many days lie between two dates: 1 from today to tomorrow, negative backwards. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return (startOfDayUtcMs(to) - startOfDayUtcMs(from)) / dayMs
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(date: CalendarDate): number {
  return new Date(startOfDayUtcMs(date)).getUTCDay()
}

/** "22 November 2026" */
export function formatDate(date: CalendarDate): string {
  return `${formatDayAndMonth(date)} ${date.slice(0, 4)}`
}

/** "22 November" */
export function formatDayAndMonth(date: CalendarDate): string {
  return `${Number(date.slice(8))} ${monthNames[Number(date.slice(5, 7)) - 1]}`
}

/** "Sunday" */
export function formatWeekday(date: CalendarDate): string {
  return `${weekdayNames[weekdayOf(date)]}`
}

/** "2:05pm", "5pm", "midday", "midnight": GOV.UK's way with times. Seconds are dropped, never rounded up. */
export function formatTime(instant: Date): string {
  const minutes = Math.floor(wallTimeOf(instant).ms / minuteMs)
  if (minutes === 0) return 'midnight'
  if (minutes === 12 * 60) return 'midday'
  const hour = Math.floor(minutes / 60)
  const minute = minutes % 60
  const face = `${hour % 12 === 0 ? 12 : hour % 12}${minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`}`
  return `${face}${hour < 12 ? 'am' : 'pm'}`
}

/** "22 November 2026, 2:05pm" */
export function formatInstant(instant: Date): string {
  return `${formatDate(londonDate(instant))}, ${formatTime(instant)}`
}

function startOfDayUtcMs(date: CalendarDate): number {
  if (!isCalendarDate(date)) throw new RangeError(`A date is written YYYY-MM-DD, not "${date}".`)
  return Date.parse(`${date}T00:00:00Z`)
}
