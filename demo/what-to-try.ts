export type Try = { who?: string; path?: string; does: string }

/** What somebody who sees the demonstration for the first time does first. Printed, and on the page of sign-ins. */
export const whatToTry: readonly Try[] = [
  { path: '/s/alder/report/child', does: 'Tell the school something as a child.' },
  { who: 'dsl.alder', does: 'See what came in, open an incident and answer the four safety questions.' },
  { who: 'head.thorn', does: 'See that what concerns an adult of the school reaches the head alone.' },
  { who: 'teacher.beech', does: 'Report something in ninety seconds, then ask for a site that is blocked.' },
  { who: 'head.alder', does: 'Decide about sites that were asked for, and see what the filter blocked.' },
  {
    who: 'siro.rowan',
    does: 'Decide about words that pupils shall not search for, which the safeguarding lead proposed.',
  },
  {
    path: '/s/hazel/somebody-listens',
    does: 'Read what a child reads in place of what they searched for, where somebody should listen.',
  },
  {
    who: 'dsl.hazel',
    does: 'Open What was blocked, To look at: such a search was a task at once. Nobody kept its words.',
  },
  {
    who: 'technician.rowan',
    does: 'See who has a key for the proxy, and end one. One that was lost and one of a leaver are over.',
  },
  { who: 'safetygovernor.alder', does: 'Open What we promise, and follow one promise down to its evidence.' },
]
