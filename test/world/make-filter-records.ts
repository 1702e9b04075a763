// Rules of the filter that wait for a decision, a site that the school opened, one that somebody asked for, and checks.

import { newId } from '#/kernel/id.ts'
import { dayMs } from '#/kernel/london-time.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import { addAction, beginReview, keepTrial } from '../../src/features/filter-checks/index.ts'
import { insertTest } from '../../src/features/filter-checks/test-store.ts'
import { addOwnSite } from '../../src/features/filtering/index.ts'
import { valuesOf } from '../../src/features/filtering/pages-rules.ts'
import { type ProposeRules, proposeRules } from '../../src/features/filtering/propose-rules.ts'
import { rulesInForce } from '../../src/features/filtering/version-store.ts'
import { proposeInspection } from '../../src/features/inspection/index.ts'
import { newName } from '../../src/features/proxy-keys/proxy-key.ts'
import { insertKey } from '../../src/features/proxy-keys/store.ts'
import { askForSite } from '../../src/features/site-requests/index.ts'
import { makeTeller } from '../../src/features/told-logons/keep-teller.ts'
import type { Kind, Params } from './places.ts'
import type { MatrixSchool } from './staff-school.ts'

/** Proposed by the deputy safeguarding lead who never knocks, so that everybody else may decide. */
export async function makeFilterRecords(
  context: Context,
  school: MatrixSchool,
): Promise<Partial<Record<Kind, Params>>> {
  const { worker } = school.people
  const rules = await reading(context, worker, (tx) => rulesInForce(tx, school.id))
  const wanted = { ...valuesOf(rules.staff), games: 'always', why: 'Nobody plays here.' } as ProposeRules
  const rulesId = await proposeRules(context, worker, 'staff', wanted)
  const siteId = await inTransaction(context, worker, (tx) =>
    addOwnSite(context, tx, worker, {
      site: 'museum.example',
      does: 'allow',
      profiles: [],
      until: null,
      why: 'For the trip',
      addedBy: worker.personId,
      agreedBy: worker.personId,
    }),
  )
  const asked = { wants: 'open', site: 'castle.example', why: 'For the trip' } as const
  const requestId = await askForSite(context, school.people.teller, asked)
  const inspectionId = await proposeInspection(context, worker, {
    profiles: ['staff'],
    why: 'Searches are to be safe.',
    told: 'yes',
  })
  return {
    siteRequest: { id: requestId },
    filterRules: { id: rulesId },
    ownSite: { id: siteId },
    filterInspection: { id: inspectionId },
    proxyKey: { id: await makeProxyKey(context, school) },
    logonTeller: {
      id: (await makeTeller(context, school.people.technician, { name: 'Wi-Fi', kind: 'server' })).id,
    },
    ...(await makeChecks(context, school)),
  }
}

async function makeProxyKey(context: Context, school: MatrixSchool): Promise<string> {
  const { worker } = school.people
  const madeAt = context.clock()
  const key = {
    ...{ id: newId(), personId: worker.personId, name: newName(school.slug), device: 'Terminal server' },
    ...{ madeAt, until: new Date(madeAt.getTime() + 365 * dayMs), endedAt: null },
  }
  await inTransaction(context, worker, (tx) => insertKey(tx, school.id, key, 'a'.repeat(64)))
  return key.id
}

async function makeChecks(context: Context, school: MatrixSchool): Promise<Partial<Record<Kind, Params>>> {
  const { worker } = school.people
  const testId = newId()
  await inTransaction(context, worker, (tx) =>
    insertTest(tx, school.id, {
      id: testId,
      at: context.clock(),
      askedBy: null,
      casesVersion: 1,
      resolver: '10.4.0.2:53',
      proxy: null,
      inLesson: false,
      outcome: 'passed',
      results: [
        {
          case: 'help',
          profile: 'staff',
          from: '10.4.0.9',
          way: 'dns',
          outcome: 'reached',
          verdict: 'passed',
        },
      ],
    }),
  )
  const seen = { adult: 'right', language: 'notTried', illegal: 'notTried', roundAbout: 'notTried' } as const
  const rest = { search: 'notTried', ai: 'notTried', help: 'right' } as const
  const where = { device: 'Tablet 12', profile: 'keyStage2', place: 'Library', action: null } as const
  const trialId = await keepTrial(context, worker, { ...where, ...seen, ...rest })
  const reviewId = await beginReview(context, worker, {
    reason: 'technology',
    why: 'New tablets',
    leader: 'The head',
    safeguarding: 'The safeguarding lead',
    it: 'The technician',
    governor: 'The chair',
  })
  const wanted = { what: 'Test the tablets', role: 'technician', dueOn: '2027-07-01' } as const
  const actionId = await addAction(context, worker, reviewId, wanted)
  return {
    filterTest: { id: testId },
    filterTrial: { id: trialId },
    filterReview: { id: reviewId },
    filterReviewAction: { id: actionId },
  }
}
