// Every feature, in the order a newcomer should read them. Announcements are heeded in this order too.

import { accounts } from '#/features/accounts/feature.ts'
import { activity } from '#/features/activity/feature.ts'
import { agreements } from '#/features/agreements/feature.ts'
import { allegations } from '#/features/allegations/feature.ts'
import { checkedSites } from '#/features/checked-sites/feature.ts'
import { complaints } from '#/features/complaints/feature.ts'
import { coverage } from '#/features/coverage/feature.ts'
import { directories } from '#/features/directories/feature.ts'
import { evidence } from '#/features/evidence/feature.ts'
import { filterChecks } from '#/features/filter-checks/feature.ts'
import { filtering } from '#/features/filtering/feature.ts'
import { incidents } from '#/features/incidents/feature.ts'
import { induction } from '#/features/induction/feature.ts'
import { inspection } from '#/features/inspection/feature.ts'
import { oversight } from '#/features/oversight/feature.ts'
import { people } from '#/features/people/feature.ts'
import { policies } from '#/features/policies/feature.ts'
import { portal } from '#/features/portal/feature.ts'
import { practices } from '#/features/practices/feature.ts'
import { provisioning } from '#/features/provisioning/feature.ts'
import { proxyKeys } from '#/features/proxy-keys/feature.ts'
import { referrals } from '#/features/referrals/feature.ts'
import { reports } from '#/features/reports/feature.ts'
import { rosters } from '#/features/rosters/feature.ts'
import { sanctions } from '#/features/sanctions/feature.ts'
import { schools } from '#/features/schools/feature.ts'
import { setUp } from '#/features/set-up/feature.ts'
import { siteRequests } from '#/features/site-requests/feature.ts'
import { takedowns } from '#/features/takedowns/feature.ts'
import { tasks } from '#/features/tasks/feature.ts'
import { toldLogons } from '#/features/told-logons/feature.ts'
import { tools } from '#/features/tools/feature.ts'
import { triage } from '#/features/triage/feature.ts'
import type { Feature } from '#/platform/feature.ts'

export const features: readonly Feature[] = [
  schools,
  people,
  tasks,
  setUp,
  rosters,
  induction,
  accounts,
  directories,
  provisioning,
  agreements,
  policies,
  incidents,
  reports,
  evidence,
  sanctions,
  referrals,
  takedowns,
  allegations,
  complaints,
  triage,
  filtering,
  inspection,
  proxyKeys,
  toldLogons,
  portal,
  siteRequests,
  tools,
  filterChecks,
  activity,
  checkedSites,
  oversight,
  practices,
  coverage,
]
