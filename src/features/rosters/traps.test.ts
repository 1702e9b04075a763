import assert from 'node:assert/strict'
import { after, before, type TestContext, test } from 'node:test'
import {
  aSchoolThatImports,
  csv,
  type Files,
  type ImportingSchool,
  oneRosterFiles,
} from '../../../test/a-roster.ts'
import { lookInto } from '../../../test/ground.ts'
import { zipOf } from '../../../test/zip-of.ts'
import { findPeopleByName } from '../people/index.ts'
import { beginImport, dropImport, readImport } from './begin-import.ts'
import { planImport } from './plan-import.ts'
import { problemsOf } from './store.ts'

let world: ImportingSchool
const ends: (() => void | Promise<void>)[] = []
before(async () => {
  // One school for every trap: what is refused leaves nothing behind for the next.
  world = await aSchoolThatImports({
    after: (end: () => Promise<void>) => void ends.push(end),
  } as unknown as TestContext)
})
after(async () => {
  for (const end of ends) await end()
})

const users = 'sourcedId,status,dateLastModified,orgSourcedIds,role,givenName,familyName,email'
const person = (code: string, rest = 'S1,student,Ada,Ahead,') => `${code},,,${rest}`
const only = (...lines: string[]): Files => ({ 'users.csv': csv(users, lines) })

type Trap = { files: Files | Buffer; where: string; says: RegExp; leavesOut?: true }

const traps: Readonly<Record<string, Trap>> = {
  'a code that stands twice': {
    files: only(person('P1'), person('P1')),
    where: 'users.csv 3 sourcedId',
    says: /stands here and in line 2/,
  },
  'a code that is missing': {
    files: only(person('')),
    where: 'users.csv 2 sourcedId',
    says: /code is missing/,
  },
  'a role that is unknown': {
    files: only(person('P1', 'S1,wizard,Ada,Ahead,')),
    where: 'users.csv 2 role',
    says: /wizard.*not known/,
  },
  'a name that is missing': {
    files: only(person('P1', 'S1,student,Ada,,')),
    where: 'users.csv 2 familyName',
    says: /family name is missing/,
  },
  'a formula in a cell': {
    files: only(person('P1', 'S1,student,"=HYPERLINK(""http://x"")",Ahead,')),
    where: 'users.csv 2 givenName',
    says: /formula/,
  },
  'a name that was spoilt on the way': {
    files: only(person('P1', 'S1,student,ZoÃ«,Ahead,')),
    where: 'users.csv 2 givenName',
    says: /wrong encoding/,
  },
  'a line with a cell too many': {
    files: only(`${person('P1')},x,y`),
    where: 'users.csv 2 ',
    says: /10 cells/,
  },
  'a column that is missing': {
    files: { 'users.csv': csv('sourcedId,givenName', ['P1,Ada']) },
    where: 'users.csv 1 familyName',
    says: /missing/,
  },
  'a column in other letters': {
    files: { 'users.csv': csv('SourcedID,givenName,familyName', ['P1,Ada,Ahead']) },
    where: 'users.csv 1 sourcedId',
    says: /same capital letters/,
  },
  'a column that is there twice': {
    files: { 'users.csv': csv(`${users},email`, []) },
    where: 'users.csv 1 email',
    says: /twice/,
  },
  'a file that is missing': {
    files: { 'classes.csv': csv('sourcedId,title', []) },
    where: 'users.csv  ',
    says: /missing/,
  },
  'nobody in the files': { files: only(), where: 'The file  ', says: /remove everybody/ },
  'a day that does not exist': {
    files: { ...only(person('P1')), 'demographics.csv': csv('sourcedId,birthDate', ['P1,2019-02-30']) },
    where: 'demographics.csv 2 birthDate',
    says: /2019-02-30.*no date/,
  },
  'bulk and delta in one manifest': {
    files: {
      ...only(person('P1')),
      'manifest.csv': csv('propertyName,value', ['file.users,bulk', 'file.classes,delta']),
      'classes.csv': csv('sourcedId,title', []),
    },
    where: 'manifest.csv  value',
    says: /bulk.*delta/,
  },
  'a line to be deleted among everybody': {
    files: {
      'manifest.csv': csv('propertyName,value', ['file.users,bulk']),
      'users.csv': csv(users, ['P1,tobedeleted,,S1,student,Ada,Ahead,']),
    },
    where: 'users.csv 2 status',
    says: /to be deleted/,
  },
  'several schools in one export': {
    files: {
      ...only(person('P1')),
      'orgs.csv': csv('sourcedId,name,type', ['S1,Alder,school', 'S2,Beech,school']),
    },
    where: 'orgs.csv  sourcedId',
    says: /2 schools/,
  },
  'a class of a phase that the school has not got': {
    files: oneRosterFiles(2, (files) => {
      files['classes.csv'] = (files['classes.csv'] ?? '').replace('3 Oak,03', '9 Oak,09')
    }),
    where: 'classes.csv 2 title',
    says: /no such phase/,
  },
  'a name that leads elsewhere': {
    files: zipOf({ '../../users.csv': 'a' }),
    where: 'The file  ',
    says: /leads elsewhere/,
  },
  'a zip bomb': {
    files: zipOf({ 'users.csv': Buffer.alloc(40_000_000) }),
    where: 'The file  ',
    says: /far more/,
  },
  'an endless line': {
    files: zipOf({
      'users.csv': `${users}\r\n${Array.from({ length: 40_000 }, (_, n) => n * 7919).join(',')}`,
    }),
    where: 'The file  ',
    says: /longer than any row/,
  },
  'a quotation mark that never closes': {
    files: only('P1,,,S1,student,"Ada,Ahead,'),
    where: 'The file  ',
    says: /quotation mark/,
  },
  'a control character': {
    files: only(person('P1', 'S1,student,A\u0000da,Ahead,')),
    where: 'The file  ',
    says: /Line 2 holds a character/,
  },
  'another encoding than UTF-8': {
    files: zipOf({
      'users.csv': Buffer.from(csv(users, [person('P0'), person('P1', 'S1,student,Zoë,Ahead,')]), 'latin1'),
    }),
    where: 'The file  ',
    says: /From line 3 on.*UTF-8/,
  },
  'an enrolment that points to nobody': {
    files: oneRosterFiles(1, (files) => {
      files['enrollments.csv'] += 'E9,,,C1,S1,P99,student,,,\r\nE10,,,C99,S1,P1,student,,,\r\n'
    }),
    where: 'enrollments.csv 4 userSourcedId',
    says: /no person with that code/,
    leavesOut: true,
  },
}

for (const [name, { files, where, says, leavesOut = false }] of Object.entries(traps)) {
  test(`${name} is caught, and nothing is half imported`, async () => {
    const { context, office, schoolId } = world
    const found = await world.read(await world.source(), files)
    const problems = await lookInto(context, schoolId, (tx) =>
      problemsOf(tx, { schoolId, importId: found.id }),
    )
    const [problem] = problems
    assert.equal(found.state, leavesOut ? 'planned' : 'faulty', problem?.sentence)
    assert.equal(`${problem?.file} ${problem?.line ?? ''} ${problem?.column ?? ''}`, where)
    assert.match(problem?.sentence ?? '', says)
    assert.deepEqual(await lookInto(context, schoolId, (tx) => findPeopleByName(tx, schoolId, 'Ahead')), [])
    await dropImport(context, office, found.id)
  })
}

for (const [name, bytes, says] of [
  ['a workbook', zipOf({ '[Content_Types].xml': '<a/>', 'xl/workbook.xml': '<a/>' }), /workbook/],
  ['text in UTF-16', Buffer.from('\uFEFFsourcedId', 'utf16le'), /UTF-16/],
  ['a program', Buffer.from('MZ\0\0'), /neither/],
  ['an empty file', Buffer.alloc(0), /empty/],
] as const) {
  test(`${name} is refused before anything is kept`, async () => {
    const { context, office } = world
    const importId = await beginImport(context, office, await world.source())
    await assert.rejects(world.send(importId, 'roster.csv', bytes), says)
    await assert.rejects(readImport(context, office, importId), /Add a file/)
  })
}

test('a byte order mark, semicolons and files one after the other are taken as they come', async () => {
  const { context, office, system } = world
  const importId = await beginImport(context, office, await world.source())
  for (const [name, text] of Object.entries(oneRosterFiles(3)))
    await world.send(importId, name, `\uFEFF${text.replaceAll(',', ';')}`)
  await assert.rejects(world.send(importId, 'users.csv', 'a,b'), /here already/)
  await readImport(context, office, importId)
  await planImport(context, system, importId)
  const found = await world.found(importId)
  assert.deepEqual([found.state, found.steps], ['planned', 10])
  await dropImport(context, office, importId)
})

test('of a source that holds several schools, only this school’s people are read', async () => {
  const { context, office } = world
  const sourceId = await world.source('oneRoster', 'The authority', 'S1')
  const files = {
    ...only(person('P1'), person('P2', 'S2,student,Bo,Beyond,')),
    'orgs.csv': csv('sourcedId,name,type', ['S1,Alder,school', 'S2,Beech,school']),
  }
  const found = await world.read(sourceId, files)
  assert.deepEqual([found.state, found.steps], ['planned', 1])
  await dropImport(context, office, found.id)
})
