// Which password rule a logon has: by who uses it, and what the school has set.

import { londonDate } from '#/kernel/london-time.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import type { PasswordAsks } from '#/platform/sign-in/sign-in.ts'
import { classesOn, findPerson, fullName } from '../people/index.ts'
import { classesOfSchool, findSchool, type PhaseKey, phasesOfSchool } from '../schools/index.ts'
import type { Account } from './account.ts'
import type { AgeGroup, PasswordRule } from './password.ts'
import {
  adultLength,
  changeAtFirstLogon,
  expiresAfterDays,
  passwordClasses,
  passwordSpecials,
  pupilLength,
  youngestForm,
} from './settings-passwords.ts'

const youngestPhases: readonly PhaseKey[] = ['earlyYears', 'keyStage1']

/** The rule for a logon today. */
export async function ruleFor(tx: Tx, schoolId: string, account: Account, now: Date): Promise<PasswordRule> {
  return ruleOfGroup(tx, schoolId, await groupOf(tx, schoolId, account, now))
}

/** The rule for adults, older pupils or the youngest, as the school has set it. */
export async function ruleOfGroup(tx: Tx, schoolId: string, group: AgeGroup): Promise<PasswordRule> {
  const adult = group === 'adult'
  const form = group === 'youngest' ? await readSetting(tx, schoolId, youngestForm) : 'typed'
  const days = adult ? await readSetting(tx, schoolId, expiresAfterDays) : 0
  return {
    group,
    form,
    asks: adult ? await adultAsks(tx, schoolId) : { minLength: await readSetting(tx, schoolId, pupilLength) },
    expiresAfterDays: days === 0 ? null : days,
    changeAtFirstLogon: form === 'typed' && (await readSetting(tx, schoolId, changeAtFirstLogon)),
  }
}

async function adultAsks(tx: Tx, schoolId: string) {
  const specials = await readSetting(tx, schoolId, passwordSpecials)
  return {
    minLength: await readSetting(tx, schoolId, adultLength),
    classes: await readSetting(tx, schoolId, passwordClasses),
    ...(specials === '' ? {} : { specials }),
  }
}

/** What the policy asks of somebody's password, for sign-in's own form: adults as on the network, pupils its minimum. */
export async function passwordAsksOf(tx: Tx, schoolId: string, personId: string): Promise<PasswordAsks> {
  const { kind } = await findPerson(tx, schoolId, personId)
  return kind === 'pupil' ? {} : adultAsks(tx, schoolId)
}

async function groupOf(tx: Tx, schoolId: string, account: Account, now: Date): Promise<AgeGroup> {
  const classId = account.classId ?? (await classIdOf(tx, schoolId, account, now))
  if (classId === undefined) return 'adult'
  const found = (await classesOfSchool(tx, schoolId)).find(({ id }) => id === classId)
  const phase = (await phasesOfSchool(tx, schoolId)).find(({ id }) => id === found?.phaseId)
  return phase !== undefined && youngestPhases.includes(phase.key) ? 'youngest' : 'pupil'
}

async function classIdOf(tx: Tx, schoolId: string, { personId }: Account, now: Date) {
  if (personId === null) return undefined
  const [inClass] = await classesOn(tx, schoolId, [personId], londonDate(now))
  if (inClass) return inClass.classId
  const { kind } = await findPerson(tx, schoolId, personId)
  return kind === 'pupil' ? '' : undefined
}

/** Words that a password may not be made of: the logon, the names, the school. */
export async function ownWordsOf(tx: Tx, schoolId: string, account: Account): Promise<string[]> {
  const { name } = await findSchool(tx, schoolId)
  const who = account.personId === null ? [] : [fullName(await findPerson(tx, schoolId, account.personId))]
  return [account.logonName, name, ...name.split(' '), ...who, ...who.flatMap((one) => one.split(' '))]
}
