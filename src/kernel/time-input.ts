import type { TimeOfDay } from './london-time.ts'

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

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined
  if (!(hour >= 1 && hour <= 12)) return undefined
  return (hour % 12) + (half === 'p' ? 12 : 0)
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
