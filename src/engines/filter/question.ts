/** Who asks for what, when. The name is canonical (`site.ts`). One object may be used again for each question. */
export type Question = {
  /** Position in the policy's profiles. */
  profile: number
  /** The person's, device's or group's access is suspended now (a sanction, or an agreement not signed). */
  suspended: boolean
  /** 1 is Monday, 7 Sunday; in school time. */
  day: number
  minute: number
  schoolDay: boolean
  nowMs: number
  host: string
  /** Path and query in lower case where the whole address is known; empty for a name alone. */
  pathAndQuery: string
  /** The form that is posted there, as it was sent; empty where none is. */
  form: string
  /** What is searched for, where somebody asks about a search without an address; otherwise it is found in address and form. */
  search: string
}

/** A question to be filled: nobody in particular, at no time, about nothing. */
export const blankQuestion = (): Question => ({
  profile: 0,
  suspended: false,
  day: 1,
  minute: 0,
  schoolDay: false,
  nowMs: 0,
  host: '',
  pathAndQuery: '',
  form: '',
  search: '',
})
