import type { ModelSection } from '../model.ts'

/** Taking, storing and publishing pictures of people. */
export const pictures: readonly ModelSection[] = [
  {
    heading: 'Taking pictures',
    paragraphs: [
      {
        text: 'Before anybody takes or stores a picture of somebody, and that includes members of the public, they ask for consent and consider whether it is right to. Permission is also asked before pictures or sound are recorded on the device of anybody in our community.',
        clauses: ['T243', 'T266'],
      },
      {
        text: 'Once parents, and staff who are pictured, have agreed in writing, staff and pupils may take suitable pictures with school equipment. Pictures of pupils or staff are taken, stored and used professionally and for no other purpose.',
        clauses: ['T43', 'T267'],
      },
      {
        text: 'Staff use no personal equipment to record pupils, on trips or elsewhere, without the head teacher’s express permission. Where it was given, pictures are moved at once to the school network, and nowhere else, and deleted from the device. Pupils need the head’s permission beforehand to record anybody with equipment of their own.',
        clauses: ['T204', 'T205', 'T206'],
      },
    ],
  },
  {
    heading: 'Publishing pictures and work',
    paragraphs: [
      {
        text: 'When a child joins us, parents decide, yes or no, whether pictures of their child may be taken and used in public. They are asked for each use of work and photographs by itself: the website, print, video or webcam, the learning platform, displays inside, displays outside, and the media.',
        clauses: ['T180', 'T208'],
      },
      {
        text: 'Consent lasts for all of a child’s time with us unless something changes, such as custody or a divorce, which parents tell us. They may withdraw it in writing at any time. It is given in writing and kept on record.',
        clauses: ['T209', 'T210'],
      },
      {
        text: 'Pupils’ names never stand beside their pictures, and full names, e-mail addresses and postal addresses are never published. Permission is checked before a pupil’s work is posted online. Pupils and staff need the head teacher’s permission before they upload a picture to be published. Pictures leave the school network only with permission from a parent, from the member of staff concerned, or from the head.',
        clauses: ['T44', 'T207', 'T211', 'T212'],
      },
    ],
  },
  {
    heading: 'Keeping pictures',
    paragraphs: [
      {
        text: 'Pictures of children are stored on the school’s network. Personal portable media may hold them only with the head teacher’s express permission. They are deleted when they are not needed any more, or when the pupil has left.',
        clauses: ['T213', 'T214', 'T215'],
      },
    ],
  },
]
