import type { ChildVersion } from './child-words.ts'

/** From seven to eleven: pictures and short questions, and room for the child's own words. */
export const juniorVersion: ChildVersion = {
  text: 'I can read by myself',
  picture: 'game',
  start: [
    {
      picture: 'screen-off',
      text: 'If something nasty is on your screen, turn the screen off or shut the lid. You do not have to look at it.',
    },
    { picture: 'safe-adult', text: 'You are not in trouble. It is right to tell.' },
  ],
  steps: [
    { key: 'what', fields: ['what'] },
    { key: 'safe', fields: ['safe'] },
    { key: 'words', fields: ['words'] },
    { key: 'who', fields: ['who', 'whoName'] },
    { key: 'grownUp', fields: ['talkTo', 'notTell'] },
    { key: 'name', fields: ['name'] },
    { key: 'check', fields: [] },
  ],
  asks: {
    what: 'What is it about?',
    safe: 'Are you safe right now?',
    words: 'What happened?',
    who: 'Who did it?',
    whoName: 'What is their name?',
    helper: 'Who would you like to talk to?',
    talkTo: 'Who would you like to talk to?',
    notTell: 'Is there somebody who should not know?',
    name: 'What is your name?',
  },
  hints: {
    words: 'Write it in your own words, or leave it empty. Spelling does not matter.',
    whoName: 'Only if you want to say.',
    talkTo: 'Write their name, like Mr Green or Sam Green. Leave it empty if you don’t mind who.',
    notTell: 'Write their name, or leave it empty.',
    name: 'You don’t have to say. If you do, a grown-up can come and find you.',
  },
  kinds: [
    { value: 'unkind', text: 'Somebody was unkind', picture: 'unkind', kind: 'bullying' },
    { value: 'saw', text: 'I saw something nasty', picture: 'screen-off', kind: 'accidentalFind' },
    { value: 'message', text: 'I got a nasty message', picture: 'chat', kind: 'nastyMessage' },
    { value: 'stranger', text: 'Somebody I don’t know', picture: 'stranger', kind: 'harmfulContact' },
    { value: 'picture', text: 'A picture or a film', picture: 'picture', kind: 'childImage', image: true },
    { value: 'made-me', text: 'Somebody made me do something', picture: 'stop', kind: 'blackmail' },
    { value: 'password', text: 'Somebody used my password', picture: 'password', kind: 'othersAccount' },
    { value: 'game', text: 'Something in a game', picture: 'game', kind: 'other' },
    { value: 'else', text: 'Something else', picture: 'question', kind: 'other' },
  ],
  safe: [
    { value: 'safe', text: 'Yes, I am safe', picture: 'face-happy' },
    { value: 'notSure', text: 'I am not sure', picture: 'face-unsure' },
    { value: 'danger', text: 'No, I need help now', picture: 'face-worried' },
  ],
  who: [
    { value: 'child', text: 'A child', picture: 'face-unsure' },
    { value: 'adult', text: 'A grown-up at my school', picture: 'safe-adult' },
    { value: 'head', text: 'The head teacher', picture: 'tell' },
    { value: 'family', text: 'Somebody in my family', picture: 'face-sad', atRisk: true },
    { value: 'stranger', text: 'Somebody else', picture: 'stranger', atRisk: true },
    { value: 'nobody', text: 'Nobody, it just came up', picture: 'screen-off' },
    { value: 'notSay', text: 'I don’t want to say', picture: 'question' },
  ],
  helpers: [],
  plain: false,
}
