// What settings of the network say in lines that a person types: names with addresses.

import { isIP } from 'node:net'

/** Words between blanks and commas. */
export const wordsIn = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word !== '')

type Named = { name: string; rest: string[] }
const isName = (text: string): boolean =>
  /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/.test(
    text,
  )

/** One a line: a name, then addresses. A line that is none is left out. */
export function namesIn(text: string): Named[] {
  return text.split(/\n+/).flatMap((line) => {
    const [name = '', ...rest] = wordsIn(line.toLowerCase())
    return isName(name) && rest.length > 0 ? [{ name, rest }] : []
  })
}

const isServer = (text: string): boolean =>
  isIP(text) !== 0 ||
  (/^[\d.]+:\d{1,5}$/.test(text) &&
    isIP(text.replace(/:\d+$/, '')) === 4 &&
    Number(text.split(':')[1]) <= 65_535)

/** What is wrong with lines of names and addresses, in a sentence; null when nothing is. */
export function problemOfNames(text: string, of: 'addresses' | 'servers'): string | null {
  const isOk = of === 'addresses' ? (word: string) => isIP(word) !== 0 : isServer
  const wrong = text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .find((line) => namesIn(line).length === 0 || namesIn(line).some(({ rest }) => !rest.every(isOk)))
  return wrong === undefined
    ? null
    : `“${wrong.trim()}” is no name with ${of === 'addresses' ? 'its addresses. Write it like printer.school.local 10.4.0.9.' : 'the servers that answer for it. Write it like ad.school.local 10.4.0.3.'}`
}

/** What is wrong with addresses of a block page, in a sentence; null when nothing is. */
export function problemOfAddresses(text: string): string | null {
  const wrong = wordsIn(text).find((word) => isIP(word) === 0)
  return wrong === undefined ? null : `“${wrong}” is no address. Write it like 10.4.0.2.`
}
