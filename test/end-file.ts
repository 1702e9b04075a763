// Ends a test file that has said everything and does not go: something that it opened is open still. `--test-force-exit`
// would end it too, and lose what the file had said last.

import { after } from 'node:test'

const patienceMs = 15_000

// What runs the files, and the servers that a test forks, are started with the same arguments.
const isFile = process.env.NODE_TEST_CONTEXT !== undefined && process.argv[1]?.endsWith('.test.ts')
if (isFile) after(() => void setTimeout(() => process.exit(), patienceMs).unref())
