// Asks every route as every actor, for each case that its record has, and writes what came of it as the matrix.

import { type ActorName, actorNames } from './world/cast.ts'
import { fill, fixedParams, kindOf, type Params } from './world/places.ts'
import type { Fields, Sending, World } from './world.ts'

const header = ['route', 'case', ...actorNames].join('\t')
const together = 6

/** A line of the matrix: a route, whose record, and the status each actor gets; `-` where there is no such record. */
type Row = {
  name: string
  of: string
  sending: Sending
  placeFor: (who: ActorName) => string | null
}

const nobody = '019ab000-0000-7000-8000-00000000000f'

/** Forms that must be filled in, or the answer would say nothing about the record. All others are sent empty. */
const filledIn: Readonly<Record<string, Fields>> = {
  'POST /directories/:connection/where': {
    name: 'Curriculum network',
    dialect: 'activeDirectory',
    host: 'directory.invalid',
    port: '636',
    security: 'ldaps',
  },
  'POST /directories/:connection/sign-in': { bindName: 'cn=schoolkeeper,dc=school,dc=example' },
  'POST /directories/:connection/places': { base: 'ou=People,dc=school,dc=example', placedBy: 'class' },
  'POST /directories/:connection/plan/agree': { planId: nobody },
  'POST /directories/:connection/by-hand': { driftId: nobody, as: 'ours' },
  'POST /provisioning/:connection/tokens/end': { tokenId: nobody },
  'POST /provisioning/:connection/accounts/:entry': { whose: 'nobody' },
  'POST /provisioning/:connection/groups/:group': { means: 'nothing' },
  'POST /agreements/declarations/:id/decide': { decision: 'notAllowed', why: 'The rule holds here.' },
  'POST /two-person/:id/refuse': { why: 'We met her and it was not her.' },
  'POST /two-person/:id/review': { finding: 'It was right.' },
  'POST /people/:person/classes/leave': { classId: nobody, lastDay: '2026-11-24' },
  'POST /people/:person/relatives/withdraw': { relativeId: nobody },
  'POST /who-is-who/requests/:request': { decision: 'agreed' },
  'POST /flows/versions/:id/decide': { decision: 'confirm' },
  'POST /reports/:id/answer': { text: 'Thank you for telling us.' },
  'POST /incidents/:id/evidence/answer': { answer: 'otherCrime', why: 'Threats' },
  'POST /incidents/:id/add': { kind: 'note', text: 'More came to light.' },
  'POST /settings/:key': { why: 'The leaders asked for it.', seenVersion: '0' },
  'POST /tasks/:task/end': { state: 'done' },
  'POST /contracts/:contract/deficiencies': {
    what: 'A cable lay across the way.',
    toldWhom: 'The site team.',
  },
  'POST /people/:person/besides/end': { kind: 'volunteer' },
  'POST /rosters/transfers/:transfer/received': { byWhom: 'Their office' },
  'POST /people/:person/sign-in/disconnect': { kind: 'google' },
  'POST /people/:person/network/stop': { why: 'A parent asked for it.' },
  'POST /rosters/sources/new': { name: 'The office’s lists', format: 'oneRoster' },
  'POST /policy-register/:id/reviews/new': { cause: 'guidance', says: 'The guidance is new.' },
  'POST /policy-register/:id/linked': { title: 'Staff handbook' },
  'POST /incidents/:id/it': { asked: 'lookAtDevice', device: 'A tablet' },
  'POST /incidents/:id/people/:involvement/outcome': { outcome: 'We talked with both.' },
  'POST /technical-slips/:id': { doneWords: 'It was looked at.' },
  'POST /incidents/:id/referrals/new': { made: 'no', route: 'social-care', why: 'A child may come to harm' },
  'POST /sanctions/:id/decide': { decision: 'refused', says: 'It is too much.' },
  'POST /staff-concerns/:id/weigh': { answers: 'notSure', why: 'I cannot tell.' },
  'POST /staff-concerns/:id/step': { step: 'note', says: 'A note.' },
  'POST /staff-concerns/:id/advice': { says: 'Ask the LADO first.' },
  'POST /people/:person/transfer': {
    toSchool: 'The upper school',
    toPerson: 'Their safeguarding lead',
    method: 'secureElectronic',
  },
  'POST /termly-reports/make': { termFrom: '2026-09-02' },
  'POST /site-requests/:id/decide': { decision: 'refused', profiles: 'all', why: 'Not here.' },
  'POST /site-requests/:id/provider': { did: 'They did it.' },
  'POST /site-requests/:id/incident': { kind: 'accidentalFind' },
  'POST /tools/:id/assess': {
    benefit: 'They learn sums.',
    accounts: 'none',
    parents: 'told',
    places: 'lessons',
    fromYear: '3',
    'answer-tried': 'yes',
    'answer-content': 'no',
    'answer-contact': 'no',
    'answer-money': 'no',
    'answer-personal': 'nothing',
    'answer-terms': 'nothing',
    'answer-consent': 'no',
  },
  'POST /tools/:id/decide': { result: 'refused', why: 'Not here.' },
  'POST /tools/:id/withdraw': { why: 'Not here.' },
  'POST /projects/:id/decide': { result: 'refused', why: 'Not here.' },
  'POST /checked-sites/:id/check': { title: 'The Romans', result: 'notSuitable', seen: 'All of it.' },
  'POST /checked-sites/:id/take-out': { why: 'Adverts.' },
  'POST /filtering/versions/:id/decide': { decision: 'refused', why: 'Not here.' },
  'POST /filtering/own-list/:id/end': { why: 'No longer needed' },
  'POST /search': { words: 'messages' },
  'POST /transfers/:id/receipt': { receivedBy: 'Their safeguarding lead' },
}

/** What another system sends: whole enough that the answer says something about the record. */
const sentToExchange: Readonly<Record<string, unknown>> = {
  'POST /network/v1/logon': { account: 'nobody', address: '10.4.0.7' },
  'POST /network/v1/logoff': { account: 'nobody' },
  'POST /network/v1/lease': { device: '02:00:00:00:00:07', address: '10.4.0.7', seconds: 60 },
  'POST /network/v1/lease-end': { device: '02:00:00:00:00:07' },
  'POST /scim/v2/Users': { userName: 'somebody.new@school.example' },
  'PUT /scim/v2/Users/:id': { userName: 'noor@school.example' },
  'PATCH /scim/v2/Users/:id': { Operations: [{ op: 'replace', path: 'title', value: 'Teacher' }] },
  'POST /scim/v2/Groups': { displayName: 'Governors' },
  'PUT /scim/v2/Groups/:id': { displayName: 'Staff' },
  'PATCH /scim/v2/Groups/:id': { Operations: [{ op: 'replace', path: 'displayName', value: 'All staff' }] },
}

/**
 * All lines of the matrix, in the order of the routes. With `part`, only routes whose name holds it are asked, and the
 * others keep the line that they have in `before`.
 */
export async function askEverybody(
  world: World,
  { part = '', before = [] }: { part?: string; before?: readonly string[] } = {},
): Promise<string[]> {
  const lines: string[] = [header]
  const rows = rowsOf(world)
  const answered = new Map(rows.map((row) => [row, before.find((line) => isOf(line, row))] as const))
  const waiting = rows.filter((row) => row.name.includes(part) || answered.get(row) === undefined)
  const ask = async (): Promise<void> => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      answered.set(row, await askAll(world, row))
    }
  }
  await Promise.all(Array.from({ length: together }, ask))
  for (const row of rows) lines.push(answered.get(row) ?? '')
  return lines
}

/**
 * Sends every form that was filled in once more with nothing in it, for records that were not found: where the answer
 * tells that there is a record all the same, a sentence.
 */
export async function askWithNothing(world: World, lines: readonly string[]): Promise<string[]> {
  const told: string[] = []
  for (const row of rowsOf(world).filter(({ name, of }) => name in filledIn && of !== 'own')) {
    const cells =
      lines
        .find((line) => isOf(line, row))
        ?.split('\t')
        .slice(2) ?? []
    for (const who of actorNames.filter((_, index) => cells[index] === '404')) {
      const path = row.placeFor(who) ?? ''
      const { statusCode } = await world.ask(who, path, { ...row.sending, fields: {} })
      if (statusCode !== 404)
        told.push(`${row.name} (${row.of}) answers ${who} ${statusCode} to an empty form`)
    }
  }
  return told
}

const isOf = (line: string, { name, of }: Row): boolean => line.startsWith(`${name}\t${of}\t`)

async function askAll(world: World, { name, of, sending, placeFor }: Row): Promise<string> {
  const cells: string[] = []
  for (const who of actorNames) {
    const path = placeFor(who)
    if (path === null) cells.push('-')
    else {
      const { statusCode } = await world.ask(who, path, sending)
      cells.push(String(statusCode))
    }
  }
  return [name, of, ...cells].join('\t')
}

function rowsOf({ offered, places }: World): Row[] {
  const exchanged = offered.exchanges.flatMap(({ path: start, routes }) =>
    routes.map(({ method, path }) => ({ method, path: `${start}${path}`, takesFile: false })),
  )
  return [...offered.routes, ...exchanged].flatMap(({ method, path, takesFile }): Row[] => {
    const name = `${method} ${path}`
    const kind = kindOf(path)
    const json = sentToExchange[name]
    const sending: Sending = {
      method,
      fields: filledIn[name] ?? {},
      multipart: takesFile === true,
      ...(json === undefined ? {} : { json }),
    }
    const row = (of: string, paramsFor: (who: ActorName) => Params | undefined): Row => ({
      name,
      of,
      sending,
      placeFor: (who) => {
        const params = paramsFor(who)
        return params === undefined ? null : fill(path, params)
      },
    })
    const fixed = fixedParams(kind)
    if (kind === null || fixed !== undefined) return [row('', () => fixed)]
    const own = row('own', () => places.own.at[kind])
    const other = row('other', () => places.other.at[kind])
    const kept = (['subject', 'relative', 'notApproachable'] as const)
      .map((of) => row(of, (who) => places[of].get(who)?.at[kind]))
      .filter(({ placeFor }) => actorNames.some((who) => placeFor(who) !== null))
    const ofRegisters =
      name === 'GET /incidents/:id'
        ? Object.entries(places.own.registers).map(([register, params]) => row(register, () => params))
        : []
    return [own, ...ofRegisters, other, ...kept]
  })
}
