import type { Field } from '#/platform/web/components/fields.ts'
import { form } from '#/platform/web/components/form.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { pictureChoices } from '#/platform/web/components/picture-choices.ts'
import type { FormState } from '#/platform/web/form-routes.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { WebRequest } from '#/platform/web/route.ts'
import { type ProfileKey, profileWords } from '../filtering/index.ts'
import { wants } from './request.ts'

type Drawn = Pick<WebRequest, 'at' | 'csrf' | 'once' | 'publicUrl'> & FormState

/**
 * What a bookmark does on the page where somebody is: it brings here the address of that page, without what was searched for. A page of
 * ours runs no script in an address and links to none, so it is copied into a bookmark by hand.
 */
export const bookmarkOf = ({ publicUrl, at }: Pick<WebRequest, 'publicUrl' | 'at'>): string =>
  `javascript:location.href='${publicUrl}${at('/ask-for-site')}?wants=block&site='+encodeURIComponent(location.origin+location.pathname)`

/** For an adult: what is asked, for which group, which site, why. */
export function askPage(groups: readonly ProfileKey[], drawn: Drawn): Html {
  const { at, csrf, once, values, errors } = drawn
  return html`<h1 class="govuk-heading-l">Ask for a site, or report one</h1>
${form({
  action: at('/ask-for-site'),
  csrf,
  once,
  values,
  errors,
  fields: [
    {
      kind: 'choice',
      name: 'wants',
      label: 'What is it about?',
      choices: [
        {
          value: 'open',
          text: 'A blocked site is needed',
          reveals: [
            {
              kind: 'choices',
              name: 'profiles',
              label: 'Who needs it?',
              hint: 'Nobody chosen: you yourself.',
              small: true,
              choices: groups.map((value) => ({ value, text: profileWords(value) })),
            },
          ],
        },
        {
          value: 'block',
          text: 'A site is unsuitable',
          hint: 'Close it or turn the screen away first. Day, time and you are written down with it.',
        },
      ],
    },
    siteField('Address of the site'),
    {
      kind: 'longText',
      name: 'why',
      label: 'What is it for, or what is wrong with it?',
      optional: true,
      rows: 3,
      limit: 1000,
    },
  ],
  submit: 'Send',
})}
<p class="govuk-body">Did a child come to harm, or is it about a person? <a class="govuk-link" href="${at('/report')}">Tell us</a> instead.</p>
<p class="govuk-body"><a class="govuk-link" href="${at('/my-site-requests')}">What you asked before, and the answers</a></p>
${govuk.details({
  summaryText: 'Report a page with one press, next time',
  html: html`<p class="govuk-body">Make a new bookmark in your browser, name it “Report this page”, and paste this as its address:</p>
<p class="govuk-body sk-breaks"><code data-typed>${bookmarkOf(drawn)}</code></p>
<p class="govuk-body">Press it on a page that is unsuitable: this form opens with the address filled in. What you searched for there is left out.</p>`,
})}`
}

/**
 * For a child: two pictures to press. Where the block page has filled the address in, nothing is typed; whoever signed in as themselves
 * may say what they need it for, and finds the answers to what they asked before.
 */
export function childAskPage({ at, csrf, once, values, errors }: Drawn, isSignedIn: boolean): Html {
  const known = typeof values.site === 'string' && values.site !== ''
  return html`${form({
    action: at('/ask-for-site'),
    csrf,
    once,
    values,
    errors,
    fields: [
      pictureChoices({
        name: 'wants',
        question: known ? 'What about this site?' : 'What about a site?',
        choices: [
          { value: 'open', text: wants.open.child, picture: 'question' },
          { value: 'block', text: wants.block.child, picture: 'screen-off' },
        ],
        values,
        errors,
        heading: true,
      }),
      known
        ? html`<p class="govuk-body-l" data-typed>${values.site}</p><input type="hidden" name="site" value="${values.site}">`
        : siteField('Which site?'),
      ...(isSignedIn ? [childWhy] : []),
    ],
    submit: 'Send it',
  })}
${isSignedIn && html`<p class="govuk-body-l"><a class="govuk-link" href="${at('/my-site-requests')}">What you asked before</a></p>`}
<p class="govuk-body-l">Did you see something that upset you? <a class="govuk-link" href="${at('/report')}">Tell us about it</a>.</p>`
}

const childWhy: Field = {
  kind: 'longText',
  name: 'why',
  label: 'Do you want to say more?',
  hint: 'What you need it for, or what is not nice about it.',
  optional: true,
  rows: 2,
  limit: 1000,
}

const siteField = (label: string): Field => ({
  kind: 'text',
  name: 'site',
  label,
  hint: 'For example, www.bbc.co.uk/bitesize',
})

/** After sending. Nobody is to blame, and nothing of it stays on the screen. */
export function thanksPage(
  at: WebRequest['at'],
  { readsOwn, isChild }: { readsOwn: boolean; isChild: boolean },
): Html {
  return html`<h1 class="govuk-heading-xl">Thank you for asking</h1>
<p class="govuk-body-l">A person looks at it. You did the right thing.</p>
${readsOwn && html`<p class="govuk-body-l"><a class="govuk-link" href="${at('/my-site-requests')}">Read the answer here later</a></p>`}
${govuk.button({ text: isChild ? 'I am finished' : 'Finish', href: at('/') })}`
}
