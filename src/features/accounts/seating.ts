// Who sat where: a lesson on devices that several children use, with the adult who opened it. Pure.

import * as z from 'zod'

export type Seating = {
  id: string
  classId: string
  accountId: string | null
  adultId: string
  room: string | null
  openedAt: Date
  endsAt: Date
  endedAt: Date | null
}

export type Seat = { personId: string; device: string }

export const lessons = {
  '30': 'Half an hour',
  '60': 'An hour',
  '120': 'Two hours',
  day: 'Until the school day ends',
} as const
export type Lesson = keyof typeof lessons

export const seatingForm = z
  .object({
    classId: z.uuid('Choose the class'),
    room: z
      .string()
      .trim()
      .max(60, 'Keep the room under 60 characters')
      .default('')
      .transform((text) => text || null),
    lasts: z.enum(Object.keys(lessons) as [Lesson, ...Lesson[]], 'Choose how long'),
  })
  .catchall(z.string().or(z.array(z.string())))
  .transform(({ classId, room, lasts, ...others }) => ({ classId, room, lasts, seats: seatsIn(others) }))
  .refine(({ seats }) => seats.length > 0, { path: [''], message: 'Write at least one child’s device.' })
  .refine(({ seats }) => seats.every(({ device }) => device.length <= 40), {
    path: [''],
    message: 'Keep the name of each device under 40 characters.',
  })
export type OpenSeating = { classId: string; room: string | null; lasts: Lesson; seats: readonly Seat[] }

const prefix = 'seat-'

/** The field in which a child’s device is written. */
export const seatField = (personId: string): string => `${prefix}${personId}`

/** Children who have a device, from the fields of the form. A child without one is away, or not at a device. */
export function seatsIn(sent: Readonly<Record<string, unknown>>): Seat[] {
  return Object.entries(sent).flatMap(([name, typed]) => {
    const device = typeof typed === 'string' ? typed.trim() : ''
    return name.startsWith(prefix) && device !== '' ? [{ personId: name.slice(prefix.length), device }] : []
  })
}

/** When it was over, or will be. */
export function endOf({ endsAt, endedAt }: Pick<Seating, 'endsAt' | 'endedAt'>): Date {
  return endedAt !== null && endedAt < endsAt ? endedAt : endsAt
}

/** From the instant it was opened to just before its end. */
export const isOpen = (seating: Seating, now: Date): boolean =>
  seating.openedAt <= now && now < endOf(seating)
