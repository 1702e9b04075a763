// What stands around a page: the school's name, navigation by role, who is signed in, who is on duty.

import { designatedRoles, fullName, type OnDuty, onDutyNow, roleWords } from '#/features/people/index.ts'
import { countTasksOf } from '#/features/tasks/index.ts'
import { formatInstant } from '#/kernel/london-time.ts'
import { may } from '#/platform/access/access.ts'
import { reading } from '#/platform/context.ts'
import type { NavigationItem } from '#/platform/feature.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import type { Html } from '#/platform/web/html.ts'
import { type DutyLine, type Foot, type Frame, layout, type SignedIn } from '#/platform/web/layout.ts'
import { pupilLayout } from '#/platform/web/pupil-layout.ts'
import type { Page, SchoolInPath, WebRequest } from '#/platform/web/route.ts'

export type DrawParts = {
  navigation: readonly NavigationItem[]
  /** The addresses of all pages of a school, as their routes name them. */
  pages: ReadonlySet<string>
  demonstration: string | undefined
}

/** Draws a page with all that stands around it. Without a request it belongs to no school: nothing is known. */
export async function drawPage(parts: DrawParts, page: Page, request: WebRequest | null): Promise<string> {
  const school = request ? inFrame(request.school) : undefined
  if (page.look === 'pupil') return String(pupilLayout(frameOf(parts, page, school)))
  const frame = frameOf(parts, page, school)
  if (request === null || school === undefined) return String(layout(frame))
  const foot = footOf(request)
  if (request.actor.kind !== 'person' || page.look === 'public') return String(layout({ ...frame, foot }))
  const actor = request.actor
  const { tasks, onDuty } = await reading(request.context, actor, async (tx) => ({
    tasks: await countTasksOf(tx, actor),
    onDuty: await onDutyNow(tx, actor.schoolId, request.context.clock()),
  }))
  const navigation = navigationOf(parts, page, request, tasks)
  return String(
    layout({
      ...wayBack(parts, page, request),
      ...frame,
      foot,
      navigation,
      duty: dutyLine(onDuty, request),
      signedIn: signedInOf(request),
    }),
  )
}

/**
 * Leads from a page to the nearest page above it in its address that the reader may open. Only where the page belongs
 * to an item of the navigation, and does not lead back by itself.
 */
export function wayBack(
  { navigation, pages }: DrawParts,
  { section, body }: Page,
  { route, params, opens, at }: WebRequest,
): { before?: Html } {
  if (section === undefined || /class="govuk-back-link/.test(String(body))) return {}
  for (let above = parentOf(route); above !== ''; above = parentOf(above)) {
    // An address between two others need be none: `/accounts/new` stands above `/accounts/new/generic` and is no page.
    if (!pages.has(above)) continue
    const path = above.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => params[name] ?? '')
    if (!opens(path)) continue
    const text = navigation.find((item) => item.path === above)?.text ?? 'Back'
    return { before: govuk.backLink({ text, href: at(path) }) }
  }
  return {}
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))

function frameOf(parts: DrawParts, page: Page, school: Frame['school']): Frame & Pick<Page, 'step'> {
  const { kind: _kind, look: _look, status: _status, section: _section, ...drawn } = page
  return {
    ...drawn,
    ...(school ? { school } : {}),
    ...(parts.demonstration === undefined ? {} : { demonstration: parts.demonstration }),
  }
}

function inFrame(school: SchoolInPath): NonNullable<Frame['school']> {
  return { name: school.name, href: `/s/${school.slug}` }
}

function footOf(request: WebRequest): Foot {
  return {
    report: request.at('/report'),
    accessibility: request.at('/accessibility'),
    whatWeKeep: request.at('/what-we-keep'),
  }
}

/** Who answers now (decision S1): the page never leaves it open. */
function dutyLine(onDuty: readonly OnDuty[], request: WebRequest): DutyLine {
  const link = request.opens('/duty') ? { href: request.at('/duty') } : {}
  const [first] = onDuty
  if (!first) return { kind: 'nobody', text: 'Nobody is on duty for safeguarding now', ...link }
  const until = first.until ? `, until ${formatInstant(first.until)}` : ''
  const role = first.because === 'cover' ? 'cover' : roleWords(first.because).toLowerCase()
  return { kind: 'onDuty', text: `${fullName(first.person)}, ${role}${until}`, ...link }
}

function navigationOf(
  parts: DrawParts,
  page: Page,
  request: WebRequest,
  tasks: number,
): NonNullable<Frame['navigation']> {
  return parts.navigation
    .filter((item) => may(request.context, request.actor, item.may))
    .map(({ text, path, under }) => ({
      text,
      under,
      href: request.at(path),
      current: page.section === path,
      ...(path === '/tasks' ? { count: tasks } : {}),
    }))
}

/** What somebody is besides, and is not known for. */
const besideOthers: ReadonlySet<string> = new Set(['seniorLeader', 'lineManager', 'committeeMember'])

function signedInOf({ actor, at, csrf }: WebRequest): SignedIn {
  const roles = actor.kind === 'person' ? [...actor.roles] : []
  const designated = Object.keys(designatedRoles).filter((role) => roles.includes(role))
  const known = designated.find((role) => !besideOthers.has(role)) ?? designated[0] ?? roles[0]
  return {
    name: actor.kind === 'person' ? actor.name : '',
    // What somebody was designated to is what they are known for.
    role: roleWords(known ?? ''),
    href: at('/account'),
    signOut: { action: at('/sign-out'), csrf },
  }
}
