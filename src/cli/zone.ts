import { once } from 'node:events'
import { asOperator, existingKeyring } from '#/app/operator-context.ts'
import { reachDatabases } from '#/app/reach-databases.ts'
import { isProfileKey, profileKeys, zoneOf, zoneText } from '#/features/filtering/index.ts'
import { schoolIdBySlug } from '#/features/schools/index.ts'
import { Refused } from '#/kernel/refusal.ts'
import { readConfig } from '#/platform/config/config.ts'
import type { Context } from '#/platform/context.ts'
import type { Command } from './command.ts'

export const command: Command = {
  does: 'Write the rules of one profile as a response policy zone, for a name server that the school has.',
  usage: 'zone SCHOOL PROFILE > FILE (with npm run --silent)',
  run: async (args) => {
    const config = readConfig(process.env)
    const keyring = await existingKeyring(config)
    await reachDatabases(config, (urls) =>
      asOperator(config, urls, keyring, (context) => writeZone(context, args, process.stdout)),
    )
    return 0
  },
}

/** Writes the zone. Refuses a school and a profile that there are not. */
export async function writeZone(
  context: Context,
  [slug = '', profile = '']: readonly string[],
  out: NodeJS.WritableStream,
): Promise<void> {
  if (!isProfileKey(profile))
    throw new Refused(`Say zone SCHOOL PROFILE, with one of these: ${profileKeys.join(', ')}.`)
  const id = await schoolIdBySlug(context.db, slug)
  if (id === null) throw new Refused(`There is no school ${slug} here.`)
  for await (const some of zoneText(zoneOf(context, id, profile)))
    if (!out.write(some)) await once(out, 'drain')
}
