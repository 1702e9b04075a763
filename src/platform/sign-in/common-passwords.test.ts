import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commonWords } from './common-passwords.ts'
import { passwordProblem } from './password-rules.ts'

const about = { minLength: 8, ownWords: [] }
const problem = (password: string) => passwordProblem(password, about)

/** As people change a word until a form takes it; how often each is done differs, that it is done does not. */
const habits: readonly ((word: string) => string)[] = [
  (word) => `${word}1`,
  (word) => `${word}123`,
  (word) => `${word}2026`,
  (word) => `${capital(word)}1!`,
  (word) => `${capital(word)}2025!`,
  (word) => `${capital(word)}07`,
  (word) => `${word}${word}`,
  (word) => `my${word}1`,
  (word) => `ilove${word}`,
  (word) => `123${word}`,
  (word) => `${word.toUpperCase()}99`,
  (word) => `${capital(word)}@2024`,
  (word) => `!${word}!`,
  (word) => `${word.replaceAll('a', '@').replaceAll('o', '0').replaceAll('e', '3')}12`,
]
const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`

test('more than fifty thousand passwords that people make of a common word are refused', () => {
  const typical = new Set(
    [...commonWords.keys()]
      .flatMap((word) => habits.map((habit) => habit(word)))
      .filter(({ length }) => length >= 8),
  )
  const passed = [...typical].filter((password) => problem(password) === undefined)
  assert.deepEqual(passed, [])
  assert.ok(typical.size > 50_000, `${typical.size} are refused`)
})

/** Written down from memory of what is found in schools, apart from the words; each with what its sentence speaks of. */
const planted: readonly (readonly [RegExp, string])[] = [
  [
    /password/,
    'Passw0rd! P@ssword2026 p455w0rd11 letmein1! Welcome2School Welcome@123 Changeme123 Admin1234',
  ],
  [/Seasons/, 'Summer2026! Autumn2025 September26 Christmas25! Monday123! 14july1989 Halloween99'],
  [/School words/, 'Teacher123 Classroom5 Homework1! Year6class headteacher1 Phonics2026'],
  [
    /Football/,
    'Liverpool1! Arsenal123 ManUtd2026 ManCity99 ilovechelsea ronaldo07 liverpoo Messi10goat1 YNWA1892!!',
  ],
  [/Stories/, 'Spiderman1 minecraft123 Hogwarts7! p0kem0n123 fortnite99 Pikachu025 PeppaPig12'],
  [/Pets|animals/, 'Fluffy2019 unicorn123 doggy1234 Butterfly7 ilovemycat1'],
  [/First names/, 'Charlotte1 muhammad12 thomas2015 jessica!! lilysophie1 haras1234'],
  [/Places/, 'Yorkshire1 England66! London2012 barcelona1 manhattan12'],
  [/Food/, 'Chocolate1 pizza1234 banana99!! cupcake123'],
  [/love|family/, 'iloveyou12 iloveyou! ILoveMyMum mummydaddy bestfriends1 loveyou2'],
  [/neighbouring/, '1q2w3e4r5t zaq12wsx 1qaz2wsx3edc qazwsxedc123 a1b2c3d4e5 abcdef123456 123qweasd'],
  [/repeats/, 'abcabcabc 123qwe123qwe aaaaaaaa11 OliverOliver 19871987 xyzxyzxyz1 zzzzzzzz'],
  [/Numbers/, '12345678 14101968 01/02/2015 07700900123 ab12345678'],
]

for (const [sentence, passwords] of planted) {
  for (const password of passwords.split(' ')) {
    test(`"${password}" is refused, and the sentence says of what it is made`, () => {
      assert.match(problem(password) ?? '', new RegExp(`${sentence.source}|tried first`))
    })
  }
}

test('the sentence names the sort of word, so that nobody tries the next club', () => {
  assert.match(problem('Liverpool1!') ?? '', /^Football clubs.*tried first/)
  assert.match(problem('Jessica2014') ?? '', /^First names/)
  assert.match(problem('1qaz2wsx3edc') ?? '', /Rows|neighbouring/)
})

test('three words that have nothing to do with each other pass, common ones too, and so does chance', () => {
  for (const password of [
    'teapot giraffe october',
    'marmalade bicycle tuesday',
    'purple tractor wednesday',
    'The caretaker waters nine cactuses',
    'liverpool kettle umbrella',
    'Harry keeps bees behind the gym',
    'k7mR2hWdpQ9x',
    'wqtz-fbkr-xjpn-dhvc',
    'Xq-92-lumen-Tarn',
    'я люблю гулять под дождём',
    'zmrzlina na náměstí v sobotu',
  ]) {
    assert.equal(problem(password), undefined, password)
  }
})

test('a password is judged in less than a millisecond, the longest too', () => {
  const tries = [
    'k7mR2hWdpQ9x',
    'a'.repeat(200),
    'abababcdcd'.repeat(20),
    'marmalade bicycle tuesday',
    'ilove'.repeat(40),
  ]
  for (const password of tries) problem(password)
  const rounds = 20
  const from = process.hrtime.bigint()
  for (let round = 0; round < rounds; round += 1) for (const password of tries) problem(password)
  const eachMs = Number(process.hrtime.bigint() - from) / 1e6 / rounds / tries.length
  assert.ok(eachMs < 1, `${eachMs} ms each`)
})
