import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passwordProblem } from './password-rules.ts'

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
  ['asdfghjklpoiuy', /neighbouring/],
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
