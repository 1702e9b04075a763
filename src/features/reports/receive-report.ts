import { newId } from '#/kernel/id.ts'
import { Sensitive } from '#/kernel/sensitive.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { keyFor } from '#/platform/keys/keys.ts'
import { type NewPart, type OpenIncident, openIncident, slipInside } from '../incidents/index.ts'
import { adultsOfTheSchool, findPeople } from '../people/index.ts'
import { dispatch } from './dispatch.ts'
import { hashReplyCode, replyCodeFor } from './reply-code.ts'
import { type Channel, isNotTell, type Said } from './report.ts'
import { insertReport } from './store.ts'

/** What a form makes of its answers. Each form has its own questions; all end here. */
export type ReceiveReport = {
  channel: Channel
  said: readonly Said[]
  danger: boolean
  incident: Omit<OpenIncident, 'description' | 'aboutAdult'>
  /** The reporter says that it is about an adult of the school, named or not. */
  saysAdult: boolean
  chosenAdultId: string | null
  contact: Sensitive | null
  /** For IT support, if anything: never a name or what happened. */
  technical: { device: string | null; account: string | null; address: string | null } | null
}

export type Received = {
  reportId: string
  incidentId: string
  /** Shown once. Only for reporters whom we do not know. */
  replyCode: string | null
  aboutAdult: boolean
  /** Nobody in the school may know of it: the page leads to the LADO, police and children's services. */
  outside: 'lado' | null
}

/** Takes a report: keeps the words, opens the incident, tells whom it must. Anybody may report; a kiosk or a link may not. */
export function receiveReport(context: Context, actor: Actor, request: ReceiveReport): Promise<Received> {
  return inTransaction(context, actor, async (tx) => {
    allow(context, actor, 'reports.send')
    const adults = await adultsNamed(tx, actor.schoolId, request.incident.people)
    const adult = request.saysAdult || adults.length > 0
    const { incident, outside: nobodyDecides } = await openIncident(context, tx, actor, {
      ...request.incident,
      description: inOneText(request.said),
      childAtRisk: request.incident.childAtRisk || request.danger,
      aboutAdult: adult,
      people: withReporter(actor, request.incident.people),
    })
    const kept = await keepReport(context, tx, actor, { ...request, incidentId: incident.id, adult })
    const { outside } = await dispatch(context, tx, actor, incident, adult ? null : request.chosenAdultId)
    if (request.technical && (incident.register !== 'technical' || incident.safeguarding) && !adult) {
      await slipInside(context, tx, actor, incident, { asked: 'keepLogs', ...request.technical })
    }
    return { ...kept, incidentId: incident.id, aboutAdult: adult, outside: outside ?? nobodyDecides }
  })
}

async function keepReport(
  context: Context,
  tx: Tx,
  actor: Actor,
  request: ReceiveReport & { incidentId: string; adult: boolean },
): Promise<{ reportId: string; replyCode: string | null }> {
  const { schoolId } = actor
  const reporterId = personOf(actor)
  const code = reporterId === null ? await replyCodeOf(context, tx, schoolId) : null
  const reportId = newId()
  await insertReport(tx, schoolId, {
    id: reportId,
    incidentId: request.incidentId,
    channel: request.channel,
    reporterId,
    classSessionId: actor.kind === 'classSession' ? actor.classSessionId : null,
    contact: request.channel === 'anonymous' ? null : request.contact,
    said: request.said,
    aboutAdult: request.adult,
    danger: request.danger,
    receivedAt: context.clock(),
    replyCodeHmac: code?.hmac ?? null,
  })
  record(tx, {
    did: 'reports.received',
    about: { kind: 'incident', id: request.incidentId },
    detail: { reportId, channel: request.channel },
  })
  return { reportId, replyCode: code?.shown ?? null }
}

/** The code of the form that is being sent, and what is kept of it. */
export async function replyCodeOf(
  context: Context,
  tx: Tx,
  schoolId: string,
): Promise<{ shown: string; hmac: Buffer }> {
  const { key } = await keyFor(tx, context.vault.keyring, schoolId, 'replyCodes')
  const shown = replyCodeFor(key, schoolId, context.once?.token)
  return { shown, hmac: hashReplyCode(key, shown.replaceAll('-', '')) }
}

/** Adults of the school who are said to have done something. As victims or witnesses they are not. */
async function adultsNamed(tx: Tx, schoolId: string, people: readonly NewPart[]): Promise<string[]> {
  const ids = people.flatMap((one) =>
    one.part === 'allegedInstigator' && 'personId' in one ? [one.personId] : [],
  )
  const found = await findPeople(tx, schoolId, ids)
  return found.filter(({ kind }) => adultsOfTheSchool.includes(kind)).map(({ id }) => id)
}

function withReporter(actor: Actor, people: readonly NewPart[]): readonly NewPart[] {
  const personId = personOf(actor)
  return personId === null ? people : [...people, { personId, part: 'reporter' }]
}

function inOneText(said: readonly Said[]): Sensitive {
  // Who must not be told stands in the report alone: somebody held back by mistake and let go may read the account.
  const text = said
    .filter((one) => !isNotTell(one))
    .map(({ ask, answer }) => `${ask}\n${answer.reveal()}`)
    .join('\n\n')
  return new Sensitive(text.slice(0, 10_000) || 'Nothing was written.')
}
