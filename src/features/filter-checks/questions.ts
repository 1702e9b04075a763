// What a review asks, in editions. An edition is never changed: a review of years ago is read with the questions that it answered.

export type Question = { key: string; asks: string; think: string }

/** In our words, after what the filtering and monitoring standards of the Department for Education ask a school to look at. */
const first: readonly Question[] = [
  {
    key: 'pupils',
    asks: 'Which of our pupils could be harmed more easily than others?',
    think: 'Age, special needs, English as another language, what happened this year.',
  },
  {
    key: 'blocked',
    asks: 'What is blocked, what is open, and do we still agree why?',
    think: 'Go through the rules of each group, and through our own list.',
  },
  {
    key: 'influences',
    asks: 'What reaches our pupils from outside now?',
    think: 'County lines, extremism, misogyny, false news, what the police and the local authority warn of.',
  },
  {
    key: 'reports',
    asks: 'What did reports and incidents tell us about filtering and monitoring?',
    think: 'What came through, what was noticed late, what nobody noticed.',
  },
  {
    key: 'strength',
    asks: 'What can our pupils cope with, and what are they taught?',
    think: 'A filter is no teacher: what do they do when something comes through?',
  },
  {
    key: 'teaching',
    asks: 'Where does the filter get in the way of teaching?',
    think: 'Relationships, sex and health education above all. Look at what was asked for.',
  },
  {
    key: 'ownDevices',
    asks: 'Whose own devices come to school, and what applies to them?',
    think: 'Telephones with a connection of their own; guests; laptops that go home.',
  },
  {
    key: 'technology',
    asks: 'What is new since the last review, and was it looked at before it was used?',
    think: 'Tools with artificial intelligence, new devices, new ways of working.',
  },
  {
    key: 'checks',
    asks: 'What did the checks find, and was it mended?',
    think: 'The tests of the year and the log of checks by hand stand beside.',
  },
  {
    key: 'parts',
    asks: 'Does everybody know their part?',
    think:
      'Leaders, safeguarding lead, IT, governor, every member of staff: who does what, and were they trained?',
  },
  {
    key: 'monitoring',
    asks: 'Is what monitoring shows picked up in time, by somebody who understands it?',
    think: 'Who looks, how often, and what came of it.',
  },
  {
    key: 'limits',
    asks: 'What can our filter and monitoring not see?',
    think:
      'Inside of apps and encrypted pages, answers that are made as they are read. What do we do about it?',
  },
]

/** The same, and what our own filter cannot do is said where it is asked. */
const second: readonly Question[] = first.map((one) =>
  one.key === 'limits'
    ? {
        ...one,
        think: `Words on a page: the filter goes by names and addresses of sites, so strong language is blocked where a site is known for it and nowhere else. ${one.think}`,
      }
    : one,
)

const editions: readonly (readonly Question[])[] = [first, second]
export const newestEdition = editions.length

/** The questions of an edition; none for one that there never was. */
export const questionsOf = (edition: number): readonly Question[] => editions[edition - 1] ?? []
