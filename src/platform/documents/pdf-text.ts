import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type PDFDocument from 'pdfkit'

export type Pdf = InstanceType<typeof PDFDocument>

export type TextStyle = { bold: boolean; sizePt: number; colour: string }

/** Words of one line that one font can draw. */
type Run = { font: string; text: string; widthPt: number }

export type Line = readonly Run[]

type FontName = 'latin' | 'latin-ext'

const weights = { normal: '400-normal', bold: '700-normal' } as const
const files: readonly FontName[] = ['latin', 'latin-ext']
const lineHeight = 1.4
// As WOFF: from WOFF2 the font library embeds empty glyphs.
const folder = createRequire(import.meta.url).resolve('@fontsource/atkinson-hyperlegible/package.json')

// The font has no glyph for these, and they have plain equals.
const plainEquals: Readonly<Record<string, string>> = {
  '\u2010': '-',
  '\u2011': '-',
  '\u2192': '>',
  '\u2212': '-',
  '\t': ' ',
}

/** Makes Atkinson Hyperlegible known to the document: western letters, and those of the rest of Europe's names. */
export function registerFonts(pdf: Pdf): void {
  for (const file of files) {
    for (const [weight, suffix] of Object.entries(weights)) {
      const path = `${folder.replace(/package\.json$/, '')}files/atkinson-hyperlegible-${file}-${suffix}.woff`
      pdf.registerFont(`${file} ${weight}`, readFileSync(path))
    }
  }
}

/** Breaks text into lines no wider than given. A word that is wider than the line is broken within. */
export function wrapText(pdf: Pdf, text: string, style: TextStyle, widthPt: number): Line[] {
  const lines: Line[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(/ +/)) {
      const longer = line === '' ? word : `${line} ${word}`
      if (widthOf(pdf, longer, style) <= widthPt) {
        line = longer
        continue
      }
      if (line !== '') lines.push(withSpace(runsOf(pdf, line, style)))
      const pieces = breakWord(pdf, word, style, widthPt)
      lines.push(...pieces.slice(0, -1).map((piece) => runsOf(pdf, piece, style)))
      line = pieces.at(-1) ?? ''
    }
    lines.push(runsOf(pdf, line, style))
  }
  return lines
}

/** Draws a line with its top at `yPt`. The caller has opened the tag that it belongs to. */
export function drawLine(pdf: Pdf, line: Line, style: TextStyle, xPt: number, yPt: number): void {
  let x = xPt
  for (const run of line) {
    pdf.font(run.font, style.sizePt).fillColor(style.colour)
    pdf.text(run.text, x, yPt, { lineBreak: false })
    x += run.widthPt
  }
}

/** The widths of its runs together, in points. */
export function lineWidthPt(line: Line): number {
  return line.reduce((sum, run) => sum + run.widthPt, 0)
}

/** From one base line to the next, in points. */
export function lineHeightPt(style: TextStyle): number {
  return style.sizePt * lineHeight
}

/** What a reader must hear where the font cannot draw the text: undefined when the page shows it as it is. */
export function actualText(pdf: Pdf, text: string): string | undefined {
  const shown = [...text].every(
    (character) => character === '\n' || fontFor(pdf, character, 'normal') !== undefined,
  )
  return shown ? undefined : text
}

/** A space that is heard and copied but takes no room, so that a line's last word and the next line's first stay two. */
function withSpace(line: Line): Line {
  return line.map((run, i) => (i === line.length - 1 ? { ...run, text: `${run.text} ` } : run))
}

function breakWord(pdf: Pdf, word: string, style: TextStyle, widthPt: number): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && widthOf(pdf, piece + character, style) > widthPt) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...pieces, piece]
}

function widthOf(pdf: Pdf, text: string, style: TextStyle): number {
  return lineWidthPt(runsOf(pdf, text, style))
}

function runsOf(pdf: Pdf, text: string, style: TextStyle): Line {
  const weight = style.bold ? 'bold' : 'normal'
  const runs: { font: string; text: string }[] = []
  for (const character of text) {
    const known = fontFor(pdf, character, weight)
    const drawn = known === undefined ? (plainEquals[character] ?? '?') : character
    const font = known ?? `latin ${weight}`
    const last = runs.at(-1)
    if (last?.font === font) last.text += drawn
    else runs.push({ font, text: drawn })
  }
  return runs.map((run) => ({ ...run, widthPt: pdf.font(run.font, style.sizePt).widthOfString(run.text) }))
}

// Which font draws a character never changes, and asking for each letter of a report takes longer than drawing it.
const knownFonts = new Map<string, string | undefined>()

function fontFor(pdf: Pdf, character: string, weight: keyof typeof weights): string | undefined {
  const key = `${weight} ${character}`
  if (!knownFonts.has(key)) {
    const point = character.codePointAt(0) ?? 0
    knownFonts.set(
      key,
      files.map((file) => `${file} ${weight}`).find((font) => hasGlyph(pdf, font, point)),
    )
  }
  return knownFonts.get(key)
}

/** The library knows this but offers no door to it; its version is pinned, and a test prints a name in both fonts. */
function hasGlyph(pdf: Pdf, font: string, codePoint: number): boolean {
  const current: unknown = Reflect.get(pdf.font(font), '_font')
  return (
    current as { font: { hasGlyphForCodePoint: (point: number) => boolean } }
  ).font.hasGlyphForCodePoint(codePoint)
}
