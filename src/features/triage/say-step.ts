import { londonDate } from '#/kernel/london-time.ts'
import type { TaskWords } from '#/platform/feature.ts'
import { referencesOf } from '../incidents/index.ts'
import { flowsFor } from './course.ts'
import { flowVersions } from './flow-store.ts'
import { inForceOn } from './flow-version.ts'
import { readTriageSettings } from './settings.ts'

/** `/incidents/…/triage/illegal/keep-evidence`: the step that a task's address leads to. */
const stepInPath = /^\/incidents\/[^/]+\/triage\/([^/]+)\/([^/]+)$/

/** A task for one step says which, in the words of the school's flow, to whoever may see the incident. */
export const stepWords: TaskWords = {
  about: 'incident',
  say: async (tx, actor, tasks, now) => {
    const steps = tasks.filter(({ path }) => stepInPath.test(path))
    if (steps.length === 0) return new Map()
    const ids = steps.map(({ aboutId }) => aboutId)
    const seen = await referencesOf(tx, actor, ids)
    const copies = inForceOn(await flowVersions(tx, actor.schoolId), { at: now, day: londonDate(now) })
    const flows = flowsFor(copies, await readTriageSettings(tx, actor.schoolId))
    return new Map(
      steps.flatMap(({ id, aboutId, path }) => {
        const [, key, nodeId] = stepInPath.exec(path) ?? []
        const node = flows.find((flow) => flow.key === key)?.nodes.find((one) => one.id === nodeId)
        return node && seen.has(aboutId) ? [[id, node.title]] : []
      }),
    )
  },
}
