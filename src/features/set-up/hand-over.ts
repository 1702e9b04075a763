// What the one who sets up hands to the school: sign-in links, the two halves of the seal key, the master key's paper.

import { londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction, reading } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { confirmPrinted, makeSchoolSealKeys, notePrintConfirmed } from '#/platform/keys/keys.ts'
import { inviteLogin, renewPassword } from '#/platform/sign-in/sign-in.ts'
import { fullName, holdersOn, type Person, roleWords } from '../people/index.ts'
import { findSchool, savePlace } from '../schools/index.ts'
import { readDraft, requireDraft } from './first-visit.ts'
import { type Draft, findOpenDraft, saveDraft } from './store.ts'

const invited = ['head', 'dsl', 'deputyDsl', 'chairOfGovernors'] as const

export type SignInLink = { name: string; roles: string[]; signInName: string; path: string }
export type SealPapers = { halfForHead: string; halfForChair: string }

/** A link for each of the first people. Made again, the earlier links and passwords count no more. */
export function makeLinks(context: Context, session: string): Promise<readonly SignInLink[]> {
  return handingOver(context, session, async (tx, actor, draft) => {
    const { slug } = await findSchool(tx, actor.schoolId)
    const links: SignInLink[] = []
    for (const { person, roles } of await firstPeople(context, tx, actor)) {
      const signInName = signInNameOf(
        person,
        links.map((link) => link.signInName),
      )
      const { id: personId } = person
      const path = draft.linksMadeAt
        ? await renewPassword(context, tx, actor, personId)
        : await inviteLogin(context, tx, actor, { personId, signInName })
      links.push({ name: fullName(person), roles, signInName, path: `/s/${slug}${path}` })
    }
    await saveDraft(tx, draft.id, { links_made_at: context.clock() })
    return links
  })
}

/** `ada.example`; whoever comes second with that name has a number. */
function signInNameOf({ givenName, familyName }: Person, taken: readonly string[]): string {
  const plain = `${givenName}.${familyName}`
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z.-]/g, '')
  const name = /^[a-z]/.test(plain) ? plain : 'person'
  return taken.includes(name) ? `${name}.${taken.length + 1}` : name
}

async function firstPeople(context: Context, tx: Tx, actor: Actor) {
  const people = new Map<string, { person: Person; roles: string[] }>()
  for (const role of invited) {
    for (const person of await holdersOn(tx, actor.schoolId, role, londonDate(context.clock()))) {
      const known = people.get(person.id) ?? { person, roles: [] }
      known.roles.push(roleWords(role))
      people.set(person.id, known)
    }
  }
  return people.values()
}

/** The school's seal key in two halves, to be printed: nobody can show them again (decision S12). */
export function makeSealPapers(context: Context, session: string): Promise<SealPapers> {
  return handingOver(context, session, async (tx, actor, draft) => {
    const { halfForHead, halfForChair } = await makeSchoolSealKeys(tx, actor.schoolId, context.clock())
    await saveDraft(tx, draft.id, { seal_keys_made_at: context.clock() })
    return { halfForHead, halfForChair }
  })
}

/** Whoever runs the server types the master key back from its paper. Refused when it is not the one in use. */
export async function confirmMasterKey(context: Context, session: string, typed: string): Promise<void> {
  await confirmPrinted(context.vault.keyring.file, typed)
  await handingOver(context, session, (tx) => notePrintConfirmed(tx, context.clock()))
}

/** Ends the first visit for good. Refused without links, seal keys, a safeguarding lead and a deputy (decision S1). */
export function finishSetUp(context: Context, session: string): Promise<string> {
  return handingOver(context, session, async (tx, actor, draft) => {
    const today = londonDate(context.clock())
    for (const role of ['dsl', 'deputyDsl'] as const) {
      if ((await holdersOn(tx, actor.schoolId, role, today)).length === 0) {
        throw new Refused(`Nobody is ${roleWords(role).toLowerCase()}. A school cannot begin without.`)
      }
    }
    if (!draft.linksMadeAt) throw new Refused('Make the sign-in links first, and give each to its person.')
    if (!draft.sealKeysMadeAt) throw new Refused('Make the seal keys first, and print both halves.')
    await savePlace(tx, actor.schoolId, { set_up_at: context.clock() })
    await saveDraft(tx, draft.id, { finished_at: context.clock(), session_hash: null, answers: '{}' })
    record(tx, { did: 'setUp.finished', about: { kind: 'school', id: actor.schoolId } })
    return (await findSchool(tx, actor.schoolId)).slug
  })
}

/** How far the handing over is. */
export async function readHandOver(context: Context, session: string) {
  const draft = await readDraft(context, session)
  if (!draft.schoolMadeAt) return null
  const school = await reading(context, { kind: 'operator', schoolId: draft.id }, (tx) =>
    findSchool(tx, draft.id),
  )
  return { school, linksMade: draft.linksMadeAt !== null, sealKeysMade: draft.sealKeysMadeAt !== null }
}

async function handingOver<T>(
  context: Context,
  session: string,
  work: (tx: Tx, actor: Actor, draft: Draft) => Promise<T>,
): Promise<T> {
  const { id } = await readDraft(context, session)
  const actor: Actor = { kind: 'operator', schoolId: id }
  return inTransaction(context, actor, async (tx) => {
    const draft = requireDraft(await findOpenDraft(tx, 'lock'), session)
    if (!draft.schoolMadeAt) throw new Refused('Answer the questions first.')
    return work(tx, actor, draft)
  })
}
