/**
 * The functions that run with their owner's rights, because they are asked before the school is known (decision X1).
 * They return ids only, or queue a job. A test holds the database to this list.
 */
export const definers: readonly string[] = [
  'graphile_worker.queue_job',
  'schools.all_schools',
  'schools.school_by_slug',
  'sign_in.school_of_session',
]
