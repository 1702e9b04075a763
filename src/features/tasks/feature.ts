import type { Feature } from '#/platform/feature.ts'
import { addressHeeds } from './ask-for-address.ts'
import { secondPersonHeeds } from './ask-second-person.ts'
import { controls } from './controls.ts'
import { passingHeeds } from './pass-on-tasks.ts'
import { permissions } from './permissions.ts'
import { reroutesOfRelatives } from './reroute-tasks.ts'
import { routes } from './routes.ts'
import { leaverTasksOnPage } from './routes-leaver.ts'
import { taskSettings } from './settings.ts'

/** Its jobs need the way out for mail, so app/ makes them: `taskJobs(post)`. */
export { taskJobs } from './jobs.ts'

export const tasks: Feature = {
  name: 'tasks',
  routes,
  permissions,
  events: {
    'tasks.given': 'gave a task',
    'tasks.opened': 'opened a task',
    'tasks.done': 'did a task',
    'tasks.notNeeded': 'ended a task as not needed',
    'tasks.moved': 'passed a task to somebody else',
    'tasks.escalated': 'passed a task to the next person as well',
    'tasks.passedOn': 'passed on the tasks of somebody who leaves',
    'tasks.ofLeaverRead': 'looked at the tasks of somebody who leaves',
    'tasks.mailListed': 'read the list of e-mails',
  },
  tables: ['tasks.task', 'tasks.notice'],
  settings: taskSettings,
  panels: [leaverTasksOnPage],
  heeds: [...secondPersonHeeds, ...passingHeeds, ...addressHeeds, reroutesOfRelatives],
  navigation: [
    { text: 'Tasks', path: '/tasks', may: 'tasks.own', under: 'yours', order: 10 },
    { text: 'On duty', path: '/duty', may: 'people.seeDuty', under: 'people', order: 80 },
  ],
  controls,
}
