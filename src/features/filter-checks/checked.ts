// All that the evidence of the filter is made of: what tests and people found, and what the rules in force say.

import { addDays, type CalendarDate, instantAt, londonDate } from '#/kernel/london-time.ts'
import { isSchoolDay, type SchoolCalendar } from '#/kernel/school-calendar.ts'
import { askedOnce } from '#/platform/controls/asked-once.ts'
import { type PolicyCode, readSetting } from '#/platform/settings/settings.ts'
import {
  type CategoryId,
  emptyCategories,
  type ProfileKey,
  presetRules,
  profilesHere,
  type Rules,
  rulesInForce,
} from '../filtering/index.ts'
import { findSchool, readCalendar } from '../schools/index.ts'
import { tryEveryDays } from './settings.ts'
import { type FilterTest, newestTest, newestTestInLesson } from './test-store.ts'
import { type Trial, wrongIn } from './trial.ts'
import { trialsSince } from './trial-store.ts'

/** School days after which a test in a lesson says nothing about today. In holidays there is no lesson, and nothing gets older. */
const lessonGoodForSchoolDays = 5

export type Checked = {
  policyCode: PolicyCode | null
  /** Categories of which no list names anything. */
  empty: readonly CategoryId[]
  /** The groups of the school today. */
  groups: readonly ProfileKey[]
  inForce: Rules
  /** What the school’s policy starts from. */
  preset: Rules
  newest: FilterTest | undefined
  /** The newest that was made while a lesson was on; undefined where it is too old. */
  lesson: FilterTest | undefined
  /** What people tried by hand so lately that it counts, the newest first. */
  trials: readonly Trial[]
}

/** Read once for all controls that are asked in a transaction. */
export const readChecked = askedOnce(async (tx, schoolId, today): Promise<Checked> => {
  const { policyCode } = await findSchool(tx, schoolId)
  const calendar = await readCalendar(tx, schoolId)
  const since = addDays(today, -(await readSetting(tx, schoolId, tryEveryDays)))
  const lesson = await newestTestInLesson(tx, schoolId)
  return {
    policyCode,
    groups: await profilesHere(tx, schoolId),
    empty: await emptyCategories(tx, schoolId),
    inForce: await rulesInForce(tx, schoolId),
    preset: presetRules(policyCode),
    newest: await newestTest(tx, schoolId),
    lesson: lesson && isStillGood(lesson, calendar, today) ? lesson : undefined,
    trials: await trialsSince(tx, schoolId, instantAt(since, '00:00')),
  }
})

function isStillGood({ at }: FilterTest, calendar: SchoolCalendar, today: CalendarDate): boolean {
  let schoolDays = 0
  for (let day = addDays(londonDate(at), 1); day <= today; day = addDays(day, 1)) {
    if (isSchoolDay(day, calendar)) schoolDays += 1
    if (schoolDays > lessonGoodForSchoolDays) return false
  }
  return true
}

/** When somebody last tried the filter by hand as this group and found nothing wrong; null where nobody did, or something was. */
export function triedWell({ trials }: Pick<Checked, 'trials'>, group: ProfileKey): Date | null {
  const last = trials.find(({ profile }) => profile === group)
  return last !== undefined && wrongIn(last.seen).length === 0 ? last.at : null
}
