import { newId } from '#/kernel/id.ts'
import { londonDate } from '#/kernel/london-time.ts'
import { Refused } from '#/kernel/refusal.ts'
import type { Actor } from '#/platform/access/actor.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { type DesignatedRole, grant, insertPerson, type PersonKind } from '../people/index.ts'
import {
  addPhase,
  addSchool,
  type ContactRole,
  contactRoles,
  followPolicy,
  phases,
  saveContact,
  saveTerms,
  trustNamed,
} from '../schools/index.ts'
import { readDraft, requireDraft } from './first-visit.ts'
import { nextQuestion, type Plan, planOf } from './questions.ts'
import { findOpenDraft, saveDraft } from './store.ts'

const why = 'First set-up'

/**
 * Makes the school from the answers, once: place, calendar, directory, people, roles, settings. The operator does it
 * and gets no role in it (decision X8). Refused while a question is open or the short name is taken.
 */
export async function makeSchool(context: Context, session: string): Promise<void> {
  const { id } = await readDraft(context, session)
  const actor: Actor = { kind: 'operator', schoolId: id }
  await inTransaction(context, actor, async (tx) => {
    const draft = requireDraft(await findOpenDraft(tx, 'lock'), session)
    if (draft.schoolMadeAt) return
    if (nextQuestion(draft.answers) !== null)
      throw new Refused('Some questions are still open. Answer them first.')
    const plan = planOf(draft.answers)
    await makePlace(context, tx, actor, plan)
    await makePeople(context, tx, actor, plan)
    await followPolicy(context, tx, actor, { policy: plan.policy.policy, why })
    // What was typed has become the school's own records.
    await saveDraft(tx, id, {
      school_made_at: context.clock(),
      answers: JSON.stringify({ school: draft.answers.school }),
    })
  })
}

async function makePlace(context: Context, tx: Tx, actor: Actor, plan: Plan): Promise<void> {
  const { schoolId } = actor
  const { name, slug, trust } = plan.school
  const trustId = trust === '' ? null : await trustNamed(tx, newId(), trust)
  const email = plan.email.email
  if (
    !(await addSchool(tx, {
      id: schoolId,
      trust_id: trustId,
      slug,
      name,
      email,
      created_at: context.clock(),
    }))
  ) {
    throw new Refused(`There is a school with the short name ${slug} already. Choose another.`)
  }
  record(tx, { did: 'schools.added', about: { kind: 'school', id: schoolId }, detail: { name, slug, trust } })
  for (const key of plan.phases.phases) {
    await addPhase(tx, { school_id: schoolId, id: newId(), key, name: phases[key].words })
  }
  await saveTerms(context, tx, actor, plan.terms)
  const nothing = {
    organisation: null,
    outOfHoursPhone: null,
    email: null,
    webAddress: null,
    notes: null,
    seenId: null,
  }
  for (const [role, phone] of Object.entries(plan.contacts) as [ContactRole, string][]) {
    await saveContact(context, tx, actor, { ...nothing, role, name: contactRoles[role].words, phone })
  }
}

type Somebody = { givenName: string; familyName: string; email: string }

async function makePeople(context: Context, tx: Tx, actor: Actor, plan: Plan): Promise<void> {
  const startsOn = londonDate(context.clock())
  const add = (kind: PersonKind, { givenName, familyName, email }: Somebody) =>
    insertPerson(context, tx, actor, {
      kind,
      givenName,
      familyName,
      email,
      knownAs: null,
      dateOfBirth: null,
      jobTitle: null,
      joinedOn: startsOn,
    })
  const give = (personId: string, role: DesignatedRole) =>
    grant(context, tx, actor, { personId, role, startsOn, why, grantedBy: null, agreedBy: null })
  const head = await add('staff', plan.head)
  await give(head, 'head')
  await give(plan.dsl.same === 'yes' ? head : await add('staff', plan.dsl), 'dsl')
  await give(await add('staff', plan.deputy), 'deputyDsl')
  await give(await add('governor', plan.chair), 'chairOfGovernors')
}
