// The noun: something that a class does online for a time, agreed beforehand, because pupils may do it in no other way. Pure.

import { type CalendarDate, formatDate } from '#/kernel/london-time.ts'
import { type Assessment, isApproved, type Tool, yearsWords } from './tool.ts'

export const needs = {
  signUp: 'They sign up to an online service',
  images: 'They send pictures or films of themselves or their work',
  meeting: 'They meet somebody, online or in person',
} as const
export type Need = keyof typeof needs

export type Project = {
  id: string
  title: string
  needs: readonly Need[]
  toolId: string | null
  classId: string
  plan: string
  adultId: string
  parentsKnow: boolean
  startsOn: CalendarDate
  endsOn: CalendarDate
  state: 'asked' | 'agreed' | 'refused'
  askedBy: string
  askedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  decidedWhy: string | null
}

export const projectStandings = {
  asked: { text: 'To decide', means: 'Nobody has agreed yet. It has not begun.', colour: 'orange' },
  agreed: { text: 'Agreed', means: 'It may be done as planned, until its last day.', colour: 'green' },
  over: { text: 'Over', means: 'Its last day has passed.', colour: 'grey' },
  refused: { text: 'Refused', means: 'It is not done.', colour: 'grey' },
} as const

/** Where a project stands on a day. */
export const projectStandingOn = (
  day: CalendarDate,
  { state, endsOn }: Pick<Project, 'state' | 'endsOn'>,
): keyof typeof projectStandings => (state === 'agreed' && endsOn < day ? 'over' : state)

type Planned = Pick<Project, 'needs' | 'endsOn' | 'startsOn'> & {
  tool: { tool: Tool; assessment: Assessment } | null
  /** The year groups of the class. */
  years: { from: number; to: number }
  today: CalendarDate
}

/** Why a project cannot be planned so, in words; null when nothing stands against it. */
export function projectProblem({ needs, tool, years, startsOn, endsOn, today }: Planned): string | null {
  if (endsOn < startsOn || endsOn < today)
    return 'Choose a last day that is still to come, and not before the first.'
  if (tool === null) {
    return needs.includes('signUp')
      ? 'Say which tool they sign up to. It has to be approved before anybody does.'
      : null
  }
  const { name, approvedUntil } = tool.tool
  if (!isApproved(tool.tool, today)) return `${name} is not approved. Propose it first, or choose another.`
  if (approvedUntil !== null && approvedUntil < endsOn)
    return `${name} is approved until ${formatDate(approvedUntil)}. End the project by then, or assess the tool again first.`
  const { fromYear, toYear } = tool.assessment
  return fromYear !== null && toYear !== null && years.from >= fromYear && years.to <= toYear
    ? null
    : `${name} is approved for ${yearsWords(fromYear, toYear)}, and this class is ${yearsWords(years.from, years.to)}.`
}
