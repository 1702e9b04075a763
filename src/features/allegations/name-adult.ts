import * as z from 'zod'
import { isId } from '#/kernel/id.ts'
import { Refused } from '#/kernel/refusal.ts'
import { allow } from '#/platform/access/access.ts'
import { type Actor, personOf, systemActor } from '#/platform/access/actor.ts'
import { asSchool } from '#/platform/access/as-school.ts'
import { keepFrom } from '#/platform/access/kept-from.ts'
import { record } from '#/platform/audit/trail.ts'
import { type Context, inTransaction } from '#/platform/context.ts'
import type { Tx } from '#/platform/database/database.ts'
import { wordsOf } from '../incidents/index.ts'
import { rerouteTasks } from '../tasks/index.ts'
import type { Allegation } from './allegation.ts'
import { keptBecauseOf, managesNow } from './choose-decider.ts'
import { keepIncidentFrom } from './keep-incident-from.ts'
import { adultAsNow } from './open-allegation.ts'
import { insertEntry } from './record-store.ts'
import { allegationsAmong, findAllegationToChange, insertWords, saveAllegation } from './store.ts'

export const nameAdultForm = z.object({ personId: z.string().refine(isId, 'Choose who it is') })
export type NameAdult = z.infer<typeof nameAdultForm>

/**
 * Names the adult of whom only a description was known. From then on it is kept from them and theirs, which may take it
 * out of the actor's own hands. Refuses a matter whose adult is named: a new matter is opened for somebody else; and an
 * adult who has their own matter from the same report.
 */
export function nameAdult(context: Context, actor: Actor, id: string, request: NameAdult): Promise<void> {
  return inTransaction(context, actor, async (tx) => {
    const at = context.clock()
    const found = await findAllegationToChange(tx, { actor, now: at }, id)
    allow(context, actor, 'allegations.manage')
    if (found.adultId !== null) {
      throw new Refused(
        'The adult is named already. If it is about somebody else as well, tell of a new concern.',
      )
    }
    const who = await adultAsNow(tx, actor.schoolId, { personId: request.personId })
    await asSchool(tx, async () => {
      await refuseTwice(tx, found, who.adultId, at)
      const about = { schoolId: actor.schoolId, id, adultId: who.adultId, at }
      const kept = await keptBecauseOf(tx, actor.schoolId, [who.adultId])
      await keepFrom(tx, { schoolId: actor.schoolId, recordId: id, at }, kept)
      if (found.welfareIncidentId !== null) {
        await keepIncidentFrom(
          context,
          tx,
          actor,
          found.welfareIncidentId,
          kept.map(({ personId }) => personId),
        )
      }
      const caseManager = await managesNow(tx, about)
      const named: Allegation = {
        ...found,
        ...who,
        adultDescribed: found.adultDescribed,
        caseManager,
        state: caseManager === null ? 'outside' : found.state,
      }
      await saveAllegation(tx, named)
      await insertEntry(tx, named, {
        kind: 'adultNamed',
        title: 'The adult was named',
        at,
        writtenAt: at,
        by: personOf(actor),
      })
      await insertWords(tx, actor.schoolId, id, wordsOf([named.adultNameThen]))
      await rerouteTasks(context, tx, actor, id)
    })
    record(tx, { did: 'allegations.adultNamed', about: { kind: 'allegation', id } })
  })
}

async function refuseTwice(tx: Tx, found: Allegation, adultId: string | null, now: Date): Promise<void> {
  if (found.incidentId === null) return
  const asking = { actor: systemActor(found.schoolId), now }
  const matters = await allegationsAmong(tx, asking, { incidentId: found.incidentId })
  if (matters.some((matter) => matter.adultId === adultId)) {
    throw new Refused(
      'This adult was named in the report itself, and has a matter of their own from it. Go on in that one, and close this one when it is weighed.',
    )
  }
}
