// A report: what somebody told the school, word for word, and the answers that they get.

import type { Sensitive } from '#/kernel/sensitive.ts'

export const channels = {
  staff: 'A member of staff',
  pupil: 'A pupil, signed in',
  class: 'A pupil, at a class’s device',
  parent: 'A parent or carer',
  public: 'Somebody outside the school',
  anonymous: 'Somebody who gave no name',
} as const
export type Channel = keyof typeof channels

/** One question as it was asked, and the answer as it was written. */
export type Said = {
  ask: string
  answer: Sensitive
  /** A child's own words, kept apart from what an adult makes of them. */
  childsWords?: boolean
  /** The kind of the catalogue that the reporter chose. The incident’s own may become another, which is not theirs to read. */
  kind?: string
}

/** What is asked about people who must not know, on either form: whoever reads the report has to settle it first. */
export const notTellAsks = {
  adult: 'Who must not be told?',
  child: 'Is there somebody who should not know?',
} as const

/** It names somebody who must not be told: such an answer is shown to nobody whom it could mean. */
export function isNotTell({ ask }: Said): boolean {
  return Object.values<string>(notTellAsks).includes(ask)
}

export type Report = {
  id: string
  incidentId: string
  channel: Channel
  reporterId: string | null
  contact: Sensitive | null
  said: readonly Said[]
  aboutAdult: boolean
  danger: boolean
  receivedAt: Date
  hasReplyCode: boolean
}

export type Message = {
  id: string
  writtenBy: 'reporter' | 'school'
  text: Sensitive
  writtenAt: Date
  firstReadAt: Date | null
}
