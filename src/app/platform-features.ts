import { auditTrail } from '#/platform/audit/contribution.ts'
import { backupEvents } from '#/platform/backup/backup.ts'
import { exporting } from '#/platform/export/contribution.ts'
import { exportAction } from '#/platform/export/export-code.ts'
import type { Feature } from '#/platform/feature.ts'
import { fileEvents, fileJobs, type Vault } from '#/platform/files/files.ts'
import { keyEvents } from '#/platform/keys/keys.ts'
import type { SignIn } from '#/platform/sign-in/sign-in.ts'
import { twoPersonContribution } from '#/platform/two-person/contribution.ts'
import { nameOf } from './sign-in-parts.ts'

/** What the platform itself offers, before any feature: signing in, what needs a second person, files and keys. */
export function platformFeatures(
  signIn: SignIn,
  vault: Vault,
  offering: readonly Feature[],
): readonly Feature[] {
  const actions = [
    ...signIn.twoPersonActions,
    exportAction,
    ...offering.flatMap(({ twoPersonActions }) => twoPersonActions ?? []),
  ]
  const own = [
    signIn.feature,
    twoPersonContribution({ actions, nameOf }),
    exporting,
    filesAndKeys(vault),
    backups,
  ]
  const events = [...own, ...offering].flatMap((feature) => Object.entries(feature.events))
  return [...own, auditTrail({ events: new Map(events), nameOf })]
}

/** Made and restored from the command line; the trail says so. */
const backups: Feature = {
  name: 'backups',
  routes: [],
  permissions: {},
  events: backupEvents,
  tables: ['backups.backup'],
}

function filesAndKeys(vault: Vault): Feature {
  return {
    name: 'files',
    routes: [],
    permissions: {},
    events: { ...fileEvents, ...keyEvents },
    tables: ['files.file', 'files.shown_copy', 'files.to_destroy', 'keys.school_key', 'keys.seal_key'],
    jobs: fileJobs(vault),
  }
}
