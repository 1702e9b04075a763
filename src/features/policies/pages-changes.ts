// What changed between two versions, word by word. Never by colour alone: what is new is underlined, what is gone struck out.

import { govuk } from '#/platform/web/components/govuk.ts'
import { type Html, html } from '#/platform/web/html.ts'
import type { At } from './pages-text.ts'
import type { Version } from './version.ts'
import type { ParagraphChange, Piece } from './word-changes.ts'

type Changes = {
  version: Version
  /** The version that it is compared with. */
  from: Version
  earlier: readonly Version[]
  changes: readonly ParagraphChange[]
  at: At
}

const tags = {
  changed: { text: 'Changed', colour: 'yellow' },
  added: { text: 'New', colour: 'green' },
  removed: { text: 'Taken out', colour: 'red' },
  moved: { text: 'Moved', colour: 'grey' },
} as const

/** Only what changed, with its place in the text. */
export function changesPage({ version, from, earlier, changes, at }: Changes): Html {
  const shown = changes.filter(({ kind }) => kind !== 'same')
  const same = changes.length - shown.length
  return html`${govuk.backLink({ text: 'The version', href: at(`/policy-register/versions/${version.id}`) })}
<span class="govuk-caption-l">${version.title}</span>
<h1 class="govuk-heading-l">What changed from version ${from.number} to ${version.number}</h1>
<p class="govuk-body">${version.changeNote}</p>
<p class="govuk-body"><ins>Underlined</ins> is new, <del>struck out</del> is gone. ${same === 0 ? '' : same === 1 ? 'One paragraph is as it was.' : `${same} paragraphs are as they were.`}</p>
${earlier.length > 1 && otherVersions(version, from, earlier, at)}
${shown.length === 0 && html`<p class="govuk-body">Nothing in the text changed.</p>`}
${shown.map(changePart)}`
}

function changePart({ kind, heading, number, pieces }: ParagraphChange): Html {
  if (kind === 'same') return html``
  const { text, colour } = tags[kind]
  return html`<section class="govuk-!-margin-bottom-6">
<h2 class="govuk-heading-s govuk-!-margin-bottom-1">${number} ${heading} ${govuk.tag({ text, classes: `govuk-tag--${colour}` })}</h2>
<p class="govuk-body sk-changes">${pieces.map(pieceOf)}</p></section>`
}

function pieceOf({ kind, text }: Piece): Html {
  if (kind === 'added') return html`<ins>${text}</ins>`
  if (kind === 'removed') return html`<del>${text}</del>`
  return html`${text}`
}

function otherVersions(version: Version, from: Version, earlier: readonly Version[], at: At): Html {
  const links = earlier
    .filter(({ id }) => id !== from.id)
    .map(
      ({ id, number }) =>
        html`<a class="govuk-link" href="${at(`/policy-register/versions/${version.id}/changes?from=${id}`)}">version ${number}</a> `,
    )
  return html`<p class="govuk-body govuk-!-display-none-print">Compare with ${links}</p>`
}
