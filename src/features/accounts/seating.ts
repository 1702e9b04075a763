// Who sat where: a lesson on devices that several children use, with the adult who opened it. Pure.

import * as z from 'zod'

/** Of a class, whose devices may ask for no logon, or of a logon that children of any class use. */
export type Seating = {
  id: string
  classId: string | null
  accountId: string | null
  adultId: string
  room: string | null
  openedAt: Date
  endsAt: Date
  endedAt: Date | null
}

export type Seat = { personId: string; device: string }

/** A child who is written down by name, and by class where two are called the same. */
export type Newcomer = { name: string; className: string | null; device: string }

const mostInDevice = 40

export const lessons = {
  '30': 'Half an hour',
  '60': 'An hour',
  '120': 'Two hours',
  day: 'Until the school day ends',
} as const
export type Lesson = keyof typeof lessons

const roomAndTime = {
  room: z
    .string()
    .trim()
    .max(60, 'Keep the room under 60 characters')
    .default('')
    .transform((text) => text || null),
  lasts: z.enum(Object.keys(lessons) as [Lesson, ...Lesson[]], 'Choose how long'),
}
const fieldOfSeat = z.string().or(z.array(z.string()))
const shortDevices = (seats: readonly { device: string }[]) =>
  seats.every(({ device }) => device.length <= mostInDevice)
const tooLong = { path: [''], message: 'Keep the name of each device under 40 characters.' }
const wholeLines = (newcomers: readonly Newcomer[]) =>
  newcomers.every(({ name, device }) => name !== '' && device !== '')
const halfLine = {
  path: [''],
  message: 'Write a device beside each child’s name, and a name beside each device.',
}

/** A lesson of a class: who of its list sits where. */
export const seatingForm = z
  .object({ classId: z.uuid('Choose the class'), ...roomAndTime })
  .catchall(fieldOfSeat)
  .transform(({ classId, room, lasts, ...others }) => ({ classId, room, lasts, seats: seatsIn(others) }))
  .refine(({ seats }) => seats.length > 0, { path: [''], message: 'Write at least one child’s device.' })
  .refine(({ seats }) => shortDevices(seats), tooLong)
export type OpenSeating = { classId: string; room: string | null; lasts: Lesson; seats: readonly Seat[] }

/** A logon that children of any class use: who comes is written by name. */
export const sharedForm = z
  .object(roomAndTime)
  .catchall(fieldOfSeat)
  .transform(({ room, lasts, ...others }) => ({ room, lasts, newcomers: newcomersIn(others) }))
  .refine(({ newcomers }) => newcomers.length > 0, { path: [''], message: 'Write at least one child.' })
  .refine(({ newcomers }) => wholeLines(newcomers), halfLine)
  .refine(({ newcomers }) => shortDevices(newcomers), tooLong)
export type OpenShared = {
  accountId: string
  room: string | null
  lasts: Lesson
  newcomers: readonly Newcomer[]
}

/** Who came, went or moved while it is open. Of a class, nobody is written by name. */
export const changeForm = z
  .looseObject({})
  .transform((sent) => ({ seats: seatsIn(sent), newcomers: newcomersIn(sent) }))
  .refine(({ newcomers }) => wholeLines(newcomers), halfLine)
  .refine(({ seats, newcomers }) => shortDevices([...seats, ...newcomers]), tooLong)
export type ChangeSeats = { id: string; seats: readonly Seat[]; newcomers?: readonly Newcomer[] }

const prefix = 'seat-'

/** The field in which a child’s device is written. */
export const seatField = (personId: string): string => `${prefix}${personId}`

/** Children who have a device, from the fields of the form. A child without one is away, or not at a device. */
function seatsIn(sent: Readonly<Record<string, unknown>>): Seat[] {
  return Object.entries(sent).flatMap(([name, typed]) => {
    const device = typeof typed === 'string' ? typed.trim() : ''
    return name.startsWith(prefix) && device !== '' ? [{ personId: name.slice(prefix.length), device }] : []
  })
}

/** The two fields of a line in which a child of any class is written: “Robin Vale” or “Robin Vale, Oak”, and a device. */
export const newcomerFields = (line: number) => ({ child: `child-${line}`, device: `device-${line}` })

/** How many lines there are for children who come. */
export const newcomerLines = 6

function newcomersIn(sent: Readonly<Record<string, unknown>>): Newcomer[] {
  const typed = (field: string) =>
    String(sent[field] ?? '')
      .trim()
      .replaceAll(/\s+/g, ' ')
  return Array.from({ length: newcomerLines }, (_, index) => newcomerFields(index + 1)).flatMap(
    ({ child, device }) => {
      const [name = '', className = ''] = typed(child)
        .split(',')
        .map((part) => part.trim())
      const one = { name, className: className || null, device: typed(device) }
      return one.name === '' && one.device === '' ? [] : [one]
    },
  )
}

/** When it was over, or will be. */
export function endOf({ endsAt, endedAt }: Pick<Seating, 'endsAt' | 'endedAt'>): Date {
  return endedAt !== null && endedAt < endsAt ? endedAt : endsAt
}

/** From the instant it was opened to just before its end. */
export const isOpen = (seating: Seating, now: Date): boolean =>
  seating.openedAt <= now && now < endOf(seating)
