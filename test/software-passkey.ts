import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** A security key made of software: what a browser would answer, as JSON, built by the sentences of WebAuthn level 3. */
export function softwarePasskey(rpId: string, origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = randomBytes(16)
  let counter = 0

  const clientData = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const authenticatorData = (flags: number) => {
    counter += 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.of(flags), count])
  }

  return {
    /** Answers `navigator.credentials.create`. */
    make: (challenge: string): string => {
      const presentVerifiedAttested = 0x45
      const attested = Buffer.concat([
        authenticatorData(presentVerifiedAttested),
        Buffer.alloc(16),
        Buffer.of(0, credentialId.length),
        credentialId,
        coseKeyOf(publicKey),
      ])
      // CBOR: { fmt: "none", attStmt: {}, authData: bytes }
      const head = Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex')
      return answerOf(credentialId, {
        clientDataJSON: clientData('webauthn.create', challenge),
        attestationObject: Buffer.concat([head, Buffer.of(0x58, attested.length), attested]),
      })
    },
    /** Answers `navigator.credentials.get`. */
    use: (challenge: string): string => {
      const presentVerified = 0x05
      const data = authenticatorData(presentVerified)
      const client = clientData('webauthn.get', challenge)
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
      return answerOf(credentialId, {
        clientDataJSON: client,
        authenticatorData: data,
        signature: sign('sha256', signed, privateKey),
      })
    },
    /** As if the key had been copied and the copy used less often. */
    rewind: () => {
      counter = 0
    },
  }
}

/** COSE: key type EC2, algorithm ES256, curve P-256, x, y. */
function coseKeyOf(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ])
}

function answerOf(credentialId: Buffer, parts: Readonly<Record<string, Buffer>>): string {
  const id = credentialId.toString('base64url')
  const encoded = Object.entries(parts).map(([name, bytes]) => [name, bytes.toString('base64url')])
  return JSON.stringify({
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response: Object.fromEntries(encoded),
  })
}
