import type { ChildVersion } from './child-words.ts'

/** From four to seven: pictures, one thing a page, nothing that has to be written. */
export const earlyVersion: ChildVersion = {
  text: 'I am little',
  picture: 'face-happy',
  start: [
    { picture: 'screen-off', text: 'Turn the screen over. You do not have to look.' },
    { picture: 'safe-adult', text: 'You are not in trouble. It is good to tell.' },
  ],
  steps: [
    { key: 'what', fields: ['what'] },
    { key: 'safe', fields: ['safe'] },
    { key: 'who', fields: ['who'] },
    { key: 'grownUp', fields: ['helper'] },
    { key: 'name', fields: ['name'] },
    { key: 'check', fields: [] },
  ],
  asks: {
    what: 'What happened?',
    safe: 'Are you safe now?',
    words: 'What happened?',
    who: 'Who was it?',
    whoName: 'What is their name?',
    helper: 'Who do you want to talk to?',
    talkTo: 'Who do you want to talk to?',
    notTell: 'Is there somebody who should not know?',
    name: 'What is your name?',
  },
  hints: { name: 'You do not have to say. If you do, a grown-up can come and find you.' },
  kinds: [
    { value: 'unkind', text: 'Somebody was unkind', picture: 'unkind', kind: 'bullying' },
    { value: 'saw', text: 'I saw something scary', picture: 'face-worried', kind: 'accidentalFind' },
    {
      value: 'stranger',
      text: 'Somebody I don’t know talked to me',
      picture: 'stranger',
      kind: 'harmfulContact',
    },
    {
      value: 'picture',
      text: 'A picture of me, or of a child',
      picture: 'picture',
      kind: 'childImage',
      image: true,
    },
    { value: 'secret', text: 'Somebody said: keep a secret', picture: 'stop', kind: 'harmfulContact' },
    { value: 'else', text: 'Something else', picture: 'question', kind: 'other' },
  ],
  safe: [
    { value: 'safe', text: 'Yes', picture: 'face-happy' },
    { value: 'notSure', text: 'I don’t know', picture: 'face-unsure' },
    { value: 'danger', text: 'No. Help me now', picture: 'face-worried' },
  ],
  who: [
    { value: 'child', text: 'A child', picture: 'face-unsure' },
    { value: 'adult', text: 'A grown-up at school', picture: 'safe-adult' },
    { value: 'head', text: 'The head teacher', picture: 'tell' },
    { value: 'family', text: 'Somebody at home', picture: 'face-sad', atRisk: true },
    { value: 'stranger', text: 'Somebody else', picture: 'stranger', atRisk: true },
    { value: 'notSay', text: 'I don’t know', picture: 'question' },
  ],
  helpers: [
    { value: 'teacher', text: 'My teacher', picture: 'safe-adult' },
    { value: 'another', text: 'Another grown-up at school', picture: 'tell' },
    { value: 'anybody', text: 'I don’t mind', picture: 'face-happy' },
  ],
  plain: false,
}
