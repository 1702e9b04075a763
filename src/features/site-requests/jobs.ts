import * as z from 'zod'
import { defineJob, type Job } from '#/platform/jobs/job.ts'
import type { Post } from '../tasks/index.ts'
import { giveUpOnProvider, mailProvider, mailProviderJob } from './tell-provider.ts'

/** Those that need the way out for mail: app/ makes them. */
export const siteRequestMailJobs = (post: Post): readonly Job[] => [
  defineJob({
    ...mailProviderJob,
    payload: z.object({ requestId: z.uuid() }),
    run: (context, actor, { requestId }) => mailProvider(context, actor, post, requestId),
    givenUp: (context, actor, { requestId }) => giveUpOnProvider(context, actor, requestId),
  }),
]
