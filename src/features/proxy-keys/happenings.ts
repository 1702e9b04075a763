import { happening } from '#/platform/happenings/happenings.ts'

/** Somebody has a key that counts, or has none any more. */
export const proxyKeysChanged = happening<Record<string, never>>('proxyKeys.changed')
