import { generateSecret, generateURI, verify } from 'otplib'
import { toString as drawQr } from 'qrcode'
import type { Tx } from '../database/database.ts'
import type { Parts } from './parts.ts'
import { enrolPendingApp, lockApp, savePendingApp, saveTimeStep } from './second-factor-store.ts'

const purpose = 'signIn.app'
/** A phone's clock may be half a minute off, either way. */
const toleranceSeconds = 30

type Person = { schoolId: string; personId: string }

const aboutOf = ({ schoolId, personId }: Person) => ({ schoolId, id: personId })

/** Makes a new secret that waits for its first code. What was enrolled before stays until then. */
export async function prepareApp(parts: Parts, tx: Tx, person: Person): Promise<void> {
  const secret = Buffer.from(generateSecret({ length: 20 }))
  const sealed = await parts.cipher.seal(tx, purpose, secret, aboutOf(person))
  await savePendingApp(tx, person.schoolId, person.personId, sealed)
}

/** `address` opens the app of the device that shows the page. */
export type PendingApp = { secret: string; qrSvg: string; address: string }

/** What the person puts into their app: a picture to scan and the same as text. Null when nothing waits. */
export async function pendingApp(
  parts: Parts,
  tx: Tx,
  person: Person,
  names: { school: string; signInName: string },
): Promise<PendingApp | null> {
  const sealed = (await lockApp(tx, person.schoolId, person.personId))?.pendingSecret
  if (!sealed) return null
  const secret = String(await parts.cipher.open(tx, purpose, sealed, aboutOf(person)))
  const address = generateURI({ issuer: `Schoolkeeper ${names.school}`, label: names.signInName, secret })
  const qrSvg = await drawQr(address, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  return { secret, qrSvg, address }
}

/** Enrols the app that waits, with its first code. False when the code is wrong. */
export async function enrolApp(
  parts: Parts,
  tx: Tx,
  person: Person,
  code: string,
  now: Date,
): Promise<boolean> {
  const app = await lockApp(tx, person.schoolId, person.personId)
  if (!app?.pendingSecret) return false
  const timeStep = await timeStepOf(parts, tx, person, { sealed: app.pendingSecret, after: null, code, now })
  if (timeStep === null) return false
  await enrolPendingApp(tx, person.schoolId, person.personId, { timeStep, at: now })
  return true
}

/** Whether the code is the app's, now. A code works once: neither it nor an older one counts again. */
export async function appCodeFits(
  parts: Parts,
  tx: Tx,
  person: Person,
  code: string,
  now: Date,
): Promise<boolean> {
  const app = await lockApp(tx, person.schoolId, person.personId)
  if (!app?.secret) return false
  const { secret: sealed, afterTimeStep: after } = app
  const timeStep = await timeStepOf(parts, tx, person, { sealed, after, code, now })
  if (timeStep === null) return false
  await saveTimeStep(tx, person.schoolId, person.personId, timeStep)
  return true
}

async function timeStepOf(
  parts: Parts,
  tx: Tx,
  person: Person,
  tried: { sealed: Buffer; after: number | null; code: string; now: Date },
): Promise<number | null> {
  const token = tried.code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const secret = String(await parts.cipher.open(tx, purpose, tried.sealed, aboutOf(person)))
  const result = await verify({
    secret,
    token,
    epoch: Math.floor(tried.now.getTime() / 1000),
    epochTolerance: toleranceSeconds,
    ...(tried.after === null ? {} : { afterTimeStep: tried.after }),
  })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}
