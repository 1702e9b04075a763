import type { Permission, PermissionRow } from '#/platform/access/access.ts'
import type { ProvedControl } from '#/platform/controls/control.ts'
import { readProofs } from '#/platform/controls/proofs.ts'
import type {
  Feature,
  FigureSource,
  HeldOnPerson,
  KeptRecord,
  NavigationItem,
  SearchSource,
  TaskWords,
  TrailRule,
} from '#/platform/feature.ts'
import type { Heed } from '#/platform/happenings/happenings.ts'
import type { Job } from '#/platform/jobs/job.ts'
import type { SettingDefinition } from '#/platform/settings/settings.ts'
import type { Exchange } from '#/platform/web/exchange.ts'
import type { HomeCard, Panel, RecordSight, RootRoute, Route } from '#/platform/web/route.ts'

/** What the features offer, collected once at the start (decision M2). */
export type Contributions = {
  routes: readonly Route[]
  rootRoutes: readonly RootRoute[]
  exchanges: readonly Exchange[]
  permissions: ReadonlyMap<Permission, PermissionRow>
  events: ReadonlyMap<string, string>
  settings: ReadonlyMap<string, SettingDefinition>
  jobs: readonly Job[]
  heeds: readonly Heed[]
  navigation: readonly NavigationItem[]
  homeCards: readonly HomeCard[]
  sights: readonly RecordSight[]
  panels: readonly Panel[]
  search: readonly SearchSource[]
  holds: readonly HeldOnPerson[]
  figures: readonly FigureSource[]
  trailRules: readonly TrailRule[]
  taskWords: readonly TaskWords[]
  controls: readonly ProvedControl[]
  retention: readonly KeptRecord[]
}

/** Collects what the features offer. Two features that offer the same name are a mistake, found at the start. */
export function collect(features: readonly Feature[]): Contributions {
  return {
    routes: features.flatMap(({ routes }) => routes),
    rootRoutes: features.flatMap(({ rootRoutes }) => rootRoutes ?? []),
    exchanges: features.flatMap(({ exchanges }) => exchanges ?? []),
    permissions: byName(
      'permission',
      features.flatMap(({ permissions }) => Object.entries(permissions) as [Permission, PermissionRow][]),
    ),
    events: byName(
      'event',
      features.flatMap(({ events }) => Object.entries(events)),
    ),
    settings: byName(
      'setting',
      features.flatMap(({ settings }) => (settings ?? []).map((one) => [one.key, one])),
    ),
    jobs: features.flatMap(({ jobs }) => jobs ?? []),
    heeds: features.flatMap(({ heeds }) => heeds ?? []),
    navigation: features.flatMap(({ navigation }) => navigation ?? []).sort((a, b) => a.order - b.order),
    homeCards: features.flatMap(({ homeCards }) => homeCards ?? []).sort((a, b) => a.order - b.order),
    sights: features.flatMap(({ sights }) => sights ?? []),
    panels: features.flatMap(({ panels }) => panels ?? []).sort((a, b) => a.order - b.order),
    search: features.flatMap(({ search }) => search ?? []),
    holds: features.flatMap(({ holds }) => holds ?? []),
    figures: features.flatMap(({ figures }) => figures ?? []),
    taskWords: features.flatMap(({ taskWords }) => taskWords ?? []),
    trailRules: features.flatMap(({ trailRules }) => trailRules ?? []),
    controls: provedControls(features),
    retention: features.flatMap(({ name: feature, retention }) =>
      (retention ?? []).map((rule) => ({ ...rule, feature })),
    ),
  }
}

/** The controls of all features, each with whether its test passed when all tests were last run. */
function provedControls(features: readonly Feature[]): readonly ProvedControl[] {
  const proofs = readProofs()
  const offered = features.flatMap(({ controls }) => controls ?? [])
  const named = byName(
    'control',
    offered.map((control) => [control.id, control]),
  )
  return [...named.values()].map((control) => ({
    ...control,
    proved: proofs.get(control.provedBy) === 'passed',
  }))
}

function byName<Name extends string, Value>(what: string, entries: readonly (readonly [Name, Value])[]) {
  const map = new Map<Name, Value>()
  for (const [name, value] of entries) {
    if (map.has(name)) throw new Error(`Two features offer the ${what} ${name}`)
    map.set(name, value)
  }
  return map
}
