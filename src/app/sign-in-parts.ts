// What sign-in is told about people, classes, keys and addresses: it knows no school word itself.

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { passwordAsksOf } from '#/features/accounts/index.ts'
import {
  classesTaughtOn,
  designatedRoles,
  findPerson,
  fullName,
  personKindWords,
  rolesOn,
  roleWords,
} from '#/features/people/index.ts'
import { findSchool } from '#/features/schools/index.ts'
import type { Clock } from '#/kernel/clock.ts'
import { instantAt, londonDate, type TimeOfDay } from '#/kernel/london-time.ts'
import { type Config, isLoopback } from '#/platform/config/config.ts'
import type { Tx } from '#/platform/database/database.ts'
import { associatedData, type Keyring, keyFor, keyOfVersion, type Purpose } from '#/platform/keys/keys.ts'
import type { Cipher, SignInParts, SignInRoles } from '#/platform/sign-in/sign-in.ts'

/** Puts together what sign-in asks for. */
export function signInParts(config: Config, keyring: Keyring, clock: Clock): SignInParts {
  const today = () => londonDate(clock())
  return {
    rolesOf: (tx, schoolId, personId) => rolesOn(tx, schoolId, personId, today()),
    nameOf,
    cipher: cipherOf(keyring),
    keyedHash: keyedHashOf(keyring),
    secure: config.publicUrl.startsWith('https:'),
    passkeys: passkeysOf(config),
    publicUrl: config.publicUrl,
    roles,
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
    'networkManager',
    'technician',
    'governor',
    'chairOfGovernors',
    'onlineSafetyGovernor',
  ],
  simple: ['pupil'],
  openClassSession: ['staff', 'supply'],
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

const nonceBytes = 12
const tagBytes = 16

/** Seals small secrets under the school's key: key version, nonce, tag, sealed bytes. */
function cipherOf(keyring: Keyring): Cipher {
  const bound = (purpose: string, { schoolId, id }: { schoolId: string; id: string }) =>
    associatedData({ schoolId, about: id, purpose })
  return {
    seal: async (tx, purpose, bytes, about) => {
      const { version, key } = await keyFor(tx, keyring, about.schoolId, 'signIn')
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(bound(purpose, about))
      const sealed = Buffer.concat([cipher.update(bytes), cipher.final()])
      const versionBytes = Buffer.alloc(4)
      versionBytes.writeUInt32BE(version)
      return Buffer.concat([versionBytes, nonce, cipher.getAuthTag(), sealed])
    },
    open: async (tx: Tx, purpose, sealed, about) => {
      const purposeOfKey: Purpose = 'signIn'
      const key = await keyOfVersion(tx, keyring, about.schoolId, purposeOfKey, sealed.readUInt32BE(0))
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(4, 4 + nonceBytes))
      decipher.setAAD(bound(purpose, about))
      decipher.setAuthTag(sealed.subarray(4 + nonceBytes, 4 + nonceBytes + tagBytes))
      return Buffer.concat([decipher.update(sealed.subarray(4 + nonceBytes + tagBytes)), decipher.final()])
    },
  }
}

/** Under a school's key rather than the master key: codes and counts outlive `rotate-key`. */
function keyedHashOf(keyring: Keyring): SignInParts['keyedHash'] {
  return async (tx, schoolId, purpose, text) => {
    const { key } = await keyFor(tx, keyring, schoolId, 'signInHashes')
    return createHmac('sha256', key).update(`${purpose}\n${text}`).digest()
  }
}
