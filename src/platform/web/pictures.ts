import { type Html, html } from './html.ts'
import { assetsPath } from './look/sources.ts'

/** Our drawings for pupils' pages, one line style, in `look/images/`. */
export const pictures = [
  'back',
  'chat',
  'face-angry',
  'face-happy',
  'face-sad',
  'face-unsure',
  'face-worried',
  'film',
  'game',
  'listen',
  'password',
  'picture',
  'question',
  'safe-adult',
  'screen-off',
  'sent',
  'stop',
  'stranger',
  'tell',
  'unkind',
] as const

export type Picture = (typeof pictures)[number]

/** A drawing. Words always stand beside it, so it is silent to a screen reader unless `says` tells what it adds. */
export function picture(name: Picture, says = ''): Html {
  return html`<img class="sk-picture" src="${assetsPath}/${name}.svg" alt="${says}" width="120" height="120">`
}
