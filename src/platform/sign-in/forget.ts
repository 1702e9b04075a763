import { withScope } from '../database/database.ts'
import { type Job, noPayload } from '../jobs/job.ts'
import { forgetWhatIsOver } from './forget-store.ts'

/** Nightly: sessions, tries, links and kept text that are over. */
export const forgetJob: Job = {
  name: 'signIn.forget',
  payload: noPayload,
  timetable: '40 3 * * *',
  run: (context, actor) =>
    withScope(context.db, { schoolId: actor.schoolId, personId: null }, 'read write', (tx) =>
      forgetWhatIsOver(tx, actor.schoolId, context.clock()),
    ),
}
