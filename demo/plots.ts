// What happens at a primary school online, as plain data: gentle, ordinary, each with the words of whoever tells it.
// `{a}` is the child who is affected, `{b}` who is said to have done it, `{c}` a witness, `{class}` their class.

import type { Channel } from '../src/features/reports/index.ts'
import { rarePlots } from './rare-plots.ts'
import type { Answers } from './walk-triage.ts'

export type Plot = {
  kind: string
  /** How often it comes up beside the others. */
  weight: number
  channels: readonly Channel[]
  /** The youngest year group it happens to: 0 is Reception. */
  fromYear: number
  people: 'two' | 'affected' | 'instigator' | 'nobody'
  where: 'inSchool' | 'outOfSchool' | 'both'
  service: string | null
  adultSays: readonly string[]
  childSays?: readonly string[]
  answers?: Answers
  done: readonly string[]
  change: readonly string[]
}

const talk = 'Spoke with both children together and apart. They know how to ask for help next time.'
const nothing = 'Nothing: what we have worked.'

const oftenPlots: readonly Plot[] = [
  {
    kind: 'bullying',
    weight: 16,
    channels: ['class', 'staff', 'parent', 'pupil'],
    fromYear: 3,
    people: 'two',
    where: 'outOfSchool',
    service: 'a class chat',
    adultSays: [
      '{a} was left out of a group chat that {b} is said to have set up, and then messages about {a} were passed round. {c} showed her mother.',
      '{a} says that {b} keeps sending unkind comments in the chat at weekends. {a} did not want to come in this morning.',
    ],
    childSays: [
      'They made a chat without me and then they laughed about it at lunch.',
      'Somebody in my class keeps being mean in the group chat. I told them to stop and they did not.',
    ],
    answers: { serious: 'neither' },
    done: [talk, 'Talked with both families. The chat was closed and a new one made with a parent in it.'],
    change: ['A class lesson on group chats for {class}.', nothing],
  },
  {
    kind: 'nastyMessage',
    weight: 12,
    channels: ['class', 'staff', 'parent'],
    fromYear: 3,
    people: 'affected',
    where: 'outOfSchool',
    service: 'a messaging app',
    adultSays: ['{a} got a rude message from a number that nobody at home knows. It was blocked there.'],
    childSays: [
      'I got a message that said horrid things. I do not know who it was.',
      'Somebody wrote a nasty thing under my drawing.',
    ],
    done: ['Showed the child how to block and to tell. The family knows how to report it to the app.'],
    change: [nothing],
  },
  {
    kind: 'accidentalFind',
    weight: 14,
    channels: ['staff', 'class'],
    fromYear: 0,
    people: 'affected',
    where: 'inSchool',
    service: 'an image search',
    adultSays: [
      'While looking for pictures of planets, {a} came across a frightening picture. {a} turned the screen off and told me at once.',
      'A film about sharks ended and the next one began by itself. It was too frightening for the class; I stopped it after a few seconds.',
    ],
    childSays: [
      'I was looking for a cat and something scary came up. I turned it off.',
      'A scary face came on the tablet.',
    ],
    done: ['Praised the child for telling. The address went to the filter provider, who blocks it now.'],
    change: ['Pictures for topic lessons come from the school’s own list.', nothing],
  },
  {
    kind: 'offTask',
    weight: 10,
    channels: ['staff'],
    fromYear: 3,
    people: 'instigator',
    where: 'inSchool',
    service: 'a games site',
    adultSays: [
      '{b} was on a games site instead of the maths page, for the second time this week.',
      '{b} and others had found a games site that the filter lets through.',
    ],
    done: ['{b} worked beside an adult for the rest of the week. The site went to the filter provider.'],
    change: [nothing],
  },
  {
    kind: 'othersAccount',
    weight: 6,
    channels: ['staff', 'class'],
    fromYear: 2,
    people: 'two',
    where: 'inSchool',
    service: 'the school’s learning platform',
    adultSays: [
      '{a}’s story had been changed. {b} is said to have known the picture password and to have gone in at wet play.',
    ],
    childSays: ['Somebody went on my page and changed my story.'],
    done: ['New passwords for the two; the story was put back as it was. {b} said sorry.'],
    change: ['New picture passwords for {class}.', nothing],
  },
  {
    kind: 'ownDevice',
    weight: 7,
    channels: ['staff'],
    fromYear: 5,
    people: 'instigator',
    where: 'inSchool',
    service: null,
    adultSays: ['{b} had a phone out in the cloakroom at break. It was handed in at the office as agreed.'],
    done: ['The phone was collected by a parent at the end of the day.'],
    change: [nothing],
  },
  {
    kind: 'filming',
    weight: 5,
    channels: ['staff', 'parent', 'class'],
    fromYear: 4,
    people: 'two',
    where: 'both',
    service: 'a video app',
    adultSays: [
      '{b} is said to have filmed {a} falling over in PE and shown it to others on the bus. {a} is upset and would like it gone.',
    ],
    childSays: ['They filmed me when I fell over and everybody saw it.'],
    done: ['The film was deleted at home with a parent watching. {b} wrote a letter to {a}.'],
    change: ['Reminded everybody in assembly: ask first, every time.'],
  },
  {
    kind: 'harmfulContact',
    weight: 4,
    channels: ['parent', 'staff', 'class'],
    fromYear: 3,
    people: 'affected',
    where: 'outOfSchool',
    service: 'a game with chat',
    adultSays: [
      'Somebody in a building game asked {a} which school they go to and wanted to talk somewhere else. {a} told a parent and said nothing to them.',
    ],
    childSays: ['Somebody in a game asked me where I live. I did not say.'],
    done: ['The family reported the player to the game and to CEOP with our help. Early help was offered.'],
    change: ['A parents’ evening on chat in games.', nothing],
  },
]

export const plots: readonly Plot[] = [...oftenPlots, ...rarePlots]
