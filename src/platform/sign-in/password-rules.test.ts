import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passwordAdvice, passwordProblem } from './password-rules.ts'

const about = { minLength: 12, ownWords: ['ada.example', 'Alder Primary', 'schoolkeeper'] }

const poor: readonly (readonly [string, RegExp])[] = [
  ['eleven char', /at least 12/],
  ['x'.repeat(201), /at most 200/],
  ['abababababab', /repeats/],
  ['111111111111', /repeats/],
  ['P4ssw0rd2026!', /tried first/],
  ['passwordpassword', /tried first/],
  ['Manchesterunited1!', /tried first/],
  ['1qwertyuiop123', /tried first|neighbouring/],
  ['Liverpool2025!', /tried first/],
  ['DragonMonkey77', /tried first/],
  ['SummerSummer2026!', /tried first/],
  ['14 07 1989 1989', /Numbers alone/],
  ['asdfghjklpoiuy', /tried first|neighbouring/],
  ['ada.example2026', /sign-in name/],
  ['AlderPrimary1234', /name of the school/],
  ['Schoolkeeper!1', /sign-in name/],
]

for (const [password, sentence] of poor) {
  test(`"${password.slice(0, 20)}" is refused, and the sentence says why`, () => {
    assert.match(passwordProblem(password, about) ?? '', sentence)
  })
}

for (const password of [
  'marmalade bicycle tuesday',
  'teapot giraffe october',
  'Alder Primary has a leaking roof',
  'кофе на подоконнике',
  'k7mR2hWdpQ9x',
]) {
  test(`"${password}" is good`, () => {
    assert.equal(passwordProblem(password, about), undefined)
  })
}

const asks = { ...about, minLength: 9, classes: 4 }

test('a policy that asks for four classes of characters says which is missing', () => {
  assert.match(
    passwordProblem('kettle marble', asks) ?? '',
    /one of each: a small letter, a capital letter, a number/,
  )
  assert.equal(passwordProblem('Kettle-marble-47', asks), undefined)
})

test('a policy that prints its special characters takes those and no others', () => {
  const printed = { ...asks, specials: '*&^%$' }
  assert.match(passwordProblem('Kettle-marble-47', printed) ?? '', /special characters: \* & \^ % \$/)
  assert.equal(passwordProblem('Kettle*marble*47', printed), undefined)
})

test('the advice asks for what the school’s policy asks for, and for nothing else', () => {
  assert.match(passwordAdvice({}), /^Three words[^.]*\. Spaces are fine\.$/)
  assert.match(passwordAdvice({ classes: 4 }), /Three words.*one of each: a small letter/)
  assert.match(
    passwordAdvice({ classes: 3, specials: '!?' }),
    /at least 3 of these.*special characters: ! \?/,
  )
})
