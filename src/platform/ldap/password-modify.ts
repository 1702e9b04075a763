// RFC 3062, written out: SEQUENCE { [0] whose, [2] the new password }. The directory hashes it by its own rules.

export const passwordModifyOid = '1.3.6.1.4.1.4203.1.11.1'

const sequence = 0x30
const userIdentity = 0x80
const newPassword = 0x82

/** The request's value, for the password of the entry of that name. */
export function passwordModifyRequest(dn: string, password: string): Buffer {
  return element(
    sequence,
    Buffer.concat([element(userIdentity, Buffer.from(dn)), element(newPassword, Buffer.from(password))]),
  )
}

function element(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content])
}

/** BER's length: one byte up to 127, else how many bytes and then these. */
function lengthOf(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.of(bytes)
  const written = Buffer.from(bytes.toString(16).padStart(bytes > 0xff ? 4 : 2, '0'), 'hex')
  return Buffer.concat([Buffer.of(0x80 | written.length), written])
}
