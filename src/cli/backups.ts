import { asOperator, existingKeyring, operatorActor, recordForAll } from '#/app/operator-context.ts'
import { reachDatabases } from '#/app/reach-databases.ts'
import { allSchoolIds } from '#/features/schools/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import { backupsHoldingSealed, backupsKept, noteBackupDestroyed } from '#/platform/backup/backup.ts'
import { readConfig } from '#/platform/config/config.ts'
import { type Context, reading } from '#/platform/context.ts'
import type { Command } from './command.ts'

export const command: Command = {
  does: 'List the backups, and which are to be destroyed because they hold what was sealed since.',
  usage: 'backups [destroyed FILE_NAME]',
  run: async ([verb, fileName]) => {
    const config = readConfig(process.env)
    const keyring = await existingKeyring(config)
    return reachDatabases(config, (urls) =>
      asOperator(config, urls, keyring, (context) =>
        verb === 'destroyed' ? destroyed(context, fileName ?? '') : list(context),
      ),
    )
  },
}

async function destroyed(context: Context, fileName: string): Promise<number> {
  if (!(await noteBackupDestroyed(context.db, fileName, context.clock()))) {
    throw new Refused(`There is no backup "${fileName}" on the list. Run "backups" to see their names.`)
  }
  await recordForAll(context, { did: 'backups.destroyed', detail: { fileName } })
  process.stdout.write(`${fileName} is noted as destroyed.\n`)
  return 0
}

async function list(context: Context): Promise<number> {
  const sealed = new Map<string, number>()
  for (const schoolId of await allSchoolIds(context.db)) {
    const holding = await reading(context, operatorActor(schoolId), (tx) =>
      backupsHoldingSealed(tx, schoolId),
    )
    for (const { fileName, sealedFiles } of holding)
      sealed.set(fileName, (sealed.get(fileName) ?? 0) + sealedFiles)
  }
  const kept = await backupsKept(context.db)
  for (const { file_name, taken_at } of kept) {
    const held = sealed.get(file_name)
    const must = held
      ? ` DESTROY every copy: it still opens ${held} of the files that were sealed since.`
      : ''
    process.stdout.write(`${file_name}  ${taken_at.toISOString()}${must}\n`)
  }
  if (kept.length === 0) process.stdout.write('No backup has been made.\n')
  return 0
}
