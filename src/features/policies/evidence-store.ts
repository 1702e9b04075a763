// What the controls show: one sentence each, from what is on record.

import { sql } from 'kysely'
import { countInPublic } from '#/kernel/limits.ts'
import { formatDate } from '#/kernel/london-time.ts'
import type { Evidence } from '#/platform/controls/control.ts'
import type { Tx } from '#/platform/database/database.ts'
import { readSetting } from '#/platform/settings/settings.ts'
import { countLetters } from './letter-store.ts'
import { readAgainMonths } from './settings.ts'
import { monthsLater } from './version.ts'
import { publishedVersions } from './version-store.ts'

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`
const policiesWord = (count: number): string => plural(count, 'policy', 'policies')
const nothing = (sentence: string): Evidence => ({ sentence, lastAt: null, inDate: false })

type InForce = {
  title: string
  adoptedOn: string
  publishedAt: Date | null
  owner: string
  reviewDueOn: string | null
}

async function inForce(tx: Tx, schoolId: string): Promise<InForce[]> {
  const { rows } = await sql<InForce>`
    select v.title, v.adopted_on as "adoptedOn", v.published_at as "publishedAt", v.owner,
           p.review_due_on as "reviewDueOn"
      from policies.version v
      join policies.policy p on p.school_id = v.school_id and p.id = v.policy_id
     where v.school_id = ${schoolId} and v.state = 'adopted'
     order by v.adopted_on desc`.execute(tx)
  return rows
}

/** Each policy in force says whom and what it covers, and who owns it since when. */
export async function seenInForce(tx: Tx, schoolId: string): Promise<Evidence> {
  const rows = await inForce(tx, schoolId)
  const [latest] = rows
  if (!latest) return nothing('No policy is in force yet.')
  const sentence = `${policiesWord(rows.length)} in force, each with its scope, owner and dates; the latest was adopted on ${formatDate(latest.adoptedOn)}.`
  return { sentence, lastAt: new Date(latest.adoptedOn), inDate: true }
}

/** Published policies, for anybody to read. */
export async function seenPublished(tx: Tx, schoolId: string): Promise<Evidence> {
  const rows = await inForce(tx, schoolId)
  const published = rows.flatMap(({ publishedAt }) => (publishedAt ? [publishedAt] : []))
  const lastAt = published.sort((a, b) => b.getTime() - a.getTime())[0] ?? null
  const waiting = rows.length - published.length
  const rest = waiting === 0 ? '' : ` ${policiesWord(waiting)} in force but not published.`
  return {
    sentence: `${policiesWord(published.length)} on the public page.${rest}`,
    lastAt,
    inDate: published.length > 0 && waiting === 0,
  }
}

/** Documents that the policies are read together with. */
export async function seenLinked(tx: Tx, schoolId: string): Promise<Evidence> {
  const { rows } = await sql<{ count: number; last: Date | null }>`
    select count(*)::int as count, max(added_at) as last
      from policies.linked where school_id = ${schoolId} and removed_at is null`.execute(tx)
  const { count = 0, last = null } = rows[0] ?? {}
  return {
    sentence: `${plural(count, 'document is', 'documents are')} linked.`,
    lastAt: last,
    inDate: count > 0,
  }
}

/** Comments and meetings on drafts, and whether an answer is owed for more than a month. */
export async function seenComments(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const { rows } = await sql<{ comments: number; meetings: number; late: number; last: Date | null }>`
    select count(*) filter (where meeting is null)::int as comments,
           count(*) filter (where meeting is not null)::int as meetings,
           count(*) filter (where meeting is null and answered_at is null and at < ${at}::timestamptz - interval '31 days')::int as late,
           max(at) as last
      from policies.comment where school_id = ${schoolId}`.execute(tx)
  const { comments = 0, meetings = 0, late = 0, last = null } = rows[0] ?? {}
  const owed =
    late === 0 ? '' : ` ${plural(late, 'comment has', 'comments have')} waited for an answer for a month.`
  const sentence = `${plural(comments, 'comment', 'comments')} and ${plural(meetings, 'discussion', 'discussions')} on drafts.${owed}`
  return { sentence, lastAt: last, inDate: last !== null && late === 0 }
}

/** Steps of approval, or signatures alone, of the versions in force. */
export async function seenApprovals(tx: Tx, schoolId: string, only?: 'signature'): Promise<Evidence> {
  const { rows } = await sql<{ count: number; last: Date | null }>`
    select count(*)::int as count, max(a.at) as last
      from policies.approval a
      join policies.version v on v.school_id = a.school_id and v.id = a.version_id
     where a.school_id = ${schoolId} and v.state = 'adopted' and a.decision = 'approved'
       and (a.step = 'signature') = ${only === 'signature'}`.execute(tx)
  const { count = 0, last = null } = rows[0] ?? {}
  const what =
    only === 'signature'
      ? plural(count, 'policy in force is signed', 'policies in force are signed')
      : plural(count, 'step of approval is', 'steps of approval are')
  const sentence = only === 'signature' ? `${what} by the chair.` : `${what} on record for what is in force.`
  return { sentence, lastAt: last, inDate: count > 0 }
}

/** Who has read what is published, and whether everybody was asked within the months that the school sets. */
export async function seenReading(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const { rows } = await sql<{ people: number; read: number; late: number; last: Date | null }>`
    select count(*)::int as people, count(d.read_at)::int as read,
           count(*) filter (where d.read_at is null and r.due_on < ${at}::date - 31)::int as late,
           max(r.opened_at) as last
      from policies.reading_round r
      join policies.reader d on d.school_id = r.school_id and d.round_id = r.id
      join policies.version v on v.school_id = r.school_id and v.id = r.version_id and v.state = 'adopted'
     where r.school_id = ${schoolId} and r.closed_at is null`.execute(tx)
  const { people = 0, read = 0, late = 0, last = null } = rows[0] ?? {}
  if (last === null) return nothing('Nobody was asked to read a policy yet.')
  const months = await readSetting(tx, schoolId, readAgainMonths)
  const today = at.toISOString().slice(0, 10)
  const stale = monthsLater(last.toISOString().slice(0, 10), months) < today
  const owed = late === 0 ? '' : ` ${plural(late, 'is', 'are')} more than a month late.`
  const sentence = `${read} of ${people} have confirmed that they read what is in force.${owed}`
  return { sentence, lastAt: last, inDate: !stale && late === 0 }
}

/** How groups were told within a year. */
export async function seenIntroductions(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const { rows } = await sql<{ count: number; groups: number; last: Date | null }>`
    select count(*)::int as count, count(distinct "group")::int as groups, max(held_on)::timestamptz as last
      from policies.introduction
     where school_id = ${schoolId} and held_on > ${at}::date - 366`.execute(tx)
  const { count = 0, groups = 0, last = null } = rows[0] ?? {}
  const sentence = `Told ${plural(count, 'time', 'times')} in a year, to ${plural(groups, 'group', 'groups')}.`
  return { sentence, lastAt: last, inDate: count > 0 }
}

/** E-mails about what is in force: none waits for more than a day. */
export async function seenLetters(tx: Tx, schoolId: string): Promise<Evidence> {
  const { queued, sent, waiting, lastAt, ...left } = await countLetters(tx, schoolId)
  if (queued === 0) {
    const [published] = await publishedVersions(tx, schoolId)
    if (!published) return nothing('No policy is published yet, so nobody was written to.')
    const sentence =
      'Whoever confirms having read a policy was told by that task; nobody else is on the list for e-mail.'
    return { sentence, lastAt: published.publishedAt, inDate: true }
  }
  const failing = left.failing + left.wrongAddress + left.refused + left.withoutServer > 0
  const why = left.withoutServer > 0 ? 'no mail server is set up' : 'some could not be sent'
  const failed = failing ? why : waiting > 0 ? 'others wait to be sent' : 'none has failed'
  const sentence = `E-mails with the address of a published policy: ${countInPublic(sent)} sent; ${failed}.`
  return { sentence, lastAt, inDate: !failing }
}

/** Reviews: none of a published policy is overdue. */
export async function seenReviews(tx: Tx, schoolId: string, at: Date): Promise<Evidence> {
  const published = await publishedVersions(tx, schoolId)
  if (published.length === 0) return nothing('No policy is published yet, so none has a day for its review.')
  const today = at.toISOString().slice(0, 10)
  const overdue = published.filter(({ reviewDueOn }) => reviewDueOn === null || reviewDueOn < today)
  const [next] = published.flatMap(({ reviewDueOn }) => reviewDueOn ?? []).sort()
  const { rows } = await sql<{ open: number; last: Date | null }>`
    select count(*) filter (where ended_at is null)::int as open, max(coalesce(ended_at, asked_at)) as last
      from policies.review where school_id = ${schoolId}`.execute(tx)
  const { open = 0, last = null } = rows[0] ?? {}
  const late = overdue.length === 0 ? '' : ` ${policiesWord(overdue.length)} overdue.`
  return {
    sentence: `Next review by ${formatDate(next ?? today)}; ${plural(open, 'review is', 'reviews are')} open.${late}`,
    lastAt: last ?? published[0]?.publishedAt ?? null,
    inDate: overdue.length === 0,
  }
}
