// Answers that look at the whole policy.

import { type CalendarDate, londonDate } from '#/kernel/london-time.ts'
import { may } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import { writeDocx, writePdf } from '#/platform/documents/write-document.ts'
import { type Answer, download, page, type WebRequest } from '#/platform/web/route.ts'
import { readCalendar } from '../schools/index.ts'
import { type AssessedClause, assess } from './assess.ts'
import { coverageDocument } from './coverage-document.ts'
import { noPolicyPage, policyPage } from './pages.ts'
import { changesPage, systemsPage } from './pages-systems.ts'
import { passagesOf } from './passages.ts'
import { wayToOf } from './routes-asked.ts'
import { countStates, isState } from './state.ts'
import { dayOn, paragraphsInForce, statesOn } from './store.ts'

const section = '/coverage'
const title = 'What we promise'

const readClauses = ({ context, actor }: WebRequest): Promise<readonly AssessedClause[]> =>
  reading(context, actor, async (tx) => (await assess(context, tx, actor.schoolId)).clauses)

/** The clauses, and the paragraphs of the text in force. */
const readPolicy = ({ context, actor }: WebRequest) =>
  reading(context, actor, async (tx) => ({
    clauses: (await assess(context, tx, actor.schoolId)).clauses,
    paragraphs: await paragraphsInForce(tx, actor.schoolId),
  }))

/**
 * The whole policy, or what stands in the state that is asked for; a school without a policy is told to
 * choose one.
 */
export async function showPolicy(request: WebRequest): Promise<Answer> {
  const { context, actor, query, at } = request
  const { clauses, paragraphs } = await readPolicy(request)
  if (clauses.length === 0) {
    const mayChoose = may(context, actor, 'schools.choosePolicy')
    return page({ title, section, body: noPolicyPage(at, mayChoose) })
  }
  const only = isState(query.state ?? '') ? (query.state as AssessedClause['state']) : null
  const shown = only ? clauses.filter(({ state }) => state === only) : clauses
  const view = {
    passages: passagesOf(shown, paragraphs),
    counts: countStates(clauses),
    only,
    wayTo: wayToOf(request),
    at,
  }
  const open = query.open ?? ''
  return page({ title, section, wide: true, body: policyPage({ ...view, open }) })
}

const forms = {
  pdf: { write: writePdf, contentType: 'application/pdf' },
  docx: {
    write: writeDocx,
    contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
} as const

/** The same as a file for governors, dated, without links. */
export async function giveDocument(request: WebRequest, form: keyof typeof forms): Promise<Answer> {
  const { context, school } = request
  const { clauses, paragraphs } = await readPolicy(request)
  const at = context.clock()
  const document = coverageDocument({
    schoolName: school.name,
    passages: passagesOf(clauses, paragraphs),
    counts: countStates(clauses),
    at,
  })
  const { write, contentType } = forms[form]
  const fileName = `Online safety policy and evidence ${londonDate(at)}.${form}`
  return download({ fileName, contentType, content: await write(document) })
}

/** Counts for each system that the policy asks for. */
export async function showSystems(request: WebRequest): Promise<Answer> {
  const clauses = await readClauses(request)
  return page({
    title: 'What we promise, by system',
    section,
    body: systemsPage({ clauses, at: request.at }),
  })
}

/** Today beside the last day of the term before; a first term has nothing to compare with. */
export async function showChanges(request: WebRequest): Promise<Answer> {
  const { context, actor, at } = request
  const view = await reading(context, actor, async (tx) => {
    const { schoolId } = actor
    const { clauses } = await assess(context, tx, schoolId)
    const term = lastTerm((await readCalendar(tx, schoolId)).terms, londonDate(context.clock()))
    const kept = term && (await dayOn(tx, schoolId, term.to))
    if (!kept) return { changes: [], since: null, termName: null }
    const then = await statesOn(tx, schoolId, kept.day)
    const changes = clauses.flatMap((clause) => {
      const before = then.get(clause.id)
      return before === undefined || before === clause.state ? [] : [{ clause, before }]
    })
    return { changes, since: kept.day, termName: term.name }
  })
  return page({ title: 'What changed since last term', section, body: changesPage({ ...view, at }) })
}

/** The newest term that is over. */
function lastTerm<Term extends { to: CalendarDate }>(
  terms: readonly Term[],
  today: CalendarDate,
): Term | undefined {
  return terms.filter(({ to }) => to < today).at(-1)
}
