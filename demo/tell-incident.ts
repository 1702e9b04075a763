// An incident of a register's story as a teacher tells it, and its moment as a form asks for it.

import { formatTime, londonDate } from '#/kernel/london-time.ts'
import { sensitive } from '#/kernel/sensitive.ts'
import { receiveReport } from '../src/features/reports/index.ts'
import { type Cast, castPlot } from './cast-plot.ts'
import { actorById, type Moment, type Stage } from './moment.ts'
import { plots } from './plots.ts'

/** Children for an incident of the kind. */
export const castFor = (stage: Stage, kind: string, at: Date): Cast => {
  const plot = plots.find((one) => one.kind === kind)
  if (!plot) throw new Error(`No plot is of the kind ${kind}`)
  return castPlot(stage, plot, londonDate(at))
}

/** Tells it as the class teacher; its id. */
export async function tell(moment: Moment, cast: Cast, kind: string, words: string): Promise<string> {
  const { incidentId } = await receiveReport(moment.context, actorById(moment, cast.teacherId), {
    ...{
      channel: 'staff',
      danger: false,
      saysAdult: false,
      chosenAdultId: null,
      contact: null,
      technical: null,
    },
    said: [{ ask: 'What happened?', answer: sensitive(words) }],
    incident: {
      kind,
      happenedAt: new Date(moment.at.getTime() - 15 * 3_600_000),
      happenedPrecision: 'about',
      happenedWhere: 'outOfSchool',
      onlineService: 'a class chat',
      childAtRisk: false,
      possibleChildImage: false,
      people: cast.parts,
      notApproachable: [],
    },
  })
  return incidentId
}

/** The day and time that a form asks for. */
export const now = ({ at }: Moment) => ({ on: londonDate(at), time: formatTime(at) })
