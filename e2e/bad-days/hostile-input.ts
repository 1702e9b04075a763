// What somebody may send who is careless, curious or unkind, and whole sendings made of it.

import fc from 'fast-check'
import type { DrawnField } from './drawn-form.ts'
import type { Fields } from './whole-school.ts'

/** One value each, for any field. Every one has broken some web page somewhere. */
export const hostileValues = {
  empty: '',
  tooLong: 'Much too long. '.repeat(800),
  nul: 'before\0after',
  halfSurrogate: 'half \ud83d of a face',
  script: '</textarea><b><script>alert(1)</script>',
  attribute: '" onfocus="alert(1)" x="<img src=x onerror=alert(1)>',
  sql: "x'); drop table people.person; --",
  headers: 'a\r\nset-cookie: stolen=1\r\n\r\n<script>alert(1)</script>',
  rightToLeft: '\u202eessay\u2066',
  template: '{{ 7 * 7 }} %s %n',
  path: '../../../etc/passwd',
  noDate: '2026-02-31',
  hugeNumber: '9'.repeat(400),
  negative: '-1',
  notANumber: 'NaN',
  prototype: '__proto__',
} as const

const several: readonly string[] = ['one', '<script>alert(1)</script>', '']

/** Sendings of one form: each hostile value in every field at once, each field left out, lists where one was asked. */
export function hostileSendings(fields: readonly DrawnField[], strangersId: string): Fields[] {
  const names = [...new Set(fields.map(({ name }) => name))]
  const all = (value: string | readonly string[]): Fields =>
    Object.fromEntries(names.map((name) => [name, value]))
  return [
    {},
    ...Object.values(hostileValues).map(all),
    all(strangersId),
    all(several),
    ...boxesAlone(fields),
    { ...asDrawn(fields), ['__proto__']: 'x', constructor: 'x', 'a[b]': 'x' },
  ]
}

/** The rest of the form as it stands, with hostile words in the boxes: what gets past the choices. */
function boxesAlone(fields: readonly DrawnField[]): Fields[] {
  const { tooLong, script, attribute, noDate, hugeNumber } = hostileValues
  return [tooLong, script, attribute, noDate, hugeNumber].map((value) => ({
    ...asDrawn(fields),
    ...Object.fromEntries(fields.filter(({ kind }) => /box$/i.test(kind)).map(({ name }) => [name, value])),
  }))
}

/** Any mixture: each field has a value of its own, and some are missing. Choices are sometimes real ones. */
export function mixtureOf(fields: readonly DrawnField[], strangersId: string): fc.Arbitrary<Fields> {
  const nasty = fc.oneof(
    fc.constantFrom<string[]>(...Object.values(hostileValues), strangersId),
    fc.string({ unit: 'binary', maxLength: 40 }),
  )
  const one = (field: DrawnField) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...valuesOf(fields, field)) },
      { weight: 3, arbitrary: nasty },
      { weight: 1, arbitrary: fc.array(nasty, { minLength: 2, maxLength: 3 }) },
    )
  const byName = new Map(fields.map((field) => [field.name, one(field)]))
  return fc.record(Object.fromEntries(byName), { requiredKeys: [] }) as fc.Arbitrary<Fields>
}

function valuesOf(fields: readonly DrawnField[], { name }: DrawnField): string[] {
  return fields.filter((field) => field.name === name).map(({ value }) => value)
}

/** Every field with the first value that it offers. */
function asDrawn(fields: readonly DrawnField[]): Fields {
  return Object.fromEntries([...fields].reverse().map(({ name, value }) => [name, value]))
}
