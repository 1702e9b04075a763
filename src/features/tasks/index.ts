// What other features may use from tasks.

export { type EndTasksAbout, endTask, endTasksAbout } from './end-task.ts'
export { type GivenTask, giveTask } from './give-task.ts'
export { giveTaskToEach, type OwnTask } from './give-to-each.ts'
export { tasksOf } from './my-tasks.ts'
export { chainOf, type Recipients, recipients, type Wanted } from './recipients.ts'
export { rerouteTasks } from './reroute-tasks.ts'
export type { Post } from './send-notice.ts'
export { countTasksOf } from './store.ts'
export type { ClockName, NewTask, Recipient, Task, TaskState, Urgency } from './task.ts'
