// What is kept about whoever reads, in plain words, and how long each kind of record is kept.

import type { KeptRecord } from '#/platform/feature.ts'
import { govuk } from '#/platform/web/components/govuk.ts'
import { plainTable } from '#/platform/web/components/plain-table.ts'
import { type Html, html } from '#/platform/web/html.ts'

/** The public page about records. The periods are the rules that the features hand over. */
export function whatWeKeepPage(email: string | null, kept: readonly KeptRecord[]): Html {
  return html`<h1 class="govuk-heading-l">What we keep about you</h1>
<p class="govuk-body-l">In plain words. The school decides why this is kept and answers for it.</p>
${govuk.summaryList({ rows: whatWeKeep.map(({ when, what }) => ({ key: { text: when }, value: { text: what } })) })}
<h2 class="govuk-heading-m">What nobody can promise</h2>
<p class="govuk-body">The network you use (the school’s, or your phone company’s) may still show that this page was opened. It does not show what you wrote.</p>
<p class="govuk-body">If you tell us that a child may be harmed, we must tell those who can help. We tell nobody else.</p>
<h2 class="govuk-heading-m">How long each record is kept</h2>
<p class="govuk-body">These are the shortest periods. Nothing goes by itself: a person looks first.</p>
${govuk.details({ summaryText: `Record by record: ${kept.length} kinds`, html: periodsTable(kept) })}
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
]

const ends: Readonly<Record<KeptRecord['atTheEnd'], string>> = {
  review: 'somebody looks at it and decides',
  destroy: 'it is destroyed',
  transfer: 'it goes to the next school',
  archive: 'it goes to the archive',
}

function periodsTable(kept: readonly KeptRecord[]): Html {
  return plainTable({
    caption: 'Records, and how long they are kept',
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [{ text: 'Record' }, { text: 'How long' }, { text: 'Why so long' }],
    rows: kept.map((rule) => [
      { text: capital(rule.record) },
      { text: periodOf(rule) },
      { text: rule.requiredByLaw ? `${rule.source} (the law asks for it)` : rule.source },
    ]),
  })
}

function periodOf({ from, keptForYears, atTheEnd }: KeptRecord): string {
  if (keptForYears === 'permanent') return `From ${from}, for good`
  return `From ${from}, ${keptForYears === 1 ? '1 year' : `${keptForYears} years`}; then ${ends[atTheEnd]}`
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
