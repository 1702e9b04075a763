// What children choose from: few words, a picture, and the kind that grown-ups call it. No word blames anybody.

import type { Picture } from '#/platform/web/pictures.ts'

type ChildChoice = { value: string; text: string; picture: Picture }

/** What happened, in a child's words, and the kind in the catalogue of misuse. */
export const childKinds: readonly (ChildChoice & { kind: string })[] = [
  { value: 'unkind', text: 'Somebody was unkind', picture: 'unkind', kind: 'bullying' },
  { value: 'saw', text: 'I saw something nasty', picture: 'screen-off', kind: 'accidentalFind' },
  { value: 'message', text: 'I got a nasty message', picture: 'chat', kind: 'nastyMessage' },
  { value: 'stranger', text: 'Somebody I don’t know', picture: 'stranger', kind: 'harmfulContact' },
  { value: 'picture', text: 'A picture or a film', picture: 'picture', kind: 'childImage' },
  { value: 'made-me', text: 'Somebody made me do something', picture: 'stop', kind: 'blackmail' },
  { value: 'password', text: 'Somebody used my password', picture: 'password', kind: 'othersAccount' },
  { value: 'game', text: 'Something in a game', picture: 'game', kind: 'other' },
  { value: 'else', text: 'Something else', picture: 'question', kind: 'other' },
]

export const childSafe: readonly ChildChoice[] = [
  { value: 'safe', text: 'Yes, I am safe', picture: 'face-happy' },
  { value: 'notSure', text: 'I am not sure', picture: 'face-unsure' },
  { value: 'danger', text: 'No, I need help now', picture: 'face-worried' },
]

export const childWho: readonly ChildChoice[] = [
  { value: 'child', text: 'A child', picture: 'unkind' },
  { value: 'adult', text: 'A grown-up at my school', picture: 'safe-adult' },
  { value: 'head', text: 'The head teacher', picture: 'tell' },
  { value: 'stranger', text: 'Somebody else', picture: 'stranger' },
  { value: 'nobody', text: 'Nobody, it just came up', picture: 'screen-off' },
  { value: 'notSay', text: 'I don’t want to say', picture: 'question' },
]

/** The child's words for a choice, as they are kept with the report. */
export function childText(choices: readonly ChildChoice[], value: string): string {
  return choices.find((choice) => choice.value === value)?.text ?? ''
}
