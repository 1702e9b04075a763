import { Refused } from '#/kernel/refusal.ts'

/** How soon a task wants somebody. The words are all that a notification says about what happened. */
export type Urgency = 'now' | 'today' | 'soon'

export type NotificationRequest = {
  schoolName: string
  urgency: Urgency
  /** The person's task list or one task: `/s/<school>/tasks`, `/s/<school>/tasks/<id>`, and nothing else. */
  link: URL
  /** How many tasks wait, 1 or more. */
  count: number
}

const made = Symbol('made by composeNotification')

/** A message that may leave the school. Only the functions below can make one, so no other words can. */
export type Notification = { readonly subject: string; readonly text: string; readonly [made]: true }

const asks: Record<Urgency, string> = {
  now: 'please open it now',
  today: 'please open it today',
  soon: 'please open it when you can',
}

const taskPath = /^\/s\/[a-z0-9-]{1,40}\/tasks(\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/

/**
 * The one wording of every e-mail: the school, "a new task", how urgent, a link. No person, no kind, nothing typed by
 * anybody, because mail is read on lock screens and by the wrong people. Refuses a link that could carry words.
 */
export function composeNotification({ schoolName, urgency, link, count }: NotificationRequest): Notification {
  requireOneLine(schoolName)
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError('A notification tells of at least one task.')
  if (!isTaskLink(link))
    throw new RangeError('A notification links to tasks: /s/<school>/tasks or one task below it.')
  const tasks = count === 1 ? 'a new task' : `${count} new tasks`
  const ask = count === 1 ? asks[urgency] : asks[urgency].replace(' it ', ' them ')
  return {
    subject: `${schoolName}: ${tasks}, ${ask}`,
    text: [
      `You have ${tasks} at ${schoolName}. ${ask.charAt(0).toUpperCase()}${ask.slice(1)}:`,
      link.href,
      'You will be asked to sign in. This message says no more on purpose.',
      '',
    ].join('\n\n'),
    [made]: true,
  }
}

function isTaskLink(link: URL): boolean {
  const plain = link.search === '' && link.hash === '' && link.username === '' && link.password === ''
  return plain && /^https?:$/.test(link.protocol) && taskPath.test(link.pathname)
}

const signingPath = /^\/s\/[a-z0-9-]{1,40}\/sign\/[A-Za-z0-9_-]{40,60}$/

/**
 * The e-mail that brings a parent a one-time link: the school, that there is something to answer, the link. No child, no
 * agreement by name. Refuses a link that could carry words.
 */
export function composeSigningLink({
  schoolName,
  link,
}: Pick<NotificationRequest, 'schoolName' | 'link'>): Notification {
  requireOneLine(schoolName)
  const plain = link.search === '' && link.hash === '' && link.username === '' && link.password === ''
  if (!plain || !/^https?:$/.test(link.protocol) || !signingPath.test(link.pathname)) {
    throw new RangeError('A signing link is /s/<school>/sign/<token> and nothing else.')
  }
  return {
    subject: `${schoolName}: something to read and answer`,
    text: [
      `${schoolName} asks you to read something and answer:`,
      link.href,
      'The link works once, for 14 days. You will be asked for a date of birth. This message says no more on purpose. You did not expect it? Ring the school on the number you know.',
      '',
    ].join('\n\n'),
    [made]: true,
  }
}

const policyPath = /^\/s\/[a-z0-9-]{1,40}\/policies\/[a-z0-9-]{1,60}$/

/**
 * The e-mail that says that a policy was published: the school, the public page. It is the same for everybody, so it says
 * nothing about anybody. Refuses a link that leads elsewhere.
 */
export function composePolicyLetter({
  schoolName,
  link,
}: Pick<NotificationRequest, 'schoolName' | 'link'>): Notification {
  requireOneLine(schoolName)
  const plain = link.search === '' && link.hash === '' && link.username === '' && link.password === ''
  if (!plain || !/^https?:$/.test(link.protocol) || !policyPath.test(link.pathname)) {
    throw new RangeError('A policy is published at /s/<school>/policies/<policy> and nowhere else.')
  }
  return {
    subject: `${schoolName}: a policy to read`,
    text: [
      `${schoolName} has published one of its policies:`,
      link.href,
      'Anybody can read it there, to save or print as well. You need not sign in or answer. Questions? Ask the school office.',
      '',
    ].join('\n\n'),
    [made]: true,
  }
}

const plainSite = /^[a-z0-9.:[\]_-]+(\/[^\s\p{Cc}]*)?$/u

/**
 * The message to the desk of a filter provider: the school, the site, what is asked, a reference. No person and no reason. Refuses what is no
 * plain address of a site, and one with a query, in which somebody's search could stand.
 */
export function composeProviderRequest(request: {
  schoolName: string
  site: string
  asks: 'open' | 'block'
  reference: string
}): Notification {
  const { schoolName, site, asks, reference } = request
  requireOneLine(schoolName)
  if (!plainSite.test(site) || site.includes('?'))
    throw new RangeError('A provider is asked about a plain site.')
  return {
    subject: `${schoolName}: please ${asks} a site`,
    text: [
      `${schoolName} asks you to ${asks} this site in its filter:`,
      site,
      `Reference: ${reference}. The school has agreed to it. Please answer when it is done.`,
      '',
    ].join('\n\n'),
    [made]: true,
  }
}

function requireOneLine(schoolName: string): void {
  if (/^[^\p{Cc}\p{Zl}\p{Zp}]{1,100}$/u.test(schoolName)) return
  throw new Refused(
    'A school’s name in mail is one line of at most 100 characters. Change it in the school’s settings.',
  )
}
