// Every practice, in the order of the calendar page. Data: a changed practice gets the next version.

import type { PolicyCode } from '#/platform/settings/settings.ts'
import { familyPractices } from './catalogue-families.ts'
import { governancePractices } from './catalogue-governance.ts'
import { leadershipPractices } from './catalogue-leadership.ts'
import { pupilPractices } from './catalogue-pupils.ts'
import { staffPractices } from './catalogue-staff.ts'
import type { Practice } from './practice.ts'

export const catalogue: readonly Practice[] = [
  ...pupilPractices,
  ...staffPractices,
  ...leadershipPractices,
  ...familyPractices,
  ...governancePractices,
]

/** The practice of that key, or undefined. */
export const practiceOf = (key: string): Practice | undefined => catalogue.find((one) => one.key === key)

/** Those that a school's policy asks for: all of them while the school follows none of the five. */
export function practicesFor(policy: PolicyCode | null): readonly Practice[] {
  if (policy === null) return catalogue
  return catalogue.filter(({ clauses }) => clauses.some((id) => id.startsWith(policy)))
}
