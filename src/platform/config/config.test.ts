import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { Refused } from '#/kernel/refusal.ts'
import { isLoopback, readConfig } from './config.ts'
import { settingsPage } from './generate-settings-page.ts'

const database = {
  DATABASE_URL: 'postgres://app@db/schoolkeeper',
  DATABASE_OWNER_URL: 'postgres://owner@db/schoolkeeper',
  DATABASE_BACKUP_URL: 'postgres://backup@db/schoolkeeper',
  DATABASE_JOBS_URL: 'postgres:///schoolkeeper?host=/run/postgresql',
}

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    assert.ok(error instanceof Refused)
    return error.message
  }
  return 'it starts'
}

test('an empty environment gives a server for this machine alone', () => {
  assert.deepEqual(readConfig({}), {
    host: '127.0.0.1',
    port: 8080,
    publicUrl: 'http://127.0.0.1:8080',
    tls: undefined,
    behindProxy: [],
    database: undefined,
    dataDir: resolve('data'),
    anchorDir: resolve('anchors'),
    backupDir: resolve('backups'),
    keyFile: resolve('keys/schoolkeeper.key'),
    mail: undefined,
    metricsPort: 9464,
    filter: undefined,
    logLevel: 'info',
  })
})

test('a school behind its proxy, with its own database and mail', () => {
  const config = readConfig({
    ...database,
    HOST: '0.0.0.0',
    BEHIND_PROXY: '10.1.0.0/16, fd00::/8',
    PUBLIC_URL: 'https://safety.school.example/',
    SMTP_URL: 'smtps://us:secret@mail.example',
    MAIL_FROM: 'safety@school.example',
  })
  assert.deepEqual(config.behindProxy, ['10.1.0.0/16', 'fd00::/8'])
  assert.equal(config.publicUrl, 'https://safety.school.example')
  assert.equal(config.database?.jobs, database.DATABASE_JOBS_URL)
  assert.equal(config.mail?.from, 'safety@school.example')
})

test('nothing is served to other machines in clear', () => {
  const reachable = /set TLS_CERT_FILE and TLS_KEY_FILE, or BEHIND_PROXY/
  assert.match(refusal({ HOST: '0.0.0.0' }), reachable)
  assert.match(refusal({ HOST: 'school-server', PUBLIC_URL: 'https://x.example' }), reachable)
  assert.match(refusal({ PUBLIC_URL: 'https://x.example' }), reachable)
  const tls = { TLS_CERT_FILE: 'a.pem', TLS_KEY_FILE: 'b.pem' }
  assert.match(
    refusal({ HOST: '::', ...tls, PUBLIC_URL: 'http://x.example' }),
    /PUBLIC_URL must begin with https:/,
  )
  assert.match(refusal({ HOST: '::', ...tls }), /PUBLIC_URL is needed/)
  assert.equal(refusal({ HOST: '::', ...tls, PUBLIC_URL: 'https://x.example' }), 'it starts')
  assert.equal(refusal({ HOST: '::1' }), 'it starts')
})

test('every problem is named at once, and no secret is repeated', () => {
  const message = refusal({
    PORT: '80a',
    BEHIND_PROXY: '0.0.0.0/0',
    DATABASE_URL: 'mysql://app:hunter2@db/x',
    TLS_CERT_FILE: 'a.pem',
    SMTP_URL: 'mail:hunter2@mail.example',
    LOG_LEVEL: 'loud',
  })
  for (const part of [
    'PORT must be a whole number',
    'BEHIND_PROXY must be networks like 10.0.0.0/8, and "0.0.0.0/0" is not one.',
    'DATABASE_URL must be an address like postgres:',
    'DATABASE_OWNER_URL and DATABASE_BACKUP_URL and DATABASE_JOBS_URL must be set too, because DATABASE_URL is.',
    'TLS_KEY_FILE must be set too',
    'SMTP_URL must be an address like smtps:',
    'MAIL_FROM is needed',
    'LOG_LEVEL must be one of',
  ]) {
    assert.ok(message.includes(part), part)
  }
  assert.ok(!message.includes('hunter2'))
})

test('keys and anchors lie apart from the data', () => {
  assert.match(refusal({ DATA_DIR: 'd', ANCHOR_DIR: 'd/anchors' }), /ANCHOR_DIR must lie outside DATA_DIR/)
  assert.match(refusal({ DATA_DIR: 'd', BACKUP_DIR: 'd/backups' }), /BACKUP_DIR must lie outside DATA_DIR/)
  assert.match(
    refusal({ BACKUP_DIR: 'b', SCHOOLKEEPER_KEY_FILE: 'b/key' }),
    /SCHOOLKEEPER_KEY_FILE must lie outside BACKUP_DIR/,
  )
  assert.match(
    refusal({ SCHOOLKEEPER_KEY_FILE: 'data/key' }),
    /SCHOOLKEEPER_KEY_FILE must lie outside DATA_DIR/,
  )
  assert.equal(refusal({ DATA_DIR: 'd', ANCHOR_DIR: 'd-anchors' }), 'it starts')
})

test('the filter has encrypted ways in only where there is a certificate', () => {
  const tls = { TLS_CERT_FILE: 'a.pem', TLS_KEY_FILE: 'b.pem', PUBLIC_URL: 'https://x.example' }
  const ways = { PROXY_TLS_PORT: '3129', DNS_TLS_PORT: '853', DNS_HTTPS_PORT: '8443' }
  const filter = { FILTER_ADDRESS: '10.4.0.2' }
  for (const [name, port] of Object.entries(ways)) {
    assert.match(
      refusal({ ...filter, [name]: port, BEHIND_PROXY: '10.1.0.0/16' }),
      new RegExp(`TLS_CERT_FILE must be set too, because ${name} is`),
    )
    assert.match(refusal({ ...tls, [name]: port }), /FILTER_ADDRESS must be set too/)
  }
  const read = readConfig({ ...tls, ...filter, ...ways }).filter
  assert.deepEqual([read?.proxyTlsPort, read?.dnsTlsPort, read?.dnsHttpsPort], [3129, 853, 8443])
})

test('one machine, two ports', () => {
  assert.match(refusal({ PORT: '9464' }), /METRICS_PORT must differ/)
})

test('loopback is this machine, however it is written', () => {
  const rows = {
    '127.0.3.4': true,
    localhost: true,
    '::1': true,
    '[::1]': true,
    '0.0.0.0': false,
    'localhost.example': false,
  }
  for (const [host, expected] of Object.entries(rows)) assert.equal(isLoopback(host), expected, host)
})

// After a change: node --test --test-update-snapshots src/platform/config/config.test.ts
test('the operator’s page is the table', (t) => {
  t.assert.fileSnapshot(settingsPage(), resolve(import.meta.dirname, '../../../docs/operating/settings.md'), {
    serializers: [String],
  })
})
