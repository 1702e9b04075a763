import { londonDate, timeOfDayMs, wallTimeOf } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import { type Context, reading } from '#/platform/context.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { isInLesson } from '../filtering/index.ts'
import { lessonTestFrom } from './settings.ts'
import { newestTestInLesson } from './test-store.ts'

/** Whether the test of the day's lessons is due: a lesson is on, it is late enough, and none was made today. */
export function lessonTestIsDue(context: Context, schoolId: string): Promise<boolean> {
  return reading(context, systemActor(schoolId), async (tx) => {
    const now = context.clock()
    if (wallTimeOf(now).ms < timeOfDayMs(await readSetting(tx, schoolId, lessonTestFrom))) return false
    if (!(await isInLesson(tx, schoolId, now))) return false
    const last = await newestTestInLesson(tx, schoolId)
    return last === undefined || londonDate(last.at) < londonDate(now)
  })
}
