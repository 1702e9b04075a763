// What a child reads in place of a site: why, whom to ask, and that nobody is cross. It needs nothing from elsewhere.

import { helpWords } from '#/engines/filter/index.ts'

/** `askAt` is where somebody asks for the site, `signInAt` where they say who they are; undefined where that changes nothing. */
export function drawBlockPage({
  sentence,
  host,
  askAt,
  signInAt,
}: {
  sentence: string
  host: string
  askAt: string | undefined
  signInAt: string | undefined
}): string {
  const signIn = signInAt
    ? `<p><a href="${escaped(signInAt)}">Sign in</a>, so that this device knows who you are. More may be open to you then.</p>`
    : ''
  const ask = askAt
    ? `<p><a href="${escaped(askAt)}">Ask for this site, or tell us that something is wrong with it</a></p>`
    : ''
  const site = host === '' ? '' : `<p class="site">${escaped(host)}</p>`
  const heading = 'This page is not open here'
  return drawPage(
    heading,
    `<h1>${heading}</h1>
${site}
<p>${escaped(sentence)}</p>
<p>You may have come here by accident. That is all right.</p>
${signIn}
${ask}
<p>If something online worries you, tell an adult you trust. Childline is free, day and night: ${toRing('0800 1111')}.</p>`,
  )
}

/** What somebody reads who looked for ways to harm themselves: help, which is always open. */
export function drawHelpPage(): string {
  const { heading, why, danger, listens, who, atSchool, byAccident } = helpWords
  return drawPage(
    heading,
    `<h1>${heading}</h1>
<p>${why}</p>
<p>${danger.before} ${toRing(danger.number)} ${danger.after}</p>
<p>${listens}</p>
<ul>
${who.map(({ name, number, site, says }) => `<li>${name}: ${toRing(number)}, or <a href="${site}">${says}</a></li>`).join('\n')}
</ul>
<p>${atSchool}</p>
<p>${byAccident}</p>`,
  )
}

/** A number that a phone rings, on one line. */
const toRing = (number: string): string =>
  `<a class="ring" href="tel:${number.replaceAll(' ', '')}">${number}</a>`

const drawPage = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`

const style =
  'body{margin:0;font:1.2rem/1.5 sans-serif;color:#10303c;background:#f7f5f0}' +
  'main{max-width:38rem;margin:3rem auto;padding:2rem;background:#fff;border-top:6px solid #e8a33d}' +
  'h1{margin-top:0;font-size:2rem;line-height:1.2}.site{font-weight:bold;overflow-wrap:anywhere}a{color:#14626a}' +
  '.ring{font-weight:bold;white-space:nowrap}ul{padding-left:1.2rem}li{margin-bottom:.6rem}' +
  '@media(max-width:40rem){main{margin:0;padding:1.2rem}}'

const marks: Readonly<Record<string, string>> = {
  '&': '&#38;',
  '<': '&#60;',
  '>': '&#62;',
  '"': '&#34;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? '')
