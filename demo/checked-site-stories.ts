// Sites that teachers of the demonstration looked through, and lists of them: one for a lesson, one for homework, one of them with a site that a child reported.

import { addDays } from '#/kernel/london-time.ts'
import { type CheckSite, checkSite, makeList } from '../src/features/checked-sites/index.ts'
import { askForSite } from '../src/features/site-requests/index.ts'
import { type Act, actor, actorById, type Moment, type Stage } from './moment.ts'
import { schoolDaysUntil } from './school-days.ts'

const site = (address: string, title: string, seen: string, parts: Partial<CheckSite> = {}): CheckSite => ({
  site: address,
  title,
  result: 'suitable',
  phases: ['keyStage1', 'keyStage2'],
  seen,
  beware: null,
  until: null,
  ...parts,
})

const checked: readonly CheckSite[] = [
  site(
    'https://www.romanmuseum.example/roads',
    'Roman roads',
    'Every page and both films. No adverts and no comments.',
  ),
  site(
    'https://www.rivers.example/young',
    'Rivers for young explorers',
    'The map, the quiz and where the links lead.',
    {
      beware: 'Turn the sound down before the map opens.',
    },
  ),
  site(
    'https://www.wildbirds.example/garden',
    'Birds in the garden',
    'All songs and pictures. One link leads to a shop.',
    {
      beware: 'Stay away from the shop.',
    },
  ),
  site('https://www.storynest.example', 'Story Nest', 'Ten stories read to the end. Nobody can write there.'),
  site(
    'https://www.spacekids.example/planets',
    'The planets',
    'All eight planets and the model. No sign-in.',
  ),
  site('https://www.quizplanet.example', 'Quiz Planet', 'Adverts between the questions, and a chat.', {
    result: 'notSuitable',
    phases: [],
  }),
]

/** Over the autumn. The check of one site ends within days, and one was taken out when a child reported it. */
export function checkedSiteStories(stage: Stage): Act[] {
  const days = schoolDaysUntil(stage.lastDay)
  const day = (back: number): string => days.at(-1 - back) ?? addDays(stage.lastDay, -back)
  const at = (back: number, time: string) => new Date(`${day(back)}T${time}:00Z`)
  return [
    ...checked.map((one, index) => ({
      at: at(40 - 3 * index, '15:50'),
      play: async (moment: Moment) => {
        // The first of them is due again soon.
        const until = index === 0 ? addDays(stage.lastDay, 10) : null
        await checkSite(moment.context, actor(moment, 'teacher'), { ...one, until })
      },
    })),
    {
      at: at(3, '15:55'),
      play: (moment) =>
        list(moment, 'lesson', 'Rivers and birds', [
          'www.rivers.example/young Find the longest river',
          'www.wildbirds.example/garden Listen to three songs',
        ]),
    },
    {
      at: at(2, '15:55'),
      play: (moment) =>
        list(moment, 'homework', 'Read a story, look at a planet', [
          'www.storynest.example Choose one story',
          'www.spacekids.example/planets Draw your planet',
        ]),
    },
    { at: at(1, '10:40'), play: report },
  ]
}

async function list(
  moment: Moment,
  purpose: 'lesson' | 'homework',
  title: string,
  lines: readonly string[],
): Promise<void> {
  const { loaded, lastDay } = moment.stage
  const classId = loaded.classes.find(({ year_group }) => year_group === 4)?.id ?? ''
  await makeList(moment.context, actor(moment, 'teacher'), {
    purpose,
    title,
    classId,
    onDay: addDays(lastDay, purpose === 'lesson' ? 1 : 6),
    words: null,
    addresses: lines.join('\n'),
  })
}

async function report(moment: Moment): Promise<void> {
  const pupil = moment.stage.loaded.people.persons.find(({ kind }) => kind === 'pupil')
  if (!pupil) return
  await askForSite(moment.context, actorById(moment, pupil.id), {
    wants: 'block',
    site: 'www.wildbirds.example/garden/shop',
    why: null,
  })
}
