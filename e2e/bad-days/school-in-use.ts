// A school on a running server, and strangers on the network who tell it things, all at once.

import { request } from 'node:http'
import { aPerson, aSchool } from '../../test/ground.ts'
import { replyCodeIn } from './drawn-form.ts'
import { type Inside, inside, type Place, type ServerProcess } from './server-process.ts'

/** Puts a school with those who are told of reports into a running place. Returns its id. */
export function openSchool(place: Place): Promise<string> {
  return inside(place, async ({ context }) => {
    const id = await aSchool(context, 'alder')
    for (const role of ['dsl', 'deputyDsl', 'head', 'coordinator'])
      await aPerson(context, id, { name: `Person ${role}`, roles: [role] })
    return id
  })
}

/** What somebody tells without a name, and the token of their form. */
export type Telling = { number: number; what: string; once: string }

/** So many different reports, each with a token of its own: sent twice, it must be kept once. */
export function tellings(count: number): Telling[] {
  return Array.from({ length: count }, (_, number) => ({
    number,
    what: `Telling number ${number}: unkind messages in a class chat.`,
    once: `token-of-telling-${String(number).padStart(6, '0')}`,
  }))
}

/** Tells the school. The reply code is what makes it acknowledged; null when no whole answer came. */
export async function tell({ address }: ServerProcess, telling: Telling): Promise<string | null> {
  const { what, once, number } = telling
  const sent = { danger: 'no', what, aboutAdult: 'no', once }
  const answer = await post(`${address}/s/alder/report/other`, sent, number).catch(() => null)
  return answer?.status === 200 ? replyCodeIn(answer.body) : null
}

/** Sends a form from an address of this machine that belongs to the caller: nobody is slowed by the others. */
export function post(
  url: string,
  fields: Readonly<Record<string, string>>,
  caller: number,
): Promise<{ status: number; body: string }> {
  const headers = {
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/x-www-form-urlencoded',
  }
  const localAddress = `127.0.${1 + Math.floor(caller / 200)}.${2 + (caller % 200)}`
  return new Promise((done, fail) => {
    const asked = request(url, { method: 'POST', headers, localAddress, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      response.on('end', () => done({ status: response.statusCode ?? 0, body })).on('error', fail)
    })
    asked.on('error', fail).end(new URLSearchParams(fields).toString())
  })
}

/** Records of which a part is missing: each name says what would be half-done. Counts must all be 0. */
export const halfDone: Readonly<Record<string, string>> = {
  'incidents that no report led to': `select count(*)::int as count from incidents.incident i
     where not exists (select from reports.report r where r.incident_id = i.id)`,
  'incidents that nobody has to read': `select count(*)::int as count from incidents.incident i
     where not exists (select from tasks.task t where t.about_id = i.id)`,
  'incidents without a timeline': `select count(*)::int as count from incidents.incident i
     where not exists (select from incidents.event e where e.incident_id = i.id)`,
  'reports that the trail does not know': `select count(*)::int as count from reports.report r
     where not exists (select from audit.entry e where e.did = 'reports.received' and e.about_id = r.incident_id)`,
  'entries about reports that are not there': `select count(*)::int as count from audit.entry e
     where e.did = 'reports.received' and not exists (select from reports.report r where r.incident_id = e.about_id)`,
  'forms that count as sent without a report': `select abs((select count(*) from web.sent_once where token like 'token-of-telling-%')
     - (select count(*) from reports.report))::int as count`,
}

/** What each telling has become: how many reports hold its words. */
export async function reportsOf({ query }: Inside, telling: Telling): Promise<number> {
  const [row] = await query<{ count: number }>(
    'select count(*)::int as count from reports.report where said::text like $1',
    [`%${telling.what}%`],
  )
  return row?.count ?? 0
}
