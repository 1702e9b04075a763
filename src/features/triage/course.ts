// Where an incident stands in its flows: what was asked and answered, what is open, what has been found.

import { createHash } from 'node:crypto'
import { londonDate } from '#/kernel/london-time.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Incident, listInvolvement } from '../incidents/index.ts'
import { adultsOfTheSchool, findPeople, type PersonKind } from '../people/index.ts'
import { checkEditedFlow } from './check-flow.ts'
import type { Facts, PersonInIt } from './facts.ts'
import type { Flow } from './flow.ts'
import { flowVersions } from './flow-store.ts'
import { type FlowVersion, inForceOn } from './flow-version.ts'
import { shippedFlows } from './flows/shipped-flows.ts'
import { type Leg, legsOf, openInIncident } from './journey.ts'
import { repliesOf } from './reply-store.ts'
import type { Open } from './run-flow.ts'
import { readTriageSettings } from './settings.ts'
import { settleFlow } from './settle-flow.ts'
import type { TriageSettings } from './triage-settings.ts'
import type { Finding } from './triage-words.ts'
import type { Entry } from './walk-flow.ts'

export type Course = {
  flows: readonly Flow[]
  facts: Facts
  entries: readonly Entry[]
  legs: readonly Leg[]
  open: readonly Open[]
  found: ReadonlySet<Finding>
  /** All four safety questions are answered. */
  firstFourDone: boolean
}

/** The incident's course, by the flows that were in force when it was written down and the settings of today. */
export async function readCourse(tx: Tx, incident: Incident): Promise<Course> {
  const { schoolId } = incident
  const settings = await readTriageSettings(tx, schoolId)
  const versions = await flowVersions(tx, schoolId)
  const started = { at: incident.openedAt, day: londonDate(incident.openedAt) }
  const facts = { settings, people: await peopleIn(tx, incident), found: new Set<Finding>() }
  const flows = flowsFor(inForceOn(versions, started), settings)
  return courseOf(flows, facts, await repliesOf(tx, schoolId, incident.id))
}

/** The course that these entries make. */
export function courseOf(flows: readonly Flow[], facts: Facts, entries: readonly Entry[]): Course {
  const legs = legsOf(flows, facts, entries)
  const first = legs[0]
  return {
    flows,
    facts,
    entries,
    legs,
    open: openInIncident(flows, facts, entries),
    found: new Set(legs.flatMap(({ walk }) => [...walk.found])),
    firstFourDone:
      first?.walk.visits
        .filter(({ node }) => node.kind === 'question')
        .every(({ standing }) => standing === 'done') === true &&
      first.walk.visits.some(({ node }) => node.kind === 'end'),
  }
}

/**
 * The flows as the school runs them. A copy that no longer keeps the safety rules under the settings of today is left
 * out: the delivered flow stands in for it until somebody mends it.
 */
export function flowsFor(copies: ReadonlyMap<string, FlowVersion>, settings: TriageSettings): Flow[] {
  return shippedFlows.map((shipped) => {
    const copy = copies.get(shipped.key)
    return settleFlow(copy && keepsTheRules(copy.flow, settings) ? copy.flow : shipped, settings)
  })
}

// To go every way through the flows takes a tenth of a second, and the same copy is asked about on every page.
const mostRemembered = 200
const remembered = new Map<string, boolean>()

/** Whether the copy may run under these settings. Remembered: the answer hangs on nothing else. */
export function keepsTheRules(flow: Flow, settings: TriageSettings): boolean {
  const key = createHash('sha256')
    .update(JSON.stringify([flow, settings]))
    .digest('base64')
  const known = remembered.get(key)
  if (known !== undefined) return known
  const keeps = checkEditedFlow(flow, settings).flow !== null
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(key, keeps)
  return keeps
}

async function peopleIn(tx: Tx, incident: Incident): Promise<PersonInIt[]> {
  const parts = (await listInvolvement(tx, incident.schoolId, incident.id)).filter(
    ({ removedAt }) => removedAt === null,
  )
  const ids = parts.flatMap(({ personId }) => (personId === null ? [] : [personId]))
  const people = new Map((await findPeople(tx, incident.schoolId, ids)).map((one) => [one.id, one]))
  const day = londonDate(incident.happenedAt ?? incident.toldAt)
  return parts.map(({ personId, kindThen, part }) => ({
    kind: kindOf(kindThen),
    as: part,
    under13: isUnder13(people.get(personId ?? '')?.dateOfBirth ?? null, day),
  }))
}

function kindOf(kindThen: string): PersonInIt['kind'] {
  if (kindThen === 'pupil') return 'pupil'
  if (kindThen === 'guardian') return 'parent'
  return adultsOfTheSchool.includes(kindThen as PersonKind) ? 'staff' : 'other'
}

/** An age that nobody knows is not called under 13; the flows ask about it then. */
function isUnder13(dateOfBirth: string | null, day: string): boolean {
  if (dateOfBirth === null) return false
  const thirteenth = `${Number(dateOfBirth.slice(0, 4)) + 13}${dateOfBirth.slice(4)}`
  return day < thirteenth
}
