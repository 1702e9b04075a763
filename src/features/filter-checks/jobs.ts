import * as z from 'zod'
import { defineJob, type Job, noPayload } from '#/platform/jobs/job.ts'
import type { Client } from './ask-network.ts'
import { lessonTestIsDue } from './lesson-test.ts'
import { remindOfChecks } from './remind-of-checks.ts'
import { type OwnEngines, testFilter, testJobName } from './test-filter.ts'

/** Each morning before school, once in a lesson, and when somebody asks. app/ makes it, because it knows the engines that this server runs. */
export const filterTestJobs = (engines: OwnEngines, client: Client): readonly Job[] => [
  {
    name: 'filterChecks.testEachMorning',
    timetable: '40 6 * * *',
    payload: noPayload,
    run: async (context, { schoolId }) => {
      await testFilter(context, schoolId, { engines, client, askedBy: null })
    },
  },
  {
    name: 'filterChecks.testInLessons',
    // Whether a lesson is on is for the school's own day to say.
    timetable: '*/10 7-19 * * 1-5',
    payload: noPayload,
    run: async (context, { schoolId }) => {
      if (await lessonTestIsDue(context, schoolId))
        await testFilter(context, schoolId, { engines, client, askedBy: null })
    },
  },
  defineJob({
    name: testJobName,
    tries: 1,
    payload: z.object({ askedBy: z.uuid() }),
    run: async (context, { schoolId }, { askedBy }) => {
      await testFilter(context, schoolId, { engines, client, askedBy })
    },
  }),
]

export const jobs: readonly Job[] = [
  { name: 'filterChecks.remind', timetable: '25 6 * * *', payload: noPayload, run: remindOfChecks },
]
