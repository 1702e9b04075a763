// Whether illegal content is blocked by a list that only licensed providers have: seen by the name that every such list holds, or by somebody
// who tried the page of testfiltering.com on a device. Nothing else shows it.

import { formatDate, formatInstant, londonDate } from '#/kernel/london-time.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { profiles } from '../filtering/index.ts'
import { type Checked, readChecked } from './checked.ts'
import { groupsIn, stoodOf } from './stood.ts'
import type { FilterTest } from './test-store.ts'

const dayMs = 86_400_000
/** A test that is older says nothing about today. */
const testGoodForDays = 7

/** By the list that is loaded here, else by what somebody saw of the provider’s filter. Without either it needs attention. */
export async function seenOfSealedList(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const checked = await readChecked(tx, schoolId, at)
  const { newest } = checked
  const asked = newest?.results.filter(({ case: key }) => key === 'sealed') ?? []
  // Nothing is agreed about the test name while no list is loaded: whoever is judged by it should be kept from it.
  const isLoaded = asked.some(({ verdict }) => verdict === 'passed' || verdict === 'failed')
  if (newest && isLoaded) return seenOfList(checked, newest, at)
  const isAnswered = asked.some(({ outcome }) => outcome === 'reached' || outcome === 'blocked')
  return seenByHand(
    checked,
    isAnswered
      ? 'No licensed list of illegal content is loaded here.'
      : 'No test has seen whether a licensed list of illegal content blocks here.',
  )
}

function seenOfList({ groups }: Checked, { at: testedAt, results }: FilterTest, at: Date): Evidence {
  const reached = groups.filter((group) => groupsIn(results).has(group))
  const notClosed = reached.filter((group) => stoodOf(results, 'sealed', group) !== 'closed')
  const when = formatInstant(testedAt)
  const names = notClosed.map((key) => profiles[key].words).join(', ')
  const isOld = at.getTime() - testedAt.getTime() >= testGoodForDays * dayMs
  return {
    sentence:
      notClosed.length > 0
        ? `A licensed list of illegal content is loaded, but on ${when} its test name was not seen blocked for ${names}.`
        : `A licensed list of illegal content is loaded. On ${when} its test name was blocked for ${reached.length} ${reached.length === 1 ? 'group' : 'groups'}.`,
    lastAt: testedAt,
    inDate: notClosed.length === 0 && !isOld,
    mendAt: '/filter-checks',
  }
}

function seenByHand({ trials }: Checked, begins: string): Evidence {
  const tried = trials.find(({ seen }) => seen.illegal !== 'notTried')
  if (tried === undefined)
    return {
      sentence: `${begins} Nobody has tried testfiltering.com on a device lately either, so nothing shows that such pages are blocked.`,
      lastAt: null,
      inDate: false,
      mendAt: '/filter-checks/try',
    }
  const isRight = tried.seen.illegal === 'right'
  const saw = isRight
    ? 'the filter that stands in the way blocked its page of illegal content'
    : 'its page of illegal content came through'
  return {
    sentence: `${begins} Somebody tried testfiltering.com on a device on ${formatDate(londonDate(tried.at))}: ${saw}.`,
    lastAt: tried.at,
    inDate: isRight,
    mendAt: '/filter-checks/try',
  }
}
