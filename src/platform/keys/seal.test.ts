import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#/kernel/refusal.ts'
import { associatedData } from './associated-data.ts'
import { openBase, publicKeyOf, sealBase } from './hpke.ts'
import { readPrintedKey } from './printed-key.ts'
import { checkHalves, makeSealKeys, openSeal, seal } from './seal.ts'
import { CannotUnwrap, newKey } from './wrap.ts'

const hex = (text: string) => Buffer.from(text, 'hex')
const boundTo = { schoolId: 'a school', about: 'a file', purpose: 'file key' }

test('the example of RFC 9180, appendix A.1.1, opens', () => {
  const opened = openBase(
    hex('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8'),
    hex('4f6465206f6e2061204772656369616e2055726e'),
    hex(
      '37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431' +
        'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a',
    ),
    { aead: { id: 1, name: 'aes-128-gcm', keyBytes: 16 }, aad: Buffer.from('Count-0') },
  )
  assert.equal(opened.toString(), 'Beauty is truth, truth beauty')
})

test('what another implementation (pyca/cryptography 48) sealed with AES-256-GCM opens', () => {
  const opened = openBase(
    Buffer.from(Array.from({ length: 32 }, (_, index) => index)),
    Buffer.from('a school, a file'),
    hex(
      '408021de6513a67276fbdaac44a6a1b61e0040f3634436a7e53e813fc76c9d46' +
        '36781897e48f6f5cb611f6eb4704556a9892c601391181058ada48f8861ac553' +
        '5c5de2f55cdecedf6de221fc2895e330fe',
    ),
  )
  assert.equal(opened.toString(), 'a key of thirty-two bytes, indeed')
})

test('sealing uses the key pair that RFC 9180 derives', () => {
  const ephemeral = hex('52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736')
  const recipient = hex('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8')
  const sealed = sealBase(publicKeyOf(recipient), Buffer.from('info'), Buffer.from('words'), ephemeral)
  assert.equal(
    sealed.subarray(0, 32).toString('hex'),
    '37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431',
  )
  assert.equal(openBase(recipient, Buffer.from('info'), sealed).toString(), 'words')
})

test('both halves open a seal', () => {
  const { publicKey, halfForHead, halfForChair } = makeSealKeys()
  const fileKey = newKey()
  const sealed = seal(fileKey, publicKey, boundTo)
  const halves = { head: halfForHead, chair: halfForChair }
  assert.ok(openSeal(halves, publicKey, sealed, boundTo).equals(fileKey))
})

test('one half with another pair’s half is refused in words, and so are swapped halves', () => {
  const [ours, theirs] = [makeSealKeys(), makeSealKeys()]
  const mixed = { head: ours.halfForHead, chair: theirs.halfForChair }
  const swapped = { head: ours.halfForChair, chair: ours.halfForHead }
  assert.throws(() => checkHalves(mixed, ours.publicKey), /do not belong together/)
  assert.throws(() => checkHalves(swapped, ours.publicKey), /This is the chair’s half/)
  checkHalves({ head: ours.halfForHead, chair: ours.halfForChair }, ours.publicKey)
})

test('one half alone is as good as none: used as the key itself it opens nothing', () => {
  const { publicKey, halfForHead, halfForChair } = makeSealKeys()
  const sealed = seal(newKey(), publicKey, boundTo)
  for (const [paper, half] of [['head', halfForHead] as const, ['chair', halfForChair] as const]) {
    const bytes = readPrintedKey(paper, half)
    assert.throws(() => openBase(bytes, associatedData(boundTo), sealed.subarray(1)))
    assert.notDeepEqual(publicKeyOf(bytes), publicKey)
  }
})

test('a seal does not open for another file, and a changed byte is noticed', () => {
  const { publicKey, halfForHead, halfForChair } = makeSealKeys()
  const halves = { head: halfForHead, chair: halfForChair }
  const sealed = seal(newKey(), publicKey, boundTo)
  assert.throws(() => openSeal(halves, publicKey, sealed, { ...boundTo, about: 'another' }), CannotUnwrap)
  for (const at of [0, 1, 40, sealed.length - 1]) {
    const changed = Buffer.from(sealed)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    assert.throws(() => openSeal(halves, publicKey, changed, boundTo), CannotUnwrap)
  }
})

test('a half that is mistyped is refused before anything is tried', () => {
  const { publicKey, halfForHead, halfForChair } = makeSealKeys()
  const typed = { head: halfForHead.slice(0, -6), chair: halfForChair }
  assert.throws(() => checkHalves(typed, publicKey), Refused)
})
