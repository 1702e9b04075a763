// The questions about a tool, as versioned data. A new version goes to the end; what was answered keeps the version that it answered.

export type Weight = 'fine' | 'care' | 'stop'

export type Question = {
  key: string
  about: 'suitable' | 'data'
  asks: string
  hint?: string
  /** Kinds of tool it is asked of; left out: of all. */
  only?: string
  answers: Readonly<Record<string, { text: string; weighs: Weight }>>
}

/** The chosen answer of each question. */
export type Answers = Readonly<Record<string, string>>

const fine = (text: string) => ({ text, weighs: 'fine' }) as const
const care = (text: string) => ({ text, weighs: 'care' }) as const
const stop = (text: string) => ({ text, weighs: 'stop' }) as const

const first: readonly Question[] = [
  {
    key: 'tried',
    about: 'suitable',
    asks: 'Did somebody on the staff use it as a pupil would?',
    answers: { yes: fine('Yes, from beginning to end'), no: stop('Not yet') },
  },
  {
    key: 'content',
    about: 'suitable',
    asks: 'Could a pupil come across something unsuitable?',
    answers: {
      no: fine('No: everything in it comes from its makers'),
      some: care('Hardly: it is looked through by others, but not by us'),
      yes: stop('Yes: anybody may put anything there'),
    },
  },
  {
    key: 'contact',
    about: 'suitable',
    asks: 'Can strangers get in touch with a pupil?',
    answers: {
      no: fine('No'),
      off: care('Only where a setting allows it, and we have switched it off'),
      yes: stop('Yes'),
    },
  },
  {
    key: 'money',
    about: 'suitable',
    asks: 'Does it advertise or sell?',
    answers: {
      no: fine('No'),
      some: care('A little, and nothing can be bought'),
      yes: stop('Pupils are asked to buy'),
    },
  },
  {
    key: 'rating',
    about: 'suitable',
    only: 'game',
    asks: 'Which age does its rating say?',
    hint: 'PEGI, or the rating in the shop where it is sold.',
    answers: {
      fits: fine('An age that all of these pupils have reached'),
      unrated: care('It has none; somebody played it through'),
      older: stop('An older one'),
    },
  },
  {
    key: 'posts',
    about: 'suitable',
    only: 'blog',
    asks: 'Who reads what a pupil writes before others see it?',
    answers: {
      before: fine('A member of staff, each time'),
      closed: care('Nobody; only their own class can see it'),
      nobody: stop('Nobody, and others can see it'),
    },
  },
  {
    key: 'answers',
    about: 'suitable',
    only: 'ai',
    asks: 'What keeps its answers suitable?',
    answers: {
      made: fine('It is made for schools, filters its answers and shows us what was asked'),
      adult: care('An adult asks, in front of the class'),
      nothing: stop('Nothing, or nobody knows'),
    },
  },
  {
    key: 'learns',
    about: 'data',
    only: 'ai',
    asks: 'Does it learn from what is typed or uploaded?',
    answers: { no: fine('No, its terms say so'), yes: stop('Yes, or its terms do not say') },
  },
  {
    key: 'personal',
    about: 'data',
    asks: 'What does it get to know of a pupil?',
    answers: {
      nothing: fine('Nothing that says who they are'),
      name: care('A name or address, and their work'),
      private: stop('Health, faces, voices or where they are'),
    },
  },
  {
    key: 'terms',
    about: 'data',
    asks: 'Has somebody read what its makers do with the data?',
    hint: 'The data protection officer helps. Where it is risky, an impact assessment comes first.',
    answers: {
      yes: fine('Yes: there is a contract or there are terms that hold in the United Kingdom'),
      nothing: fine('There are no personal data'),
      no: stop('Not yet'),
    },
  },
  {
    key: 'consent',
    about: 'data',
    asks: 'Does it ask its users to consent to the use of their data?',
    answers: { no: fine('No'), yes: care('Yes') },
  },
]

/** Every version, oldest first. */
export const formVersions: readonly (readonly Question[])[] = [first]

export const newestVersion = formVersions.length

/** The questions of a version that are asked of a kind of tool. */
export const questionsFor = (kind: string, version = newestVersion): readonly Question[] =>
  (formVersions[version - 1] ?? []).filter(({ only }) => only === undefined || only === kind)

/** The answers that weigh so much, with the questions they answer. */
export function answersWith(
  weight: Weight,
  { formVersion, answers }: { formVersion: number; answers: Answers },
): { question: Question; text: string }[] {
  return (formVersions[formVersion - 1] ?? []).flatMap((question) => {
    const given = question.answers[answers[question.key] ?? '']
    return given?.weighs === weight ? [{ question, text: given.text }] : []
  })
}
