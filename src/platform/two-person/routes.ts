import { NotFound, Refused } from '#/kernel/refusal.ts'
import { requirePerson } from '../access/access.ts'
import type { PersonActor } from '../access/actor.ts'
import { inTransaction, reading } from '../context.ts'
import type { Tx } from '../database/database.ts'
import { idIn } from '../web/path-params.ts'
import {
  type Answer,
  type FieldErrors,
  type Page,
  type Route,
  redirect,
  type WebRequest,
} from '../web/route.ts'
import { type ShownRequest, twoPersonPage } from './pages.ts'
import { agreersOf, stateOf, type TwoPersonAction, type TwoPersonRequest } from './request.ts'
import { lockRequest, requestsOf } from './store.ts'
import { agree, refuse, reviewBreakGlass, withdraw } from './two-person.ts'

export type TwoPersonParts = {
  /** Everything that needs two people, from every feature. */
  actions: readonly TwoPersonAction[]
  nameOf: (tx: Tx, schoolId: string, personId: string) => Promise<string>
}

const shownForDays = 90

/** What waits, and the two answers to it. Nobody agrees to what they asked for themselves. */
export function twoPersonRoutes(parts: TwoPersonParts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/two-person',
      may: 'twoPerson.see',
      does: 'shows what waits for a second person and what became of it',
      answer: (request) => show(parts, request, {}),
    },
    {
      method: 'POST',
      path: '/two-person/:id/agree',
      may: 'twoPerson.see',
      stepUp: true,
      does: 'agrees, as the second person',
      answer: (request) =>
        decided(parts, request, (tx, action, id) => agree(request.context, tx, request.actor, action, id)),
    },
    {
      method: 'POST',
      path: '/two-person/:id/refuse',
      may: 'twoPerson.see',
      stepUp: true,
      does: 'refuses, as the second person, with a reason',
      answer: (request) =>
        decided(parts, request, (tx, action, id) =>
          refuse(request.context, tx, request.actor, action, id, textOf(request, 'why')),
        ),
    },
    {
      method: 'POST',
      path: '/two-person/:id/withdraw',
      may: 'twoPerson.see',
      does: 'takes back what one asked oneself',
      answer: (request) =>
        decided(parts, request, (tx, action, id) => withdraw(request.context, tx, request.actor, action, id)),
    },
    {
      method: 'POST',
      path: '/two-person/:id/review',
      may: 'twoPerson.see',
      stepUp: true,
      does: 'reviews what was done outside the usual way',
      answer: (request) =>
        decided(parts, request, (tx, action, id) =>
          reviewBreakGlass(request.context, tx, request.actor, action, id, textOf(request, 'finding')),
        ),
    },
  ]
}

async function decided(
  parts: TwoPersonParts,
  request: WebRequest,
  act: (tx: Tx, action: TwoPersonAction, id: string) => Promise<void>,
): Promise<Answer> {
  const id = idIn(request)
  try {
    await inTransaction(request.context, request.actor, async (tx) => {
      const { action: actionId } = await lockRequest(tx, request.school.id, id)
      const action = parts.actions.find((each) => each.id === actionId)
      if (!action) throw new NotFound('request')
      await act(tx, action, id)
    })
    return redirect(request.at('/two-person'))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const field = 'why' in request.body ? 'why' : 'finding' in request.body ? 'finding' : ''
    return { ...(await show(parts, request, { [field]: error.message }, id)), status: 409 }
  }
}

async function show(parts: TwoPersonParts, request: WebRequest, errors: FieldErrors, at = ''): Promise<Page> {
  const actor = requirePerson(request.actor)
  const now = request.context.clock()
  const shown = await reading(request.context, actor, async (tx) => {
    const actions = parts.actions.filter((action) => concerns(action, actor))
    const requests = await requestsOf(tx, actor.schoolId, {
      actions: actions.map(({ id }) => id),
      since: new Date(now.getTime() - shownForDays * 24 * 3_600_000),
    })
    const list: ShownRequest[] = []
    for (const each of requests) {
      const action = actions.find(({ id }) => id === each.action)
      // Nobody sees what is asked about them.
      if (!action || each.aboutId === actor.personId) continue
      const agree = await agreersOf(tx, actor.schoolId, action, { ...each, at: now })
      if (isFor(actor, action, each, agree))
        list.push(await shownOf(parts, tx, actor, { action, agree }, each, now))
    }
    return list
  })
  return twoPersonPage(request, { shown, errors, at })
}

async function shownOf(
  parts: TwoPersonParts,
  tx: Tx,
  actor: PersonActor,
  { action, agree: agreers }: { action: TwoPersonAction; agree: readonly string[] },
  request: TwoPersonRequest,
  now: Date,
): Promise<ShownRequest> {
  const state = stateOf(request, now)
  const holds = (roles: readonly string[]) => holdsOne(actor, roles)
  const isOwn = request.askedBy === actor.personId
  const tookPart = isOwn || request.decidedBy === actor.personId
  return {
    request,
    action,
    state,
    aboutName: (await action.nameOf?.(tx, actor.schoolId, request.aboutId)) ?? null,
    askedByName: await parts.nameOf(tx, actor.schoolId, request.askedBy),
    decidedByName:
      request.decidedBy === null ? null : await parts.nameOf(tx, actor.schoolId, request.decidedBy),
    mayDecide: state === 'waiting' && !isOwn && holds(agreers),
    mayUse: state === 'agreed' && isOwn,
    mayWithdraw: state === 'waiting' && isOwn,
    mayReview:
      state === 'used' && request.finding === null && !tookPart && holds(action.breakGlass?.reviewedBy ?? []),
  }
}

function concerns(action: TwoPersonAction, actor: PersonActor): boolean {
  return holdsOne(actor, [...action.askedBy, ...action.agreedBy, ...(action.breakGlass?.reviewedBy ?? [])])
}

/** What not everybody agrees about is between those who asked, answered, or may. */
function isFor(
  actor: PersonActor,
  { agreesAbout }: TwoPersonAction,
  { askedBy, decidedBy }: TwoPersonRequest,
  agree: readonly string[],
): boolean {
  return (
    agreesAbout === undefined ||
    askedBy === actor.personId ||
    decidedBy === actor.personId ||
    holdsOne(actor, agree)
  )
}

const holdsOne = ({ roles }: PersonActor, wanted: readonly string[]): boolean =>
  wanted.some((role) => roles.has(role))

function textOf(request: WebRequest, field: string): string {
  const text = request.body[field]
  return typeof text === 'string' ? text : ''
}
