// What sign-in is told about people, classes, keys and addresses: it knows no school word itself.

import { passwordAsksOf } from '#/features/accounts/index.ts'
import {
  adultsOfTheSchool,
  classesTaughtOn,
  designatedRoles,
  findPerson,
  fullName,
  networkStaff,
  personKindWords,
  rolesOn,
  roleWords,
} from '#/features/people/index.ts'
import { findSchool } from '#/features/schools/index.ts'
import type { Clock } from '#/kernel/clock.ts'
import { instantAt, londonDate, type TimeOfDay } from '#/kernel/london-time.ts'
import { type Config, isLoopback } from '#/platform/config/config.ts'
import { decrypt, encrypt, type Keyring, keyedHashOf } from '#/platform/keys/keys.ts'
import type { Cipher, SignInParts, SignInRoles } from '#/platform/sign-in/sign-in.ts'

/** Puts together what sign-in asks for. `providersAt`: where a demonstration has its own Google and Microsoft. */
export function signInParts(
  config: Config,
  keyring: Keyring,
  clock: Clock,
  providersAt: string | null = null,
): SignInParts {
  const today = () => londonDate(clock())
  return {
    rolesOf: (tx, schoolId, personId) => rolesOn(tx, schoolId, personId, today()),
    nameOf,
    cipher: cipherOf(keyring),
    keyedHash: keyedHashOf(keyring, 'signInHashes'),
    secure: config.publicUrl.startsWith('https:'),
    passkeys: passkeysOf(config),
    publicUrl: config.publicUrl,
    roles,
    providers: providersOf(providersAt),
    classes: {
      startPage: '/report/child',
      networkRangesOf: async (tx, schoolId) => (await findSchool(tx, schoolId)).networkRanges,
      dayEndsAt: async (tx, schoolId, at) => {
        const { dayEndsAt } = await findSchool(tx, schoolId)
        return instantAt(londonDate(at), dayEndsAt.slice(0, 5) as TimeOfDay)
      },
      classesOf: (tx, schoolId, personId) => classesTaughtOn(tx, schoolId, personId, today()),
    },
    passwordAsks: passwordAsksOf,
    failuresTakeMs: 400,
  }
}

/** The issuers are Google’s and the tenant’s own at Microsoft, as each publishes it. */
function providersOf(providersAt: string | null): SignInParts['providers'] {
  const google = providersAt === null ? 'https://accounts.google.com' : `${providersAt}/google`
  const microsoft = providersAt ?? 'https://login.microsoftonline.com'
  return {
    issuerOf: (kind, belongsTo) => (kind === 'google' ? google : `${microsoft}/${belongsTo}/v2.0`),
    onThisMachine: providersAt !== null,
    kinds: Object.entries(personKindWords).map(([value, text]) => ({
      value,
      text,
      byDefault: (adultsOfTheSchool as readonly string[]).includes(value),
    })),
  }
}

/** A person's name, as pages and the trail show it. */
export const nameOf: SignInParts['nameOf'] = async (tx, schoolId, personId) =>
  fullName(await findPerson(tx, schoolId, personId))

const named = (role: string) => ({ value: role, text: roleWords(role) })

const roles: SignInRoles = {
  all: [...Object.keys(designatedRoles), ...Object.keys(personKindWords)].map(named),
  secondFactor: [
    'head',
    'dsl',
    'deputyDsl',
    'coordinator',
    'delegatedSeniorLeader',
    'siro',
    'hrAdviser',
    'networkManager',
    'technician',
    'governor',
    'chairOfGovernors',
    'onlineSafetyGovernor',
  ],
  simple: ['pupil'],
  openClassSession: ['staff', 'supply'],
  keepProviders: ['head', 'deputyHead', ...networkStaff],
  askForReset: ['head', 'deputyHead', 'office', 'technician'],
  agreeToReset: ['head', 'dsl', 'deputyDsl'],
  breakGlass: {
    asks: ['head'],
    agrees: ['chairOfGovernors'],
    reviews: ['onlineSafetyGovernor', 'chairOfGovernors'],
  },
}

/** Passkeys belong to a name; browsers refuse them for a bare address other than localhost. */
function passkeysOf(config: Config): SignInParts['passkeys'] {
  const { hostname, origin } = new URL(config.publicUrl)
  const bare = /^[\d.]+$|:/.test(hostname)
  if (bare && !isLoopback(hostname)) return null
  return bare ? null : { rpId: hostname, origins: [origin] }
}

/** Seals small secrets under the school's key. */
function cipherOf(keyring: Keyring): Cipher {
  const bound = (purpose: string, { schoolId, id }: { schoolId: string; id: string }) => ({
    schoolId,
    about: id,
    purpose,
  })
  return {
    seal: (tx, purpose, bytes, about) => encrypt(tx, keyring, 'signIn', bytes, bound(purpose, about)),
    open: (tx, purpose, sealed, about) => decrypt(tx, keyring, 'signIn', sealed, bound(purpose, about)),
  }
}

/** Under a school's key rather than the master key: codes and counts outlive `rotate-key`. */
