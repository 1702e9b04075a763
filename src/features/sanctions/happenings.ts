// What this feature announces; later features heed it in the same transaction.

import { happening } from '#/platform/happenings/happenings.ts'
import type { Stop } from './ladders.ts'

type Suspension = { sanctionId: string; personId: string; stops: Stop; tool: string | null }

/** Internet, e-mail or a tool is stopped for a person from now on. */
export const started = happening<Suspension & { endsOn: string | null }>('sanctions.started')

/** The person has it back. */
export const ended = happening<Suspension>('sanctions.ended')
