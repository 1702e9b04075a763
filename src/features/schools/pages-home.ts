import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import { type Picture, picture } from '#/platform/web/pictures.ts'

type At = (path: string) => string

/** The front door for everybody who is not signed in. */
export function homePage(school: string, at: At): Html {
  return html`<div class="sk-home">
<h1 class="govuk-heading-xl">${school}</h1>
<p class="govuk-body-l">Keeping everybody here safe online.</p>
<ul class="sk-doors">
${door({ href: at('/report'), picture: 'tell', title: 'Something is wrong online – tell us', says: 'Anybody may: pupils, parents, staff. You need no sign-in and no name.' })}
${door({ href: at('/report/reply'), picture: 'chat', title: 'Use my code', says: 'Read the answer to what you told us.' })}
${door({ href: at('/class-session/join'), picture: 'safe-adult', title: 'In a class?', says: 'Type the three words on the board.' })}
${door({ href: at('/sign-in'), picture: 'password', title: 'Sign in', says: 'For staff, governors and pupils with a sign-in of their own.' })}
</ul></div>`
}

function door(parts: { href: string; picture: Picture; title: string; says: string }): Html {
  return html`<li class="sk-door"><a class="sk-door__link" href="${parts.href}">${picture(parts.picture)}
<span class="sk-door__words"><span class="sk-door__title">${parts.title}</span><span class="sk-door__says">${parts.says}</span></span></a></li>`
}

/** Which school does somebody want? */
export function schoolsPage(schools: readonly { slug: string; name: string }[]): Html {
  return html`<h1 class="govuk-heading-xl">Choose your school</h1>
<ul class="sk-doors">${schools.map(({ slug, name }) => door({ href: `/s/${slug}`, picture: 'safe-adult', title: name, says: 'Tell us, read an answer, or sign in.' }))}</ul>`
}

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

export function whatWeKeepPage(email: string | null): Html {
  return html`<h1 class="govuk-heading-l">What we keep about you</h1>
<p class="govuk-body-l">In plain words. The school decides why this is kept and answers for it.</p>
${govuk.summaryList({ rows: whatWeKeep.map(({ when, what }) => ({ key: { text: when }, value: { text: what } })) })}
<h2 class="govuk-heading-m">What nobody can promise</h2>
<p class="govuk-body">The network you use (the school’s, or your phone company’s) may still show that this page was opened. It does not show what you wrote.</p>
<p class="govuk-body">If you tell us that a child may be harmed, we must tell those who can help. We tell nobody else.</p>
<h2 class="govuk-heading-m">Your rights</h2>
<p class="govuk-body">You may ask to see what is kept about you, and to have it put right. ${email !== null && html`Write to <a class="govuk-link" href="mailto:${email}">${email}</a>.`}
If you are not content with the answer, the Information Commissioner’s Office helps: 0303 123 1113.</p>`
}

const whatWeKeep: readonly { when: string; what: string }[] = [
  {
    when: 'You tell us without your name',
    what: 'What you wrote, and when. No name, no address of your device, no browser. The code that we show you is kept only as a fingerprint, so nobody but you can use it.',
  },
  {
    when: 'You tell us with your name',
    what: 'Your name, what you wrote, and when. Only those who must help can read it: the page that you write on says who.',
  },
  {
    when: 'You tell us from your class’s session',
    what: 'What you wrote, your class, and which adult opened the session. Nothing stays on the screen for the next person.',
  },
  {
    when: 'You sign in',
    what: 'Your sign-in name, when you signed in and out, and what you did here. Your password is kept only as a fingerprint. One cookie, so that you stay signed in; it ends with your session.',
  },
  {
    when: 'You only look at these pages',
    what: 'Nothing about you. There is no advertising, no counting of visitors by others, and nothing comes from another company’s server.',
  },
  {
    when: 'How long',
    what: 'As long as the school’s retention schedule says: for what concerns a child’s safety, usually until that child is 25.',
  },
]

function contactLine(email: string | null): Html {
  return email === null
    ? html`<p class="govuk-body">Tell the school office. You will have an answer within five school days.</p>`
    : html`<p class="govuk-body">Write to <a class="govuk-link" href="mailto:${email}">${email}</a> or tell the school office. You will have an answer within five school days.</p>`
}
