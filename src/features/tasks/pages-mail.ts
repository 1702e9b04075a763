import { formatInstant } from '#/kernel/london-time.ts'
import type { QueuedJob } from '#/platform/jobs/job-list.ts'
import { noMailServer } from '#/platform/mail/mail.ts'
import { emptyState } from '#/platform/web/components/empty-state.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { fullName, type Person } from '../people/index.ts'
import type { NoticeLine } from './notice-store.ts'

/** The newest e-mails, without saying what any was about. */
export function mailPage(notices: readonly NoticeLine[], people: ReadonlyMap<string, Person>): Html {
  const nameOf = (id: string) => {
    const person = people.get(id)
    return person ? fullName(person) : 'Somebody who has left'
  }
  return html`<h1 class="govuk-heading-l">E-mails that tell of tasks</h1>
<p class="govuk-body">Each says the school, that there is a task, how urgent it is and where to sign in. None says more.</p>
${notices.length === 0 && emptyState({ sentence: 'No e-mail has been sent yet.' })}
${
  notices.length > 0 &&
  plainTable({
    caption: 'The newest e-mails',
    captionClasses: 'govuk-visually-hidden',
    narrow: true,
    head: [{ text: 'To' }, { text: 'Queued' }, { text: 'What became of it' }],
    rows: notices.map((notice) => [
      { text: nameOf(notice.personId) },
      { text: formatInstant(notice.createdAt) },
      { text: endOf(notice) },
    ]),
  })
}`
}

function endOf({ sentAt, withdrawnAt, failedAt, failure }: NoticeLine): string {
  if (sentAt) return `Sent ${formatInstant(sentAt)}`
  if (withdrawnAt) return 'Not sent, because it was no longer needed'
  if (failure === noMailServer) return `Not sent: ${failure} The task waits on their page.`
  if (failedAt) return `Not sent yet: ${failure}`
  return 'Waiting'
}

/** What runs by itself for this school, and what has been given up. */
export function jobsPage(jobs: readonly QueuedJob[]): Html {
  return html`<h1 class="govuk-heading-l">What runs by itself</h1>
${jobs.length === 0 && emptyState({ sentence: 'Nothing is waiting.' })}
${
  jobs.length > 0 &&
  plainTable({
    caption: 'Waiting work',
    captionClasses: 'govuk-visually-hidden',
    head: [
      { text: 'Work' },
      { text: 'State' },
      { text: 'How often', format: 'numeric' },
      { text: 'Next run' },
    ],
    rows: [...together(jobs)].map(([, [first, ...same]]) => [
      { text: workWords(first.name) },
      { text: stateOf(first) },
      { text: same.length + 1, format: 'numeric' },
      { text: formatInstant(first.runAt) },
    ]),
  })
}`
}

/** The same work in the same state is one line, with when the first of it runs. */
function together(jobs: readonly QueuedJob[]): ReadonlyMap<string, [QueuedJob, ...QueuedJob[]]> {
  const lines = new Map<string, [QueuedJob, ...QueuedJob[]]>()
  for (const job of jobs) {
    const key = `${job.name} ${stateOf(job)}`
    const known = lines.get(key)
    if (known) known.push(job)
    else lines.set(key, [job])
  }
  return lines
}

/** `tasks.sendNotice` is “Tasks: send notice”. */
function workWords(name: string): string {
  const words = name
    .replaceAll(/([A-Z])/g, ' $1')
    .toLowerCase()
    .replace('.', ': ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function stateOf({ running, tries, mostTries, lastError }: QueuedJob): string {
  if (running) return 'Running'
  if (tries >= mostTries) return `Given up: ${lastError ?? 'failed'}`
  return lastError ? `Tries again, ${tries} of ${mostTries}: ${lastError}` : 'Waiting'
}
