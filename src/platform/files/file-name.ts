const maxCharacters = 100

// Controls, and marks that turn or hide text (so that "gpj.exe" cannot be made to read "exe.jpg"); then what Windows forbids.
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu
const forbidden = /[<>:"|?*]/g
const reservedOnWindows = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** A name that is safe to print and to save under anywhere: no folders, nothing unseen, and the ending of the type found. */
export function safeFileName(declared: string, ending: string): string {
  const lastPart = declared.split(/[/\\]/).at(-1) ?? ''
  const plain = lastPart.normalize('NFC').replace(unseen, '').replace(forbidden, '-').trim()
  const stem = plain.replace(/\.[^.]{0,8}$/, '').replace(/^[.\s]+|[.\s]+$/g, '')
  const short = [...stem].slice(0, maxCharacters).join('').trim()
  if (short === '') return `file.${ending}`
  return `${reservedOnWindows.test(short) ? `file-${short}` : short}.${ending}`
}
