import { type Html, html } from '#/platform/web/html.ts'
import { type Picture, picture } from '#/platform/web/pictures.ts'

type At = (path: string) => string

/** Smaller ways below the doors. `for`: roles whose it is; empty is everybody. */
const ways = {
  '/links': {
    title: 'Our links',
    says: 'Sites for your lesson or homework, with the code from your teacher.',
    for: ['pupil', 'guardian'],
  },
  '/ask-for-site': {
    title: 'Ask for a site, or report one',
    says: 'When a site that you need is blocked, or one is not nice.',
    for: ['pupil'],
  },
  '/our-tools': {
    title: 'Apps that we may use',
    says: 'In short words, for children.',
    for: ['pupil'],
  },
  '/approved-tools': {
    title: 'Tools that we use',
    says: 'Apps and sites that the school looked at before anybody uses them.',
    for: ['guardian', 'visitor'],
  },
  '/what-is-filtered': {
    title: 'What is filtered, and why',
    says: 'What the school’s network blocks, and what nobody can promise.',
    for: [],
  },
} as const satisfies Record<`/${string}`, { title: string; says: string; for: readonly string[] }>
export type WayPath = keyof typeof ways
const wayPaths = Object.keys(ways) as WayPath[]

/** The ways of those who have one of the roles; all of them where nobody knows who came. */
export const waysOf = (roles: readonly string[] | null): WayPath[] =>
  wayPaths.filter((path) => {
    const whose: readonly string[] = ways[path].for
    return roles === null || whose.length === 0 || whose.some((role) => roles.includes(role))
  })

/** The front door for everybody who has no tasks to go to, signed in or not. */
export function homePage({
  school,
  ways: shown,
  isSignedIn,
  at,
}: {
  school: string
  ways: readonly WayPath[]
  isSignedIn: boolean
  at: At
}): Html {
  return html`<div>
<h1 class="govuk-heading-xl">${school}</h1>
<p class="govuk-body-l">Keeping everybody here safe online.</p>
<ul class="sk-doors">
${door({ href: at('/report'), picture: 'tell', title: 'Something is wrong online – tell us', says: 'Anybody may: pupils, parents, staff. You need no sign-in and no name.' })}
${door({ href: at('/report/reply'), picture: 'chat', title: 'Use my code', says: 'Read the answer to what you told us.' })}
${
  !isSignedIn &&
  html`${door({ href: at('/class-session/join'), picture: 'safe-adult', title: 'In a class?', says: 'Type the three words on the board.' })}
${door({ href: at('/sign-in'), picture: 'password', title: 'Sign in', says: 'For staff, governors, and pupils and parents with a sign-in of their own.' })}`
}
</ul>
${
  shown.length > 0 &&
  html`<h2 class="govuk-heading-m">Also here</h2>
<ul class="govuk-list">${shown.map(
    (path) =>
      html`<li><p class="govuk-body"><a class="govuk-link govuk-!-font-weight-bold" href="${at(path)}">${ways[path].title}</a><br>${ways[path].says}</p></li>`,
  )}</ul>`
}</div>`
}

function door(parts: { href: string; picture: Picture; title: string; says: string }): Html {
  return html`<li class="sk-door"><a class="sk-door__link" href="${parts.href}">${picture(parts.picture)}
<span><span class="sk-door__title">${parts.title}</span><span class="sk-door__says">${parts.says}</span></span></a></li>`
}

/** Which school does somebody want? */
export function schoolsPage(schools: readonly { slug: string; name: string }[]): Html {
  return html`<h1 class="govuk-heading-xl">Choose your school</h1>
<ul class="sk-doors">${schools.map(({ slug, name }) => door({ href: `/s/${slug}`, picture: 'safe-adult', title: name, says: 'Tell us, read an answer, or sign in.' }))}</ul>`
}

/** What works, what does not, and whom to tell; without an address it points to the office. */
export function accessibilityPage(email: string | null): Html {
  return html`<h1 class="govuk-heading-l">Accessibility</h1>
<p class="govuk-body-l">Everybody must be able to tell us that something is wrong. We aim for WCAG 2.2, level AA, on every page.</p>
<h2 class="govuk-heading-m">What you can do</h2>
<ul class="govuk-list govuk-list--bullet">
<li>use every page with a keyboard alone, or with a screen reader</li>
<li>zoom to 400% without losing anything</li>
<li>use everything without JavaScript</li>
<li>have the pages for children read to you, where your device has a voice of its own</li>
</ul>
<h2 class="govuk-heading-m">What does not work as well</h2>
<p class="govuk-body">Pictures of flows are also given as lists, because a picture cannot be read by a screen reader line by line. Printed reports as Word documents may lose the order of wide tables.</p>
<h2 class="govuk-heading-m">If something gets in your way</h2>
${contactLine(email)}
<p class="govuk-body">If something is wrong online and a page stops you from saying so, tell any adult at school, or ring Childline on 0800 1111.</p>`
}

function contactLine(email: string | null): Html {
  return email === null
    ? html`<p class="govuk-body">Tell the school office. You will have an answer within five school days.</p>`
    : html`<p class="govuk-body">Write to <a class="govuk-link" href="mailto:${email}">${email}</a> or tell the school office. You will have an answer within five school days.</p>`
}
