// What a school of the demonstration uses: tools that were assessed and decided about, one that waits, and projects of classes.

import { addDays } from '#/kernel/london-time.ts'
import {
  type AssessTool,
  assessTool,
  decideProject,
  decideTool,
  type ProposeTool,
  planProject,
  proposeTool,
} from '../src/features/tools/index.ts'
import { type Act, actor, type Moment, type Stage } from './moment.ts'
import { schoolDaysUntil } from './school-days.ts'
import { asWhoeverMay } from './whoever-may.ts'

const harmless = {
  tried: 'yes',
  content: 'no',
  contact: 'no',
  money: 'no',
  personal: 'nothing',
  terms: 'nothing',
  consent: 'no',
}

const usual: AssessTool = {
  benefit: 'Each child goes at their own pace, and the teacher sees at once who needs help.',
  risks: null,
  fromYear: 1,
  toYear: 6,
  minAge: null,
  accounts: 'none',
  parents: 'told',
  places: ['lessons', 'home'],
  answers: harmless,
}

type Story = {
  tool: ProposeTool
  facts: Partial<AssessTool>
  decision: 'approved' | 'refused' | null
  why: string
  conditions?: string
}

const tool = (name: string, kind: ProposeTool['kind'], site: string, forChildren: string): ProposeTool => ({
  name,
  kind,
  maker: null,
  site,
  forChildren,
})

const stories: readonly Story[] = [
  {
    tool: tool(
      'Times Table Sprint',
      'game',
      'sprint.example',
      'Race against the clock with your times tables.',
    ),
    facts: { answers: { ...harmless, rating: 'fits' }, fromYear: 2, places: ['lessons', 'clubs'] },
    decision: 'approved',
    why: 'Played it through: sums and nothing else.',
  },
  {
    tool: tool(
      'Book Harbour',
      'online',
      'bookharbour.example',
      'Read a book, then answer questions about it.',
    ),
    facts: {
      accounts: 'school',
      answers: { ...harmless, personal: 'name', terms: 'yes' },
      risks: 'It knows first names and what they read. The office deletes accounts each July.',
    },
    decision: 'approved',
    why: 'The contract was read with the data protection officer.',
    conditions: 'First names only. Accounts are deleted each July.',
  },
  {
    tool: tool('Class Journal', 'blog', 'journal.example', 'Our class writes here what we have done.'),
    facts: { accounts: 'school', answers: { ...harmless, posts: 'before' }, fromYear: 3 },
    decision: 'approved',
    why: 'A teacher reads each entry before anybody else does.',
  },
  {
    tool: tool('Clip Carousel', 'app', 'clips.example', 'Short films.'),
    facts: {
      minAge: 13,
      accounts: 'own',
      fromYear: 5,
      answers: { ...harmless, contact: 'yes', money: 'some', content: 'some' },
      risks: 'Strangers can write to them, and we cannot switch it off.',
    },
    decision: 'refused',
    why: 'Its makers say 13 or older, and strangers can write to children.',
  },
  {
    tool: tool('Story Spark', 'ai', 'storyspark.example', 'It gives you ideas for a story.'),
    facts: {
      fromYear: 5,
      places: ['lessons'],
      answers: { ...harmless, answers: 'adult', learns: 'no' },
      risks: 'It makes things up. The teacher types and reads aloud; the class says what is wrong with it.',
    },
    decision: null,
    why: '',
  },
]

/** Over the autumn; an AI tool and a project wait for a decision on the last day. */
export function toolStories(stage: Stage): Act[] {
  const days = schoolDaysUntil(stage.lastDay)
  const day = (back: number): string => days.at(-1 - back) ?? addDays(stage.lastDay, -back)
  const at = (back: number, time: string) => new Date(`${day(back)}T${time}:00Z`)
  return [
    ...stories.map((story, index) => ({
      at: at(story.decision === null ? 1 : 26 - 3 * index, '15:40'),
      play: (moment: Moment) => tell(moment, story),
    })),
    { at: at(9, '12:20'), play: (moment) => plan(moment, 'Letters to Lisbon', true) },
    { at: at(0, '12:30'), play: (moment) => plan(moment, 'Models for the town museum', false) },
  ]
}

async function tell(moment: Moment, { tool, facts, decision, why, conditions }: Story): Promise<void> {
  const { context } = moment
  const teacher = actor(moment, 'teacher')
  const id = await proposeTool(context, teacher, tool)
  await assessTool(context, teacher, id, { ...usual, ...facts })
  if (decision === null) return
  await asWhoeverMay(moment, (person) =>
    decideTool(context, person, id, { result: decision, why, conditions: conditions ?? null, until: null }),
  )
}

/** The children send pictures of what they made; where any member of staff agrees, it is agreed already. */
async function plan(moment: Moment, title: string, decided: boolean): Promise<void> {
  const { context, stage, at } = moment
  const teacher = actor(moment, 'teacher')
  const today = at.toISOString().slice(0, 10)
  const classId = stage.loaded.classes.find(({ year_group }) => year_group === 4)?.id ?? ''
  const id = await planProject(context, teacher, {
    title,
    needs: ['images'],
    toolId: null,
    classId,
    plan: 'They photograph what they made, without faces, and send the pictures with a letter that we read together first.',
    adultId: teacher.personId,
    parentsKnow: true,
    startsOn: addDays(today, 7),
    endsOn: addDays(today, 21),
  })
  if (!decided || stage.loaded.school.code === 'T') return
  await asWhoeverMay(moment, (person) =>
    decideProject(context, person, id, { result: 'agreed', why: 'Well planned, and the parents know.' }),
  )
}
