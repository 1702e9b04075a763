import * as z from 'zod'
import { defineJob, type Job, noPayload } from '#/platform/jobs/job.ts'
import { applyImport } from './apply-import.ts'
import { readJob } from './begin-import.ts'
import { applyJob, undoJob } from './confirm-import.ts'
import { planImport } from './plan-import.ts'
import { makeDueMoves } from './plan-move.ts'
import { takeBackImport } from './take-back-import.ts'

const ofImport = z.object({ aboutId: z.uuid() })

export const jobs: readonly Job[] = [
  defineJob({
    ...readJob,
    payload: ofImport,
    run: (context, actor, { aboutId }) => planImport(context, actor, aboutId),
  }),
  defineJob({
    ...applyJob,
    payload: ofImport,
    run: (context, actor, { aboutId }) => applyImport(context, actor, aboutId),
  }),
  defineJob({
    ...undoJob,
    payload: ofImport,
    run: (context, actor, { aboutId }) => takeBackImport(context, actor, aboutId),
  }),
  defineJob({
    name: 'rosters.makeDueMoves',
    timetable: '5 0 * * *',
    payload: noPayload,
    run: (context, actor) => makeDueMoves(context, actor),
  }),
]
