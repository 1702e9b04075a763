// A school with a real directory, for tests of what is written there.

import type { TestContext } from 'node:test'
import { newId } from '#/kernel/id.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { type PersonActor, systemActor } from '#/platform/access/actor.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import { announce } from '#/platform/happenings/happenings.ts'
import { type Ldap, openLdap } from '#/platform/ldap/ldap.ts'
import {
  holdNetwork,
  opened,
  passwordSet,
  passwordsMustChange,
  releaseNetwork,
} from '../src/features/accounts/index.ts'
import { directories } from '../src/features/directories/feature.ts'
import { followDirectory } from '../src/features/directories/follow-accounts.ts'
import { addConnection, changeBind, changePlaces } from '../src/features/directories/keep-connection.ts'
import { agreeToPlan, makePlan } from '../src/features/directories/make-plan.ts'
import { newestPlan } from '../src/features/directories/plan-store.ts'
import { aPerson, lookInto } from './ground.ts'
import { base, manager, type Slapd, startSlapd, writer } from './slapd.ts'
import { type StaffedSchools, staffedSchools } from './staffed-school.ts'

const address = ({ host, port }: Slapd) => ({ host, port, security: 'none' as const, trusted: null })
const encrypted = ({ host, ldapsPort, certificate }: Slapd) => ({
  host,
  port: ldapsPort,
  security: 'ldaps' as const,
  trusted: certificate,
})
const asManager = (slapd: Slapd) => openLdap(address(slapd), manager.name, manager.password)

export type Joined = StaffedSchools & {
  slapd: Slapd
  technician: PersonActor
  connectionId: string
  /** Gives each a logon: "Ada Lovelace" logs on as a.lovelace. */
  giveLogons: (
    names: readonly string[],
  ) => Promise<{ personId: string; accountId: string; logonName: string }[]>
  follow: () => Promise<void>
  look: <T>(work: (ldap: Ldap) => Promise<T>) => Promise<T>
}

/** A school whose directory is set up, at a real server. No plan was made yet. */
export async function joined(t: TestContext, { asActiveDirectory = false } = {}): Promise<Joined> {
  const slapd = await startSlapd(t, asActiveDirectory ? { vouched: 'rightly', asActiveDirectory } : {})
  const schools = await staffedSchools(t, {
    permissions: [directories.permissions],
    heeds: directories.heeds ?? [],
    settings: directories.settings ?? [],
  })
  const { context, school } = schools
  const technician = await aPerson(context, school.id, { name: 'Tess Tech', roles: ['technician'] })
  const where = asActiveDirectory
    ? { name: 'Curriculum', dialect: 'activeDirectory' as const, ...encrypted(slapd) }
    : { name: 'Curriculum', dialect: 'openLdap' as const, ...address(slapd) }
  const connectionId = await addConnection(context, technician, where)
  const as = asActiveDirectory ? writer : manager
  await changeBind(context, technician, connectionId, { bindName: as.name, bindPassword: as.password })
  const logonDomain = asActiveDirectory ? 'school.example' : null
  await changePlaces(context, technician, connectionId, { base, placedBy: 'class', logonDomain })
  return {
    ...schools,
    slapd,
    technician,
    connectionId,
    giveLogons: (names) => giveLogons(schools, names),
    follow: () => followDirectory(context, systemActor(school.id), connectionId),
    look: async (work) => {
      const ldap = await asManager(slapd)
      try {
        return await work(ldap)
      } finally {
        await ldap.close()
      }
    },
  }
}

async function giveLogons({ context, school, query }: StaffedSchools, names: readonly string[]) {
  const given: { personId: string; accountId: string; logonName: string }[] = []
  for (const name of names) {
    const { personId } = await aPerson(context, school.id, { name })
    const [first = '', last = ''] = name.toLowerCase().split(' ')
    const [accountId, logonName] = [newId(), `${first[0]}.${last.replaceAll(/[^a-z]/g, '')}`]
    await query(
      `insert into accounts.account (school_id, id, kind, logon_name, person_id, starts_on, created_at)
       values ($1, $2, 'individual', $3, $4, '2026-09-01', now())`,
      [school.id, accountId, logonName, personId],
    )
    given.push({ personId, accountId, logonName })
  }
  const system = systemActor(school.id)
  await inTransaction(context, system, (tx) => announce(context, tx, system, opened, { accounts: given }))
  return given
}

/** Makes a plan, agrees to it and writes it. */
export async function planAndWrite({
  context,
  technician,
  connectionId,
  follow,
  school,
}: Joined): Promise<void> {
  await makePlan(context, technician, connectionId)
  const plan = await lookInto(context, school.id, (tx) => newestPlan(tx, school.id, connectionId))
  await agreeToPlan(context, technician, connectionId, plan?.id ?? '')
  await follow()
}

/** Stops somebody’s network, as a person does it by hand. */
export const stop = (context: Context, personId: string, schoolId: string) =>
  inTransaction(context, systemActor(schoolId), (tx) =>
    holdNetwork(context, tx, systemActor(schoolId), {
      personId,
      because: { kind: 'byHand', id: personId },
      sentence: 'Stopped for this test.',
    }),
  )
/** Lifts what `stop` set. */
export const giveBack = (context: Context, personId: string, schoolId: string) =>
  inTransaction(context, systemActor(schoolId), (tx) =>
    releaseNetwork(context, tx, systemActor(schoolId), {
      personId,
      because: { kind: 'byHand', id: personId },
    }),
  )

/** Announces a new password of a logon, as choosing one does. */
export const setPassword = (
  context: Context,
  schoolId: string,
  to: { accountId: string; personId: string; password: string; mustChange: boolean },
) =>
  inTransaction(context, systemActor(schoolId), (tx) =>
    announce(context, tx, systemActor(schoolId), passwordSet, { ...to, password: sensitive(to.password) }),
  )

/** Announces that another password has to be chosen, as a disclosure or the calendar does. */
export const askForChange = (context: Context, schoolId: string, accountId: string) =>
  inTransaction(context, systemActor(schoolId), (tx) =>
    announce(context, tx, systemActor(schoolId), passwordsMustChange, { accountIds: [accountId] }),
  )

/** Whether somebody can log on there. */
export async function canLogOn(slapd: Slapd, dn: string, password: string): Promise<boolean> {
  try {
    await (await openLdap(address(slapd), dn, password)).close()
    return true
  } catch {
    return false
  }
}

export const everything = ['uid', 'displayName', 'employeeNumber', 'sn', 'pwdReset'] as const
export const people = { objectClass: 'inetOrgPerson' }
/** Where a member of staff stands in the directory of the test. */
export const staffDn = (logonName: string) => `uid=${logonName},ou=Staff,${base}`
