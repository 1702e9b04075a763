import type { Field } from './fields.ts'

/** The two fields that ask for a day and a time (`moment` of `platform/forms`). */
export const momentFields = (label: string): readonly Field[] => [
  { kind: 'date', name: 'on', label, hint: 'For example, 24 11 2026' },
  { kind: 'text', name: 'time', label: 'At what time?', hint: 'For example, 2:05pm', width: 5 },
]
