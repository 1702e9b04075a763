import { type Html, html, trusted } from '../html.ts'

/** A QR code as drawn by the package `qrcode` (an SVG of paths and numbers), with words for those who cannot see it. */
export function qrPicture(svg: string, words: string): Html {
  if (!/^<svg [^<>]*>(?:<path [^<>]*\/>)+<\/svg>\s*$/.test(svg)) {
    throw new TypeError('A QR code is an SVG of paths and nothing else.')
  }
  return html`<div class="sk-qr" role="img" aria-label="${words}">${trusted(svg)}</div>`
}
