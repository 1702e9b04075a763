/** A close upper bound of the width of text set at 15 px in the product's typeface; there is no browser to ask. */
export function textWidthPx(text: string): number {
  let widthPx = 0
  for (const letter of text) {
    if (/[iljtf.,:;'’“”!|()[\] ]/.test(letter)) widthPx += 4.9
    else if (/[mwMW@%—]/.test(letter)) widthPx += 12.8
    else widthPx += /[A-Z0-9]/.test(letter) ? 9.6 : 8.1
  }
  return widthPx
}

/** Lines of at most the width given; a single longer word stands on its own line. */
export function wrapText(text: string, maxWidthPx: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word
    if (line && textWidthPx(longer) > maxWidthPx) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line ? [...lines, line] : lines
}
