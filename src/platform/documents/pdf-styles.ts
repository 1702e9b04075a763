import type { TextStyle } from './pdf-text.ts'

/** Each text colour has at least 7:1 against white and against the shade. */
export const colours = {
  ink: '#0b0c0c',
  brand: '#14405c',
  quiet: '#484d50',
  rule: '#b8bec2',
  shade: '#eef3f6',
} as const

export const styles = {
  organisation: { bold: true, sizePt: 11, colour: colours.brand },
  title: { bold: true, sizePt: 27, colour: colours.ink },
  subtitle: { bold: false, sizePt: 14, colour: colours.quiet },
  heading2: { bold: true, sizePt: 17, colour: colours.brand },
  heading3: { bold: true, sizePt: 13, colour: colours.ink },
  body: { bold: false, sizePt: 11, colour: colours.ink },
  caption: { bold: true, sizePt: 10.5, colour: colours.ink },
  tableHeading: { bold: true, sizePt: 9.5, colour: colours.ink },
  table: { bold: false, sizePt: 9.5, colour: colours.ink },
  small: { bold: false, sizePt: 8.5, colour: colours.quiet },
} as const satisfies Record<string, TextStyle>
