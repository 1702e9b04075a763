// Reads a school's own policy from a Word file. Of what Word can do, headings, paragraphs and lists are kept, as plain text:
// no picture, no link, no markup passes on, so nothing of the file ever reaches a page but its words.

import { Refused } from '#/kernel/refusal.ts'
import { checkWordFile } from './check-word-file.ts'
import type { NewParagraph } from './paragraph-store.ts'

const mostParagraphs = 400
const longestParagraph = 6_000
const longestHeading = 120

/** The paragraphs of a Word file under their headings. Refuses, in words, what is no plain document or holds no text. */
export async function readWord(file: Buffer): Promise<readonly NewParagraph[]> {
  checkWordFile(file)
  const markup = await markupOf(file)
  const paragraphs = paragraphsIn(markup)
  if (paragraphs.length === 0) throw new Refused('There is no text in this file. Choose another one.')
  if (paragraphs.length > mostParagraphs) {
    throw new Refused(`This file has more than ${mostParagraphs} paragraphs. Divide it into two policies.`)
  }
  const long = paragraphs.find(({ text }) => text.length > longestParagraph)
  if (long) {
    throw new Refused(
      `A paragraph below “${long.heading}” has more than ${longestParagraph.toLocaleString('en-GB')} characters. Divide it and choose the file again.`,
    )
  }
  return paragraphs
}

async function markupOf(file: Buffer): Promise<string> {
  // Only here: it is large, and a policy comes from Word once in two years.
  const { default: mammoth } = await import('mammoth')
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: file },
      {
        externalFileAccess: false,
        includeEmbeddedStyleMap: false,
        convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
      },
    )
    return value
  } catch {
    throw new Refused('This Word file is damaged. Open it in Word, save it again and choose it.')
  }
}

const element = /<(\/?)(h[1-6]|p|li|tr|td|th|ul|ol|table|br)\b[^>]*>|<[^>]*>|([^<]+)/gi

/** Plain text by headings. Exported for its tests: whatever the markup says, only words come out. */
export function paragraphsIn(markup: string): NewParagraph[] {
  const paragraphs: NewParagraph[] = []
  let heading = 'Policy'
  let text = ''
  let within = ''
  const end = (): void => {
    const plain = text.replaceAll(/\s+/g, ' ').trim()
    text = ''
    if (plain === '') return
    if (/^h/.test(within)) {
      heading = plain.replace(/^\d+(\.\d+)*\.?\s+/, '').slice(0, longestHeading) || heading
      return
    }
    const last = paragraphs.at(-1)
    const item = `- ${plain}`
    if (within !== 'li') paragraphs.push({ heading, text: plain, clauses: [] })
    else if (last && last.heading === heading) last.text = `${last.text}\n${item}`
    else paragraphs.push({ heading, text: item, clauses: [] })
  }
  for (const [whole, slash, tag, words] of markup.matchAll(element)) {
    if (words !== undefined) text += decoded(words)
    else if (tag === undefined) continue
    else if (/^br/i.test(tag) || /^t[dh]$/i.test(tag)) text += ' '
    else {
      end()
      within =
        slash === '/' || /^(ul|ol|table|tr)$/i.test(tag)
          ? ''
          : whole.slice(1, 3).toLowerCase().replace('>', '')
    }
  }
  end()
  return paragraphs
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

function decoded(text: string): string {
  return text.replaceAll(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole
    const code = Number.parseInt(name.slice(/^#x/i.test(name) ? 2 : 1), /^#x/i.test(name) ? 16 : 10)
    return code > 31 && code < 0x110000 ? String.fromCodePoint(code) : ' '
  })
}
