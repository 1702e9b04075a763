import type { Feature } from '#/platform/feature.ts'
import { controls } from './controls.ts'
import { jobs } from './jobs.ts'
import { permissions } from './permissions.ts'
import { readBy } from './reading-store.ts'
import { routes } from './routes.ts'
import { toReadCard } from './routes-register.ts'
import { policySettings } from './settings.ts'

export const policies: Feature = {
  name: 'policies',
  routes,
  permissions,
  events: {
    'policies.started': 'began a policy',
    'policies.versionStarted': 'began a new version of a policy',
    'policies.givenUp': 'gave up a version of a policy',
    'policies.factsChanged': 'changed title, scope, owner or dates of a policy',
    'policies.textChanged': 'changed the text of a draft policy',
    'policies.wordImported': 'took the text of a draft policy from a Word file',
    'policies.linked': 'linked a document to a policy',
    'policies.unlinked': 'removed a link from a policy',
    'policies.commentsOpened': 'opened a draft policy for comments',
    'policies.commentsClosed': 'closed a draft policy for comments',
    'policies.commented': 'commented on a draft policy',
    'policies.meetingRecorded': 'recorded what a meeting thought of a draft policy',
    'policies.commentAnswered': 'answered a comment on a draft policy',
    'policies.sentForApproval': 'sent a policy for approval',
    'policies.approved': 'recorded that a policy was approved',
    'policies.signed': 'signed a policy as chair of governors',
    'policies.sentBack': 'sent a policy back to be changed',
    'policies.adopted': 'brought a policy into force',
    'policies.published': 'published a policy',
    'policies.roundOpened': 'asked people to read a policy',
    'policies.readConfirmed': 'confirmed having read a policy',
    'policies.readersReminded': 'reminded those who have not read a policy',
    'policies.introduced': 'recorded how people were told of a policy',
    'policies.reviewAsked': 'asked for a policy to be reviewed',
    'policies.promptAdded': 'noted something new that the policies are looked at for',
    'policies.lettersQueued': 'wrote to people that a policy was published',
    'policies.reviewed': 'recorded what came of a review of a policy',
  },
  tables: [
    'policies.policy',
    'policies.linked',
    'policies.version',
    'policies.paragraph',
    'policies.comment',
    'policies.approval',
    'policies.reading_round',
    'policies.reader',
    'policies.introduction',
    'policies.review',
    'policies.letter',
    'policies.prompt',
  ],
  publishes: ['policies.paragraph_in_force'],
  settings: policySettings,
  jobs,
  navigation: [
    { text: 'Policies', path: '/policy-register', may: 'policies.read', under: 'policy', order: 65 },
  ],
  homeCards: [toReadCard],
  holds: [
    {
      what: 'Policies that the person confirmed having read',
      goesWithChild: false,
      read: async (tx, actor, personId) =>
        (await readBy(tx, actor.schoolId, personId)).map(({ at, roundId, title, number }) => ({
          at,
          kind: 'policyReading',
          id: roundId,
          summary: `Confirmed having read ${title}, version ${number}`,
          path: `/policy-register/rounds/${roundId}`,
        })),
    },
  ],
  retention: [
    {
      record: 'Policy, each version with its approvals, comments and readings',
      from: 'the day on which the version was replaced',
      keptForYears: 6,
      atTheEnd: 'archive',
      requiredByLaw: false,
      source:
        'Limitation Act 1980, section 5: what the school’s rules were, and who had read them, on a day.',
    },
  ],
  controls,
}
