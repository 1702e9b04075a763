// Each practice is a control: what it shows is what somebody saw, when, and whether that is in date. It names nobody.

import { formatDate, londonDate } from '#/kernel/london-time.ts'
import { askedOnce } from '#/platform/controls/asked-once.ts'
import type { Control, Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { catalogue } from './catalogue.ts'
import { type Practice, practiceStates, results, stateOn } from './practice.ts'
import { linesOf } from './store.ts'

const controlOf = (practice: Practice): Control => ({
  id: `practices.${practice.key}`,
  name: practice.title,
  does: 'reminds',
  clauses: practice.clauses,
  provedBy: 'an attestation says what was seen and when, is in date for its period, and falls out of it',
  evidence: (tx, schoolId, at) => evidenceOf(practice, tx, schoolId, at),
})

export const controls: readonly Control[] = catalogue.map(controlOf)

const lines = askedOnce(linesOf)

async function evidenceOf({ key }: Practice, tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const line = (await lines(tx, schoolId, at)).get(key)
  if (!line) {
    const sentence = 'It is not in the school’s calendar of practices.'
    return { sentence, lastAt: null, inDate: false, isSetUp: false, mendAt: '/practices' }
  }
  const { arrangement, last } = line
  const state = stateOn(londonDate(at), arrangement, last)
  return {
    sentence: last
      ? `${results[last.result].short} when somebody looked on ${formatDate(last.seenOn)}${last.fileId === null ? '' : ', with proof'}; to be looked at again by ${formatDate(arrangement.dueOn)}.`
      : `${practiceStates.never.means} It is due by ${formatDate(arrangement.dueOn)}.`,
    lastAt: last?.attestedAt ?? null,
    inDate: state === 'inDate',
    mendAt: `/practices/${key}`,
  }
}
