import { defineJob, type Job, noPayload } from '../jobs/job.ts'
import { destroyOldBytes, destroyOldBytesJob } from './seal-files.ts'
import { sweepFiles } from './sweep.ts'
import type { Vault } from './vault.ts'

/** What the files do by themselves: finish every sealing (queued by it, and daily to be sure), and sweep weekly. */
export function fileJobs(vault: Vault): readonly Job[] {
  return [
    defineJob({
      ...destroyOldBytesJob,
      payload: noPayload,
      timetable: '30 2 * * *',
      run: async (context, actor) => {
        await destroyOldBytes(context, vault, actor)
      },
    }),
    defineJob({
      name: 'files.sweep',
      payload: noPayload,
      timetable: '0 3 * * 0',
      run: async (context, actor) => {
        const { removed, missing } = await sweepFiles(context, vault, actor)
        if (removed > 0) context.log.info({ removed }, 'removed what broken-off uploads had left on the disk')
        if (missing.length > 0) {
          context.log.error(
            { missing },
            'files are named in the records and not on the disk: restore them from a backup',
          )
        }
      },
    }),
  ]
}
