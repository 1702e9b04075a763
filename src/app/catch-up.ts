import { allSchoolIds } from '#/features/schools/index.ts'
import { dayMs, minuteMs } from '#/kernel/london-time.ts'
import { systemActor } from '#/platform/access/actor.ts'
import type { Context } from '#/platform/context.ts'
import type { Job } from '#/platform/jobs/job.ts'
import { isDue } from '#/platform/jobs/timetable.ts'

/** What a minute or an hour brings again is not waited for: it is what nights and mornings do that would be missing. */
const runsDaily = ({ timetable }: Job): boolean => /^\d+ \d+ /.test(timetable ?? '')

/**
 * Runs what the last night and morning would have done by itself at every school, had the product been running: each
 * job once, in the order of its time of day, with the clock of now.
 */
export async function catchUp(context: Context, jobs: readonly Job[]): Promise<void> {
  const now = context.clock().getTime()
  const minutes = Array.from({ length: dayMs / minuteMs }, (_, ago) => new Date(now - ago * minuteMs))
  const daily = jobs.filter(runsDaily)
  const due = minutes
    .reverse()
    .flatMap((minute) => daily.filter(({ timetable }) => isDue(timetable ?? '', floor(minute))))
  for (const schoolId of await allSchoolIds(context.db)) {
    for (const job of due) await job.run(context, systemActor(schoolId), {})
  }
}

const floor = (moment: Date): Date => new Date(Math.floor(moment.getTime() / minuteMs) * minuteMs)
