// Whose parents may be told of an incident, and who was: first the decision for each child (decision S2), then the record.

import { londonDate } from '#/kernel/london-time.ts'
import type { Tx } from '#/platform/database/database.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { Route, WebRequest } from '#/platform/web/route.ts'
import { guardiansOn } from '../people/index.ts'
import type { Incident } from './incident.ts'
import {
  decideTelling,
  decideTellingForm,
  informParents,
  informParentsForm,
  waysOfTelling,
} from './inform-parents.ts'
import { listInvolvement } from './involvement-store.ts'
import { lastTellingDecision, type TellingDecision } from './parents-store.ts'
import { formRoutes } from './routes-forms.ts'

type Child = { value: string; text: string }

async function childrenIn(tx: Tx, { schoolId, id }: Incident): Promise<Child[]> {
  const people = await listInvolvement(tx, schoolId, id)
  const pupils = people.filter(({ kindThen, removedAt }) => kindThen === 'pupil' && removedAt === null)
  const names = new Map(
    pupils.flatMap(({ personId, nameThen }) => (personId === null ? [] : [[personId, nameThen] as const])),
  )
  return [...names].map(([value, text]) => ({ value, text }))
}

/** Nobody can be told of a child who is not named. */
async function addTheChild(tx: Tx, incident: Incident, { at, opens }: WebRequest): Promise<Html | null> {
  if ((await childrenIn(tx, incident)).length > 0) return null
  const add = `/incidents/${incident.id}/people/add`
  return emptyState({
    sentence: 'No pupil of the school is named in this incident yet.',
    ...(opens(add) ? { action: { text: 'Add the child first', href: at(add) } } : {}),
  })
}

const deciding = formRoutes({
  path: '/parents/decide',
  does: 'decides whether parents may be told',
  may: 'incidents.decideTelling',
  title: 'May the parents be told?',
  submit: 'Record the decision',
  schema: decideTellingForm,
  instead: addTheChild,
  fields: async (tx, incident) => [
    { kind: 'choice', name: 'pupilId', label: 'Which child?', choices: await childrenIn(tx, incident) },
    {
      kind: 'choice',
      name: 'decision',
      label: 'Does telling add a risk to the child?',
      choices: [
        { value: 'mayBeTold', text: 'No: the parents may be told' },
        { value: 'mustNotBeTold', text: 'Yes, or not sure: they must not be told now' },
      ],
    },
    {
      kind: 'longText',
      name: 'why',
      label: 'Why? What was considered, and with whom?',
      rows: 4,
      limit: 2000,
    },
  ],
  save: decideTelling,
})

type Decided = Child & { decision: TellingDecision['decision'] | undefined }

async function decisionsOf(tx: Tx, incident: Incident): Promise<Decided[]> {
  const decided: Decided[] = []
  for (const child of await childrenIn(tx, incident)) {
    const last = await lastTellingDecision(tx, incident.schoolId, incident.id, child.value)
    decided.push({ ...child, decision: last?.decision })
  }
  return decided
}

const mayBeTold = ({ decision }: Decided): boolean => decision === 'mayBeTold'

function sayDecisions(decided: readonly Decided[], incident: Incident, { at, opens }: WebRequest): Html {
  const words = { mayBeTold: 'may be told', mustNotBeTold: 'must not be told', none: 'not decided yet' }
  const decide = `/incidents/${incident.id}/parents/decide`
  return html`${govuk.summaryList({
    rows: decided.map(({ text, decision }) => ({
      key: { text },
      value: { text: `Parents: ${words[decision ?? 'none']}` },
    })),
  })}
${
  opens(decide)
    ? html`<p class="govuk-body"><a class="govuk-link" href="${at(decide)}">Decide whether telling adds a risk</a></p>`
    : html`<p class="govuk-body">The safeguarding lead decides whether telling adds a risk.</p>`
}`
}

const informing = formRoutes({
  path: '/parents',
  does: 'records that a parent was told',
  may: 'incidents.informParents',
  title: 'Parents told',
  submit: 'Record it',
  schema: informParentsForm,
  instead: async (tx, incident, request) => {
    const decided = await decisionsOf(tx, incident)
    if (decided.length === 0) return addTheChild(tx, incident, request)
    if (decided.some(mayBeTold)) return null
    return html`<p class="govuk-body">No parent may be told before the safeguarding lead has decided that it adds no risk to the child.</p>
${sayDecisions(decided, incident, request)}`
  },
  fields: async (tx, incident, request) => {
    const decided = await decisionsOf(tx, incident)
    const told = decided.filter(mayBeTold)
    const day = londonDate(request.context.clock())
    const guardians = []
    for (const { value, text } of told) {
      for (const one of await guardiansOn(tx, incident.schoolId, value, day)) {
        const hint = one.mayBeContacted ? one.relation : 'May not be contacted'
        guardians.push({ value: one.guardianId, text: `${one.name}, of ${text}`, hint })
      }
    }
    return [
      sayDecisions(decided, incident, request),
      { kind: 'choice', name: 'pupilId', label: 'Which child?', choices: told },
      { kind: 'choice', name: 'guardianId', label: 'Whom did you tell?', choices: guardians },
      {
        kind: 'choice',
        name: 'how',
        label: 'How?',
        choices: choicesOf(waysOfTelling),
      },
      { kind: 'longText', name: 'said', label: 'What was said, and what did they say?', limit: 4000 },
    ]
  },
  save: informParents,
})

export const parentRoutes: readonly Route[] = [...deciding, ...informing]
