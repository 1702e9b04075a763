// What people read when a way through Google or Microsoft did not lead in. None of it says who has a sign-in here.

import type { TroubleKind } from '../../open-id/open-id.ts'
import { isProviderKind, providerKinds } from './provider.ts'

export type Trouble = TroubleKind | 'tripOver' | 'nobody' | 'notConnected'

const sentences: Readonly<Record<Trouble, (name: string) => string>> = {
  away: (name) => `${name} does not answer just now.`,
  declined: (name) => `${name} did not go on, or it was stopped there, so nothing was done here.`,
  ourSecret: (name) =>
    `${name} does not accept the school’s connection. Tell whoever looks after sign-ins at the school.`,
  notTrusted: (name) =>
    `What came back from ${name} could not be trusted, so nothing was done here. Try again. If it happens twice, tell whoever looks after sign-ins at the school.`,
  tripOver: () => 'That took too long, was started in another window, or came back twice. Start again.',
  nobody: (name) =>
    `That ${name} account opens no sign-in here. If it is your school account, open the link of your invitation and choose ${name} there, or sign in with your name and password and connect it under “Your sign-in”. The school office can help with both.`,
  notConnected: (name) =>
    `Your ${name} account was not connected, and nothing was done here. Open your link again and choose your own school account, or choose a password. If it happens twice, ask the school office.`,
}

/**
 * The sentence that an address asks for (`why=away&with=google`), with what can be done instead where the sentence does not
 * say it; undefined when it asks for none of these.
 */
export function sentenceFor(query: Readonly<Record<string, string>>, instead = ''): string | undefined {
  const { why = '', with: kind } = query
  if (!isProviderKind(kind) || !Object.hasOwn(sentences, why)) return undefined
  const sentence = sentences[why as Trouble](providerKinds[kind].name)
  return why === 'nobody' || why === 'notConnected' ? sentence : `${sentence} ${instead}`.trim()
}
