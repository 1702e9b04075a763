// What other features may use from tasks.

export { askToReach, endAskToReach } from './ask-to-reach.ts'
export { endTasksAbout } from './end-task.ts'
export { giveTask } from './give-task.ts'
export { giveTaskToEach } from './give-to-each.ts'
export { unopenedOnDuty } from './happenings.ts'
export { tasksOf } from './my-tasks.ts'
export { recipients } from './recipients.ts'
export { rerouteTasks } from './reroute-tasks.ts'
export type { Post } from './send-notice.ts'
export { countTasksOf } from './store.ts'
export type { NewTask, Recipient, Task, Urgency } from './task.ts'
