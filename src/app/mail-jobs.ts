import { agreementMailJobs } from '#/features/agreements/feature.ts'
import { policyMailJobs } from '#/features/policies/jobs.ts'
import { siteRequestMailJobs } from '#/features/site-requests/feature.ts'
import { taskJobs } from '#/features/tasks/feature.ts'
import type { Post } from '#/features/tasks/index.ts'
import type { Job } from '#/platform/jobs/job.ts'

/** The jobs that need the way out for mail. A server that is away for hours loses nothing of theirs (`mailTries`). */
export const mailJobs = (post: Post): readonly Job[] => [
  ...taskJobs(post),
  ...agreementMailJobs(post),
  ...siteRequestMailJobs(post),
  ...policyMailJobs(post),
]
