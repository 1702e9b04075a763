import { londonDate } from '#/kernel/london-time.ts'
import { NotFound } from '#/kernel/refusal.ts'
import { may, requirePerson } from '#/platform/access/access.ts'
import { recordReads } from '#/platform/audit/reads.ts'
import { reading } from '#/platform/context.ts'
import { formRoutes } from '#/platform/web/form-routes.ts'
import { idIn } from '#/platform/web/path-params.ts'
import { type Answer, type Page, page, type Route, redirect, type WebRequest } from '#/platform/web/route.ts'
import { classesTaughtOn, wrongAddressesAmong } from '../people/index.ts'
import { classesOfSchool, phasesOfSchool } from '../schools/index.ts'
import { agreementRow } from './agreement.ts'
import { asksOfRound, seesWholeSchool } from './ask-store.ts'
import { isOfRound, withoutSigner } from './audience.ts'
import { nobodySignsFor, unsignedByClass } from './nobody-signs.ts'
import { nobodySignsPart } from './pages-nobody-signs.ts'
import { newRoundPage, roundPage, roundsPage } from './pages-round.ts'
import { countRounds, findRound } from './round-store.ts'
import { closeRound, startRound, startRoundForm } from './start-round.ts'
import { publishedVersions } from './version-store.ts'

const section = '/agreements'

async function listRounds({ context, actor, at, opens }: WebRequest): Promise<Page> {
  const today = londonDate(context.clock())
  const { rounds, classes } = await reading(context, actor, async (tx) => {
    const own = seesWholeSchool(actor)
      ? null
      : await classesTaughtOn(tx, actor.schoolId, requirePerson(actor).personId, today)
    const alone = await nobodySignsFor(tx, actor.schoolId, today)
    return {
      rounds: await countRounds(tx, actor.schoolId, own?.map(({ id }) => id) ?? null),
      classes: await unsignedByClass(tx, actor, alone, today),
    }
  })
  const about = { kind: 'school', id: actor.schoolId }
  const read = { did: 'agreements.nobodySignsRead', about } as const
  await recordReads(context, actor, classes.length > 0 ? [read] : [])
  const links = [
    { text: 'Texts of the agreements', path: '/agreements/texts' },
    { text: 'Go through the rules with a class', path: '/agreements/rules' },
    { text: 'Exceptions to the social media rules', path: '/agreements/declarations' },
    { text: 'I answer for a visitor', path: '/agreements/visitors/new' },
    { text: 'My agreements', path: '/agreements/mine' },
  ].filter(({ path }) => opens(path))
  const body = roundsPage({
    rounds,
    mayRun: may(context, actor, 'agreements.runRounds'),
    links: links.map(({ text, path }) => ({ text, href: at(path) })),
    nobodySigns: nobodySignsPart({ classes, opens, at }),
    at,
  })
  return page({ title: 'Agreements', section, wide: true, body })
}

async function showRound(request: WebRequest): Promise<Page> {
  const { context, actor, params, csrf, once, at, opens } = request
  const classId = params.classId === undefined ? null : idIn(request, 'classId')
  const today = londonDate(context.clock())
  const { round, asks, wrong, classes } = await reading(context, actor, async (tx) => {
    const round = await findRound(tx, actor.schoolId, idIn({ params }))
    const asks = await asksOfRound(tx, actor, round.id, today, classId)
    const missing = asks.filter(({ state }) => state === 'open').map(({ signerId }) => signerId)
    const wrong = await wrongAddressesAmong(tx, actor.schoolId, missing)
    const alone =
      round.closedAt === null ? await withoutSigner(tx, actor.schoolId, round.agreement, today) : []
    const ofRound = alone.filter((one) => isOfRound(round, one) && (classId ?? one.classId) === one.classId)
    const classes = await unsignedByClass(tx, actor, ofRound, today)
    return { round, asks, classes, wrong: new Set(wrong.map(({ personId }) => personId)) }
  })
  // A class that is not the teacher's own, and one that nobody asked, look the same.
  if (classId !== null && asks.length === 0) throw new NotFound('class')
  await recordReads(context, actor, [
    { did: 'agreements.roundRead', about: { kind: 'agreementRound', id: round.id } },
  ])
  const body = roundPage({
    round,
    asks,
    wrong,
    classId,
    today,
    may: {
      run: may(context, actor, 'agreements.runRounds'),
      makeLinks: may(context, actor, 'agreements.makeLinks'),
      openKiosk: may(context, actor, 'agreements.openKiosk'),
    },
    nobodySigns: nobodySignsPart({ classes, opens, at }),
    csrf,
    once,
    at,
  })
  return page({ title: agreementRow(round.agreement).words, section, body })
}

async function close({ context, actor, params, at }: WebRequest): Promise<Answer> {
  await closeRound(context, actor, idIn({ params }))
  return redirect(at('/agreements'))
}

export const roundRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/agreements',
    may: 'agreements.seeRounds',
    does: 'Lists rounds and how far they are',
    answer: listRounds,
  },
  ...formRoutes({
    path: '/agreements/rounds/new',
    may: 'agreements.runRounds',
    does: 'Asks people to sign an agreement',
    schema: startRoundForm,
    dates: ['dueOn'],
    draw: async ({ context, actor, csrf, once, at }, { values, errors }) => {
      const today = londonDate(context.clock())
      const view = await reading(context, actor, async (tx) => ({
        published: (await publishedVersions(tx, actor.schoolId)).map(({ agreement }) => agreement),
        phases: await phasesOfSchool(tx, actor.schoolId),
        classes: (await classesOfSchool(tx, actor.schoolId)).filter(
          ({ endsOn }) => endsOn === null || endsOn >= today,
        ),
      }))
      const body = newRoundPage({ ...view, values, errors, csrf, once, at })
      return page({ title: 'Ask people to sign', section, errors, body })
    },
    save: async ({ context, actor, at }, form) => {
      const { roundId } = await startRound(context, actor, form)
      return redirect(at(`/agreements/rounds/${roundId}`))
    },
  }),
  {
    method: 'GET',
    path: '/agreements/rounds/:id',
    may: 'agreements.seeRounds',
    does: 'Shows who has signed in a round, by class',
    answer: showRound,
  },
  {
    method: 'GET',
    path: '/agreements/rounds/:id/classes/:classId',
    may: 'agreements.seeRounds',
    does: 'Shows who of a class has signed in a round',
    answer: showRound,
  },
  {
    method: 'POST',
    path: '/agreements/rounds/:id/close',
    may: 'agreements.runRounds',
    does: 'Ends a round',
    answer: close,
  },
]
