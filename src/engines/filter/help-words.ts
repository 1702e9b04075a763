/**
 * What somebody reads who looked for ways to harm themselves, wherever they read it: who listens, no blame, neither site nor category,
 * and none of their words. Each number stands between what is said before and after it.
 */
export const helpWords = {
  heading: 'You are not alone',
  why: 'We did not open this, because it may hurt you. You are not in trouble.',
  danger: {
    before: 'If you are in danger now, or have hurt yourself, ring',
    number: '999',
    after: 'or tell the nearest adult.',
  },
  listens: 'Somebody will listen, free, day and night, whatever it is about:',
  who: [
    {
      name: 'Childline, for anybody under 19',
      number: '0800 1111',
      site: 'https://www.childline.org.uk/',
      says: 'write to them at childline.org.uk',
    },
    {
      name: 'Samaritans, for everybody',
      number: '116 123',
      site: 'https://www.samaritans.org/',
      says: 'samaritans.org',
    },
  ],
  atSchool: 'You can also talk to an adult you trust. Somebody at school may ask you how you are.',
  byAccident: 'If you came here by accident or for a lesson, that is all right.',
} as const
