import type { ChildVersion } from './child-words.ts'

/** From eleven: plain words for what happens at that age, and nothing that looks like a younger child's page. */
export const secondaryVersion: ChildVersion = {
  text: 'I am at secondary school',
  picture: 'chat',
  start: [
    {
      picture: 'screen-off',
      text: 'If it is on your screen, close it. You do not have to keep looking, and nobody needs you to send it to anyone.',
    },
    {
      picture: 'safe-adult',
      text: 'Whatever you did or sent, you are not in trouble for telling us. It is not your fault.',
    },
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
    helper: 'Which adult would you like to talk to?',
    talkTo: 'Which adult would you like to talk to?',
    notTell: 'Is there somebody who should not know?',
    name: 'What is your name?',
  },
  hints: {
    words:
      'Where it happened and when, if you know. If it is about a nude or private picture, just say that there is one: do not send it and do not describe it. You can leave this empty.',
    whoName: 'Or what they call themselves online. Only if you want to say.',
    talkTo: 'Their name, like Ms Green. Leave it empty if you don’t mind who.',
    notTell:
      'Their name. We keep it from them as far as your safety allows. Leave it empty if there is nobody.',
    name: 'You don’t have to say. Without it you get a code to read our answer.',
  },
  kinds: [
    { value: 'bullying', text: 'Bullying, or messages that hurt', picture: 'unkind', kind: 'bullying' },
    {
      value: 'nude',
      text: 'A nude or private picture, of me or of somebody else',
      picture: 'picture',
      kind: 'childImage',
      image: true,
    },
    { value: 'threat', text: 'Somebody threatens or pressures me', picture: 'stop', kind: 'blackmail' },
    {
      value: 'contact',
      text: 'Somebody I met online, or an adult, contacts me in a way that feels wrong',
      picture: 'stranger',
      kind: 'harmfulContact',
    },
    {
      value: 'sexual',
      text: 'Sexual comments or behaviour',
      picture: 'chat',
      kind: 'sexualBehaviour',
    },
    {
      value: 'fake',
      text: 'A faked picture, voice or film of somebody',
      picture: 'film',
      kind: 'fakeImage',
      image: true,
    },
    {
      value: 'selfHarm',
      text: 'Self-harm, suicide or eating, about me or a friend',
      picture: 'face-sad',
      kind: 'selfHarm',
    },
    { value: 'hate', text: 'Hate, racism or extremism', picture: 'face-angry', kind: 'extremism' },
    { value: 'account', text: 'Somebody used my account', picture: 'password', kind: 'othersAccount' },
    { value: 'money', text: 'A scam, or money', picture: 'question', kind: 'moneyLost' },
    {
      value: 'saw',
      text: 'Something I saw and wish I had not',
      picture: 'screen-off',
      kind: 'accidentalFind',
    },
    { value: 'else', text: 'Something else', picture: 'question', kind: 'other' },
  ],
  safe: [
    { value: 'safe', text: 'Yes', picture: 'face-happy' },
    { value: 'notSure', text: 'I am not sure', picture: 'face-unsure' },
    { value: 'danger', text: 'No, I need help now', picture: 'face-worried' },
  ],
  who: [
    { value: 'child', text: 'Another pupil, or somebody my age', picture: 'face-unsure' },
    { value: 'adult', text: 'An adult who works or helps at my school', picture: 'safe-adult' },
    { value: 'head', text: 'The head teacher', picture: 'tell' },
    { value: 'family', text: 'Somebody in my family', picture: 'face-sad', atRisk: true },
    {
      value: 'stranger',
      text: 'Somebody I only know online, or another adult',
      picture: 'stranger',
      atRisk: true,
    },
    { value: 'nobody', text: 'Nobody, it just came up', picture: 'screen-off' },
    { value: 'notSay', text: 'I would rather not say', picture: 'question' },
  ],
  helpers: [],
  plain: true,
}
