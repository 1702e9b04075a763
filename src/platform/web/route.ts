import type { Readable } from 'node:stream'
import type { Permission } from '../access/access.ts'
import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/database.ts'
import type { Html } from './html.ts'

/** One line of a feature's table of contents. Paths stand under `/s/<school>`, those of `rootRoutes` do not. */
export type Route = {
  method: 'GET' | 'POST'
  path: `/${string}`
  /** Who may knock. `anybody` needs no sign-in: report forms, sign-in, public pages. Row rules come after. */
  may: Permission | 'anybody' | 'signedIn'
  /** What it does, in a few words: the matrix and the documentation print it. */
  does: string
  /** Needs a proof of identity not older than ten minutes: sealing, granting power, exporting. */
  stepUp?: boolean
  /** Takes a file. Its size is limited by the feature that stores it. */
  takesFile?: boolean
  /** Answers a spreadsheet instead of a page: `csvRoute` makes such routes. */
  gives?: 'csv'
  answer: (request: WebRequest) => Promise<Answer>
}

/** A page that belongs to no school: the list of schools, the first visit. It knows nobody. */
export type RootRoute = Pick<Route, 'method' | 'path' | 'does'> & {
  answer: (request: RootRequest) => Promise<Answer>
}
export type RootRequest = Pick<WebRequest, 'context' | 'params' | 'query' | 'body' | 'client' | 'id'> & {
  /** The caller's address is the machine itself: what the first visit asks for. */
  fromLoopback: boolean
}

/** A part that a later feature adds to an earlier one's page about a record: evidence on an incident's page. */
export type Panel = {
  /** The kind of record whose page it stands on: `incident`. */
  on: string
  may: Permission
  /** Its place, from 10 (first) to 90. */
  order: number
  /** Null shows nothing. The page has checked that the record may be seen. */
  draw: (request: WebRequest, recordId: string) => Promise<Html | null>
}

/** A card on the home page, below the person's tasks, and at the head of the board where it says so; null shows nothing. */
export type HomeCard = {
  may: Permission
  order: number
  onBoard?: true
  draw: (request: WebRequest) => Promise<Html | null>
}

export type SchoolInPath = { id: string; slug: string; name: string }

/** What a form sent. A field that was sent twice (checkboxes) is a list. */
export type Sent = Readonly<Record<string, string | readonly string[]>>

/** Whether somebody may knock at a page of the school. A page that no feature offers opens for nobody. */
export type Opens = (path: string) => boolean

/** How a record of some kind is found by whoever asks; it throws NotFound where row rules hide it. */
export type RecordSight = {
  kind: string
  find: (tx: Tx, actor: Actor, recordId: string, now: Date) => Promise<unknown>
}
/** Whether somebody may see the record that something is about. Kinds without row rules of their own are seen by all. */
export type Sees = (about: { kind: string; id: string }) => Promise<boolean>

/** What a route gets. Nothing in it comes from Fastify, so a test can make one by hand. */
export type WebRequest = {
  context: Context
  actor: Actor
  school: SchoolInPath
  params: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
  body: Sent
  /** What was typed into this page's form before the sign-in ran out. */
  typed: Sent | null
  /** For the hidden fields of a form. */
  csrf: string
  once: string
  /** What addresses begin with where they are printed or drawn as a picture code: `https://safety.example`. */
  publicUrl: string
  /** The route that answers, as its table of contents names it: `/incidents/:id/add`. */
  route: Route['path']
  /** The address of a page of this school: `at('/incidents')` is `/s/alder/incidents`. */
  at: (path: string) => string
  /** Whether whoever asks may open a page of this school: `opens('/duty')`. A link is drawn only where it opens. */
  opens: Opens
  /** Whether whoever asks may see a record: a task about another shows itself without it. */
  sees: Sees
  /** The next file of a multipart form, with the fields that came before it in `fields`. */
  nextUpload: () => Promise<Upload | null>
  /** What later features add to pages about a record, in their order. */
  panels: readonly Panel[]
  /** What features show on the home page, in their order. */
  homeCards: readonly HomeCard[]
  /** Where the request comes from. What is `anonymous` may only hash it, with a key of the day (decision S8). */
  client: Client
  id: string
}

export type Client = {
  address: string
  cookies: Readonly<Record<string, string | undefined>>
  userAgent: string
  /** The browser says that a page of this server led here, and no message or other site. */
  fromOwnPage: boolean
}

export type Upload = {
  field: string
  fileName: string
  declaredType: string
  content: Readable
  fields: Sent
}

export type Answer = Page | Redirect | Download

/** A page. `errors` puts "Error: " before the title and makes the status 422 unless another is given. */
export type Page = {
  kind: 'page'
  title: string
  body: Html
  status?: number
  errors?: FieldErrors
  /** Which navigation item is lit: its path. */
  section?: string
  /** `pupil`: few words, large targets, leave-quickly. `public`: no navigation. Default: staff. */
  look?: 'staff' | 'pupil' | 'public'
  /** Shows the page again after so many seconds, without JavaScript: progress of long work. */
  againAfterSeconds?: number
  /** Uses the whole width, for tables and boards. */
  wide?: boolean
  /** What has just been done, in a sentence. */
  notice?: string
  /** Way-marks above the page: breadcrumbs or a link back. */
  before?: Html
  /** Draws "Leave this page quickly" on a page for grown-ups too. On a pupil's page it always stands. */
  leaveQuickly?: boolean
  /** How far a child is in a form of several pages. */
  step?: { at: number; of: number }
}

/** Field name to sentence. The field `''` is about the form as a whole. */
export type FieldErrors = Readonly<Record<string, string>>

/** `cookies` are whole Set-Cookie values: only sign-in sets any. */
export type Redirect = { kind: 'redirect'; to: string; cookies?: readonly string[] }

export type Download = {
  kind: 'download'
  fileName: string
  contentType: string
  content: Buffer | Readable
  /** Shown in the browser instead of saved: only for types that cannot carry script. */
  inline?: boolean
}

/** A page; 200, or 422 with errors, unless it says otherwise. */
export function page(parts: Omit<Page, 'kind'>): Page {
  return { kind: 'page', ...parts }
}

/** After a change: 303, so that reloading the page does not send the form again. */
export function redirect(to: string): Redirect {
  return { kind: 'redirect', to }
}

/** A file to save, or to show where its type can carry no script. */
export function download(parts: Omit<Download, 'kind'>): Download {
  return { kind: 'download', ...parts }
}
