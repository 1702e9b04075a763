/**
 * The functions that run with their owner's rights (decision X1), and why the app cannot do without. Those that work
 * before the school is known return ids only; the others keep to the caller's school. A test holds the database to it.
 */
export const definers: Readonly<Record<string, string>> = {
  'graphile_worker.jobs_of_school': 'shows what waits for the caller’s school: the queue’s tables are closed',
  'graphile_worker.queue_job': 'queues a job in the record’s own transaction: the queue’s tables are closed',
  'schools.all_schools': 'work that runs by itself begins with the list of schools',
  'schools.school_by_slug': 'the school of an address',
  'sign_in.school_of_session': 'the start page sends those who are signed in to their school',
}
