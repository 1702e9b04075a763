// Something that somebody told the school, for tests.

import { sensitive } from '#/kernel/sensitive.ts'
import type { ReceiveReport } from '../src/features/reports/index.ts'

/** A report of unkind messages, unless the test says otherwise. */
export function aReport(
  parts: Partial<Omit<ReceiveReport, 'incident'>> & { incident?: Partial<ReceiveReport['incident']> } = {},
): ReceiveReport {
  const { incident, ...rest } = parts
  return {
    channel: 'staff',
    said: [{ ask: 'What happened?', answer: sensitive('Unkind messages in a class chat.') }],
    danger: false,
    saysAdult: false,
    chosenAdultId: null,
    contact: null,
    technical: null,
    ...rest,
    incident: {
      kind: 'bullying',
      happenedAt: null,
      happenedPrecision: 'unknown',
      happenedWhere: 'unknown',
      onlineService: null,
      childAtRisk: false,
      possibleChildImage: false,
      people: [],
      notApproachable: [],
      ...incident,
    },
  }
}
