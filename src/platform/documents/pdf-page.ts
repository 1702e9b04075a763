import { drawLine, type Line, lineHeightPt, lineWidthPt, type Pdf, type TextStyle } from './pdf-text.ts'

/** A node of the tree that a screen reader walks. */
export type Tag = ReturnType<Pdf['struct']>

export type TagOptions = { alt?: string; actual?: string; scope?: 'Column' | 'Row' }

/** Where the next thing goes. All measures in points, from the top left. */
export type Cursor = { pdf: Pdf; root: Tag; yPt: number }

export const page = { widthPt: 595.28, heightPt: 841.89, sidePt: 62, topPt: 74, bottomPt: 76 } as const
export const textWidthPt = page.widthPt - 2 * page.sidePt
export const lowestPt = page.heightPt - page.bottomPt

/** Opens a tag below another. Whoever opens it ends it. */
export function openTag(pdf: Pdf, above: Tag, type: string, options: TagOptions = {}): Tag {
  const tag = pdf.struct(type, options)
  above.add(tag)
  return tag
}

/** Draws something as this tag's content. */
export function drawAs(pdf: Pdf, tag: Tag, type: string, draw: () => void): void {
  const content = pdf.markStructureContent(type)
  draw()
  pdf.endMarkedContent()
  tag.add(content)
}

/** Draws something that is only decoration: readers skip it. */
export function drawArtifact(pdf: Pdf, draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
  pdf.markContent('Artifact', { type })
  draw()
  pdf.endMarkedContent()
}

/** Turns the page when what comes next would not fit. Answers whether it did. */
export function makeRoom(at: Cursor, neededPt: number): boolean {
  if (at.yPt + neededPt <= lowestPt) return false
  at.pdf.addPage()
  at.yPt = page.topPt
  return true
}

/** Sets lines one below the other as one tag, across pages where need be; never leaves a single line behind. */
export function setLines(
  at: Cursor,
  tag: Tag,
  type: string,
  lines: readonly Line[],
  style: TextStyle,
  xPt: number,
): void {
  const height = lineHeightPt(style)
  let left = [...lines]
  while (left.length > 0) {
    makeRoom(at, height * Math.min(2, left.length))
    const fitting = Math.max(1, Math.floor((lowestPt - at.yPt) / height))
    const widow = left.length - fitting === 1 && fitting > 2
    const here = left.slice(0, widow ? fitting - 1 : fitting)
    drawAs(at.pdf, tag, type, () => {
      for (const [i, line] of here.entries()) drawLine(at.pdf, line, style, xPt, at.yPt + i * height)
    })
    at.yPt += here.length * height
    left = left.slice(here.length)
    if (left.length > 0) makeRoom(at, lowestPt)
  }
}

/** Where a line starts so that it ends at the right edge. */
export function rightAlignedPt(line: Line, rightPt: number): number {
  return rightPt - lineWidthPt(line)
}
