// What follows at once from an answer, whatever the school has set: these lines stand above every flow (decision S2).

import type { Actor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import type { Context } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type Answer, answerUnlessLighter } from '../evidence/index.ts'
import { type Incident, passToCaseManager, reclassifyInside } from '../incidents/index.ts'
import { giveTask } from '../tasks/index.ts'
import type { Finding } from './triage-words.ts'

type Act = (
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  news: ReadonlySet<Finding>,
) => Promise<Incident>

/** In this order: help first, then what nobody may look at, then whose matter it is. */
const consequences: readonly { of: readonly Finding[]; act: Act }[] = [
  { of: ['danger', 'childAtRisk'], act: callForHelp },
  { of: ['childImage', 'terroristMaterial'], act: letNobodyLook },
  { of: ['illegal', 'notIllegal'], act: sayWhatMayBeKept },
  { of: ['adultOfTheSchool'], act: leaveToCaseManager },
]

/** Does what the new findings ask for, and returns the incident as it is then. */
export function protectChild(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  news: ReadonlySet<Finding>,
): Promise<Incident> {
  return asSchool(tx, async () => {
    let now = incident
    for (const { of, act } of consequences) {
      if (of.some((finding) => news.has(finding))) now = await act(context, tx, actor, now, news)
    }
    return now
  })
}

async function callForHelp(context: Context, tx: Tx, actor: Actor, incident: Incident): Promise<Incident> {
  const marked = incident.safeguarding
    ? incident
    : await reclassifyInside(context, tx, actor, incident, {
        kind: incident.kind,
        safeguarding: true,
        possibleChildImage: incident.possibleChildImage,
        why: 'A safety question was answered: somebody may be in danger, or a child harmed.',
      })
  await callLeads(context, tx, actor, marked)
  return marked
}

/** A task for the safeguarding lead and every deputy at once; unopened, it goes on to the next person (decision S1). */
export async function callLeads(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Pick<Incident, 'id'>,
): Promise<void> {
  await giveTask(context, tx, actor, {
    to: [{ role: 'dsl' }, { role: 'deputyDsl' }],
    kind: 'triage.possibleHarm',
    title: 'Read an incident that cannot wait',
    about: { kind: 'incident', id: incident.id },
    path: `/incidents/${incident.id}`,
    urgency: 'now',
    mergeKey: 'triage.possibleHarm',
  })
}

async function letNobodyLook(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  news: ReadonlySet<Finding>,
): Promise<Incident> {
  const terroristMaterial = news.has('terroristMaterial')
  const staysAdult = incident.register === 'adult' || incident.kind === 'childImage'
  const marked = await reclassifyInside(context, tx, actor, incident, {
    kind: terroristMaterial && !staysAdult ? 'illegalMaterial' : incident.kind,
    safeguarding: true,
    possibleChildImage: incident.possibleChildImage || news.has('childImage'),
    why: 'A safety question was answered: there may be material that nobody at school may look at.',
  })
  const answer = terroristMaterial ? 'terroristMaterial' : 'childImage'
  await answerUnlessLighter(context, tx, actor, marked, { answer, why: answeredInTriage })
  if (marked.register !== 'adult') await callLeads(context, tx, actor, marked)
  return marked
}

/** The answer about crime says what may be kept as evidence, so nobody is asked twice. */
async function sayWhatMayBeKept(
  context: Context,
  tx: Tx,
  actor: Actor,
  incident: Incident,
  news: ReadonlySet<Finding>,
): Promise<Incident> {
  const answer: Answer = news.has('illegal') ? 'otherCrime' : 'notIllegal'
  await answerUnlessLighter(context, tx, actor, incident, { answer, why: answeredInTriage })
  return incident
}

const answeredInTriage = 'Answered in the questions about this incident.'

function leaveToCaseManager(context: Context, tx: Tx, actor: Actor, incident: Incident): Promise<Incident> {
  const why = 'A safety question was answered: it may concern an adult who works or volunteers here.'
  return passToCaseManager(context, tx, actor, incident, why)
}
