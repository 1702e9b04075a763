// What makes a password too easy, in words. Length and a list of what is tried first do more than signs and digits
// (NCSC, NIST SP 800-63B), so nothing asks for a capital or a punctuation mark, and none expires by the calendar.

export const passwordAdvice =
  'Three words that have nothing to do with each other are strong and easy to remember. Spaces are fine.'

/** Longer ones are refused so that nobody can make us hash a book. */
const longest = 200

/** What people choose first when told to choose. Compared after digits, signs and look-alikes are undone. */
const triedFirst = new Set(
  `password passphrase secret letmein welcome login signin admin administrator root user guest test testing changeme
   default temporary temp qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm iloveyou ilovemyschool sunshine princess
   football baseball cricket rugby netball liverpool arsenal chelsea everton tottenham manchester manchesterunited
   manchestercity england scotland wales britain london dragon monkey superman batman spiderman pokemon minecraft
   roblox fortnite starwars harrypotter hogwarts pikachu charlie jessica michael daniel thomas george charlotte
   summer autumn winter spring monday tuesday wednesday thursday friday saturday sunday january february march
   april june july august september october november december school primary academy college classroom teacher
   teaching headteacher staffroom playground assembly education ofsted safeguarding computer internet windows google
   microsoft apple samsung laptop chromebook ipad hello hellothere goodmorning goodbye thankyou trustno master
   shadow ashley buster jordan freedom whatever nothing mustang corvette cheese chocolate cupcake flower butterfly
   rainbow unicorn christmas easter halloween birthday holiday abc abcd abcdef abcdefgh correcthorsebatterystaple`
    .trim()
    .split(/\s+/),
)

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890', 'abcdefghijklmnopqrstuvwxyz']

type Rule = { broken: (password: string, about: About) => boolean; says: (about: About) => string }
type About = { minLength: number; ownWords: readonly string[] }

const rules: readonly Rule[] = [
  {
    broken: (password, { minLength }) => [...password].length < minLength,
    says: ({ minLength }) => `Use at least ${minLength} characters. ${passwordAdvice}`,
  },
  {
    broken: (password) => password.length > longest,
    says: () => `Use at most ${longest} characters.`,
  },
  {
    broken: (password) => new Set(password.toLowerCase()).size < 5,
    says: () => `That repeats the same few characters. ${passwordAdvice}`,
  },
  {
    broken: (password, { ownWords }) => ownWords.some((word) => contains(password, word)),
    says: () => `Leave out your sign-in name and the name of the school. ${passwordAdvice}`,
  },
  {
    broken: (password) => triedFirst.has(plain(password)) || triedFirst.has(halfOf(plain(password))),
    says: () => `That is one of the passwords that are tried first. ${passwordAdvice}`,
  },
  {
    broken: (password) => isWalk(password.toLowerCase().replaceAll(/[^a-z0-9]/g, '')),
    says: () => `That is a row of neighbouring keys or letters. ${passwordAdvice}`,
  },
]

/** The sentence for the first rule that a new password breaks; undefined when it is good. */
export function passwordProblem(password: string, about: About): string | undefined {
  return rules.find(({ broken }) => broken(password, about))?.says(about)
}

function contains(password: string, word: string): boolean {
  const wanted = plain(word)
  // What is left when the name is taken out must be able to stand as a password by itself.
  return (
    wanted.length >= 4 &&
    plain(password).replaceAll(wanted, '').length < 8 &&
    plain(password).includes(wanted)
  )
}

const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** Lower case, look-alikes undone, digits and signs at either end and spaces left out: "P4ssw0rd2026!!" is "password". */
function plain(password: string): string {
  const bare = password.toLowerCase().replaceAll(/^[^a-z]+(?=.)|[^a-z@$]+$/g, '')
  return [...bare]
    .map((character) => lookAlikes[character] ?? character)
    .filter((character) => character >= 'a' && character <= 'z')
    .join('')
}

function halfOf(text: string): string {
  const half = text.slice(0, text.length / 2)
  return half + half === text ? half : ''
}

/** At least eight of ten steps lead to the next key of a row, forwards or backwards. */
function isWalk(text: string): boolean {
  let steps = 0
  for (let i = 1; i < text.length; i += 1) {
    const pair = text.slice(i - 1, i + 1)
    const back = `${pair[1]}${pair[0]}`
    if (rows.some((row) => row.includes(pair) || row.includes(back))) steps += 1
  }
  return text.length > 1 && steps >= (text.length - 1) * 0.8
}
