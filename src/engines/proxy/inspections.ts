// Whose encrypted pages are looked into, as the snapshot says (decision X10). Whoever runs the proxy opens the key of a school's authority;
// where nobody can, nobody looks.

import {
  blankQuestion,
  compilePolicy,
  createDecider,
  emptySlot,
  isAllowed,
  type LoadedSnapshot,
  type SchoolOnNetwork,
} from '#/engines/filter/index.ts'
import type { Authority } from './authority.ts'
import { openAuthority } from './load-authority.ts'

/** How this program opens a sealed key: the private key, as PEM. `tell` hears why nobody looks. */
export type OpensKeys = { openKey: (sealedKey: string) => Promise<string>; tell: (sentence: string) => void }

type Inspection = {
  certificate: string
  authority: Authority
  profiles: ReadonlySet<number>
  isPrivate: (host: string) => boolean
}
/** By school. */
export type Inspections = ReadonlyMap<string, Inspection>

/** The authority that stands in for a site; undefined where nobody looks inside. */
export function authorityFor(
  inspections: Inspections,
  school: string,
  profile: number,
  host: string,
): Authority | undefined {
  const found = inspections.get(school)
  return found?.profiles.has(profile) && !found.isPrivate(host) ? found.authority : undefined
}

/** Opens what the snapshot asks for. An authority that is the same as before is kept, with the certificates it has signed. */
export async function openInspections(
  { snapshot, index }: LoadedSnapshot,
  before: Inspections,
  opens: OpensKeys | undefined,
  clock: () => number,
): Promise<Inspections> {
  const opened = new Map<string, Inspection>()
  for (const school of snapshot.schools) {
    if (!school.inspection) continue
    const authority = await authorityOf(school, before, opens, clock)
    if (authority === undefined) continue
    opened.set(school.school, {
      certificate: school.inspection.certificate,
      authority,
      profiles: new Set(profileNumbers(school, school.inspection.profiles)),
      isPrivate: privateSites(index, school),
    })
  }
  return opened
}

const profileNumbers = ({ policy }: SchoolOnNetwork, wanted: readonly string[]): number[] =>
  wanted.map((one) => policy.profiles.findIndex(({ name }) => name === one)).filter((number) => number >= 0)

async function authorityOf(
  { school, inspection }: SchoolOnNetwork,
  before: Inspections,
  opens: OpensKeys | undefined,
  clock: () => number,
): Promise<Authority | undefined> {
  if (!inspection) return undefined
  const known = before.get(school)
  if (known?.certificate === inspection.certificate) return known.authority
  if (opens === undefined) return undefined
  try {
    const keyPem = await opens.openKey(inspection.sealedKey)
    return await openAuthority({ certificatePem: inspection.certificate, keyPem }, clock)
  } catch {
    opens.tell(
      `Encrypted pages of ${school} are not looked into: the key of its authority does not open here.`,
    )
    return undefined
  }
}

/** Private business, help and the school's own: a little policy that "blocks" them, so that the same tables find them. */
function privateSites(index: LoadedSnapshot['index'], school: SchoolOnNetwork): (host: string) => boolean {
  const never = school.inspection?.never ?? { categories: [], names: [] }
  const own = school.localNames.map(({ name }) => name)
  const sites = [...never.names, ...school.policy.alwaysOpen, ...own]
  const decide = createDecider(
    compilePolicy(index, {
      profiles: [{ name: 'anybody', blocks: never.categories, otherwise: 'allow', bands: [] }],
      alwaysOpen: [],
      rules: sites.map((site) => ({ site, does: 'block' as const, profiles: 'all' as const })),
      exceptions: [],
      closedToExceptions: [],
    }),
    emptySlot,
  )
  return (host) => !isAllowed(decide({ ...blankQuestion(), host }))
}
