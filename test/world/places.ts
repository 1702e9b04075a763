// Where every record of the world lies: for each kind, what fills the colons of its addresses.

import type { Context } from '#/platform/context.ts'
import type { TwoPersonAction } from '#/platform/two-person/two-person.ts'
import { adultsOfTheSchool } from '../../src/features/people/person.ts'
import { type PersonName, people } from './cast.ts'
import { makeActivityAbout, makeActivityRecords } from './make-activity-records.ts'
import { letAdviserIn, tellOfAdult } from './make-adult-records.ts'
import { makeAgreementRecords } from './make-agreement-records.ts'
import { makeCheckedRecords } from './make-checked-records.ts'
import { makeDirectory } from './make-directory.ts'
import { makeFilterRecords } from './make-filter-records.ts'
import { makeIncidentRecords } from './make-incident-records.ts'
import { makeInductionRecords } from './make-induction-records.ts'
import { makeLogonRecords } from './make-logon-records.ts'
import { makePolicyRecords } from './make-policy-records.ts'
import { makeRosterRecords } from './make-roster-records.ts'
import { makeSchoolRecords } from './make-school-records.ts'
import { makeSource } from './make-source.ts'
import { makeToolRecords } from './make-tool-records.ts'
import type { MatrixSchool } from './staff-school.ts'
import { makeRegisterIncidents } from './tell-of-incident.ts'

export type Params = Readonly<Record<string, string>>

/** `secrets`: ids, references and words of these records, none of which whoever may not know of them may read. */
export type Places = { at: Readonly<Partial<Record<Kind, Params>>>; secrets: readonly string[] }

/** Each kind of record that a route names, with the addresses that name it. The first address that fits counts. */
const kindOfAddress = [
  ['/agreements/texts/:key', 'agreementText'],
  ['/agreements/versions/:id', 'agreementVersion'],
  ['/agreements/rounds/:id', 'agreementRound'],
  ['/agreements/mine/:id', 'ownAgreement'],
  ['/agreements/asks/:id', 'agreementAsk'],
  ['/agreements/signatures/:id', 'signature'],
  ['/agreements/kiosks/:id', 'kiosk'],
  ['/agreements/rules/:classId', 'agreementRound'],
  ['/agreements/declarations/:id', 'declaration'],
  ['/sign/:token', 'signingLink'],
  ['/kiosk/:token', 'kioskLink'],
  ['/staff-concerns/adults/:id', 'accused'],
  ['/staff-concerns/:id', 'allegation'],
  ['/complaints/:id', 'complaint'],
  ['/incidents/:id', 'incident'],
  ['/technical-slips/:id', 'slip'],
  ['/lessons/:id', 'lesson'],
  ['/my-reports/:id', 'report'],
  ['/reports/:id', 'report'],
  ['/evidence/:id/hand-over', 'sealedItem'],
  ['/evidence/:id/custody', 'confiscation'],
  ['/evidence/:id', 'item'],
  ['/confiscations/:id', 'confiscation'],
  ['/hand-overs/:id', 'handOver'],
  ['/viewings/:id', 'viewing'],
  ['/deletions/:id', 'deletion'],
  ['/audit/about/:id', 'incident'],
  ['/audit/by/:id', 'doer'],
  ['/tasks/:task', 'task'],
  ['/duty/cover/:cover', 'cover'],
  ['/induction/:person', 'starter'],
  ['/guests/:guest', 'guest'],
  ['/contracts/:contract', 'contract'],
  ['/rosters/sources/:source', 'rosterSource'],
  ['/rosters/imports/:import', 'rosterImport'],
  ['/rosters/moves/:move', 'plannedMove'],
  ['/rosters/leavers/:person', 'leaver'],
  ['/rosters/logons/:logon', 'declaredLogon'],
  ['/rosters/transfers/:transfer', 'rightsTransfer'],
  ['/people/:person/roles', 'designation'],
  ['/people/:person', 'child'],
  ['/sanctions/ladders/:key', 'ladder'],
  ['/access/:id', 'resource'],
  ['/accounts/:id', 'logon'],
  ['/directories/:connection', 'directory'],
  ['/provisioning/:connection/accounts/:entry', 'sourceEntry'],
  ['/provisioning/:connection/groups/:group', 'sourceGroup'],
  ['/provisioning/:connection', 'sourceConnection'],
  ['/scim/v2/Users/:id', 'scimUser'],
  ['/scim/v2/Groups/:id', 'scimGroup'],
  ['/scim/v2/ResourceTypes/:schema', 'scimSort'],
  ['/scim/v2/Schemas/:schema', 'scimSchema'],
  ['/who-sat-where/start/:class', 'taughtClass'],
  ['/who-sat-where/logons/:id', 'logon'],
  ['/who-sat-where/:id', 'seating'],
  ['/sanctions/:id', 'sanction'],
  ['/referrals/:id', 'referral'],
  ['/takedowns/:id', 'takedown'],
  ['/transfers/:id', 'transfer'],
  ['/termly-reports/:id', 'termlyReport'],
  ['/who-is-who/requests/:request', 'designationRequest'],
  ['/sign-in/reset/:personId', 'reset'],
  ['/account/sessions/:id', 'session'],
  ['/account/connect/:provider', 'provider'],
  ['/account/disconnect/:provider', 'provider'],
  ['/sign-in/with/:provider', 'provider'],
  ['/sign-in-providers/:provider', 'provider'],
  ['/class-session/:id', 'classSession'],
  ['/policy-register/versions/:id', 'policyVersion'],
  ['/policy-register/rounds/:id', 'readingRound'],
  ['/policy-register/reviews/:id', 'policyReview'],
  ['/policy-register/:id', 'policy'],
  ['/policies/:slug', 'publishedPolicy'],
  ['/two-person/:id', 'twoPerson'],
  ['/flows/versions/:id', 'flowCopy'],
  ['/flows/:key', 'flow'],
  ['/settings/:key', 'setting'],
  ['/contacts/:role', 'contact'],
  ['/site-requests/:id', 'siteRequest'],
  ['/told-logons/:id', 'logonTeller'],
  ['/proxy-keys/all/:id', 'proxyKey'],
  ['/proxy-keys/:id', 'proxyKey'],
  ['/tools/:id', 'tool'],
  ['/projects/:id', 'project'],
  ['/filter-checks/tests/:id', 'filterTest'],
  ['/filter-checks/trials/:id', 'filterTrial'],
  ['/filter-checks/reviews/:id', 'filterReview'],
  ['/filter-checks/actions/:id', 'filterReviewAction'],
  ['/activity/concerns/:id', 'filterConcern'],
  ['/activity/looks/:id', 'activityLook'],
  ['/activity/weeks/:id', 'activityWeek'],
  ['/checked-sites/:id', 'checkedSite'],
  ['/link-lists/:id', 'linkList'],
  ['/links/:link', 'openList'],
  ['/filtering/rules/:key', 'filterProfile'],
  ['/filtering/versions/:id', 'filterRules'],
  ['/filtering/inspection/:id', 'filterInspection'],
  ['/filtering/own-list/:id', 'ownSite'],
  ['/practices/:practice/proof/:attestation', 'proof'],
  ['/practices/:practice', 'practice'],
  ['/coverage/clauses/:clause', 'clause'],
  ['/coverage/controls/:control/outside', 'outsideControl'],
  ['/coverage/controls/:control', 'control'],
  ['/coverage/systems/:system', 'system'],
  ['/class-session/join/:link', 'classLink'],
  ['/new-password/:token', 'passwordLink'],
] as const
export type Kind = (typeof kindOfAddress)[number][1]

/** What an address names that is no record of a school: the same everywhere, or a guess. */
const fixed: Readonly<Partial<Record<Kind, Params>>> = {
  agreementText: { key: 'governor' },
  signingLink: { token: 'guessed' },
  kioskLink: { token: 'guessed' },
  kiosk: { id: '019ab000-0000-7000-8000-000000000003' },
  flow: { key: 'main.non-illegal' },
  setting: { key: 'incidents.alsoReadsLog' },
  contact: { role: 'filterProvider' },
  publishedPolicy: { slug: 'online-safety' },
  ladder: { key: 'pupil' },
  filterProfile: { key: 'staff' },
  practice: { practice: 'safeguarding-team-meets' },
  proof: { practice: 'safeguarding-team-meets', attestation: '019ab000-0000-7000-8000-000000000003' },
  clause: { clause: 'B127' },
  control: { control: 'practices.safeguarding-team-meets' },
  outsideControl: { control: 'directories.passwords' },
  system: { system: 'incidents' },
  scimSort: { schema: 'User' },
  scimSchema: { schema: 'urn:ietf:params:scim:schemas:core:2.0:User' },
  session: { id: '019ab000-0000-7000-8000-000000000001' },
  provider: { provider: 'google' },
  classSession: { id: '019ab000-0000-7000-8000-000000000002' },
  classLink: { link: 'guessed' },
  passwordLink: { token: 'guessed', provider: 'google' },
}

/** What fills an address that names no record of a school; undefined when it does name one. */
export const fixedParams = (kind: Kind | null): Params | undefined => (kind === null ? {} : fixed[kind])

/** The kind of record that an address names; null when it names none. */
export function kindOf(address: string): Kind | null {
  if (!address.includes(':')) return null
  const found = kindOfAddress.find(([start]) => address === start || address.startsWith(`${start}/`))
  if (found) return found[1]
  throw new Error(`Say in test/world/places.ts which record ${address} names, and make one of each.`)
}

/** Fills the colons of an address. */
export function fill(address: string, params: Params): string {
  return address.replaceAll(/:([A-Za-z]+)/g, (_whole, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`The record of ${address} has no ${name}.`)
    return value
  })
}

/** Every kind of record of a school, about nobody who knocks. */
export async function placesOfSchool(
  context: Context,
  school: MatrixSchool,
  actions: readonly TwoPersonAction[],
): Promise<Places & { registers: Readonly<Record<string, Params>>; token: string }> {
  const { accused, teacher } = school.people
  const about = await makeIncidentRecords(context, school, { subject: accused, teller: teacher })
  const adult = await tellOfAdult(context, school, accused)
  await letAdviserIn(context, school, adult.at.allegation)
  const made = await makeSchoolRecords(context, school, actions)
  const agreements = await makeAgreementRecords(context, school)
  const policies = await makePolicyRecords(context, school)
  const logons = await makeLogonRecords(context, school)
  const rosters = await makeRosterRecords(context, school)
  const directory = await makeDirectory(context, school)
  const source = await makeSource(context, school)
  const induction = await makeInductionRecords(context, school)
  const filter = await makeFilterRecords(context, school)
  const activity = await makeActivityRecords(context, school)
  const tools = await makeToolRecords(context, school)
  const checked = await makeCheckedRecords(context, school)
  const registers = await makeRegisterIncidents(context, school)
  return {
    at: {
      ...about.at,
      ...adult.at,
      ...made,
      ...agreements,
      ...policies,
      ...logons,
      ...rosters,
      ...directory,
      ...source.at,
      ...induction,
      ...filter,
      ...activity,
      ...tools,
      ...checked,
    },
    secrets: [...about.secrets, ...adult.secrets],
    registers,
    token: source.token,
  }
}

/** The records of a school that are about this person. */
export async function placesAbout(context: Context, school: MatrixSchool, name: PersonName): Promise<Places> {
  const subject = school.people[name]
  const about = await makeIncidentRecords(context, school, { subject, teller: school.people.teller })
  const filter = await makeActivityAbout(context, school, name)
  const secrets = [...about.secrets, ...Object.values<Params>(filter).map(({ id = '' }) => id)]
  if (!adultsOfTheSchool.includes(people[name].kind)) return { at: { ...about.at, ...filter }, secrets }
  const adult = await tellOfAdult(context, school, subject)
  return { at: { ...about.at, ...adult.at, ...filter }, secrets: [...secrets, ...adult.secrets] }
}
