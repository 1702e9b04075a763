import { happening } from '#/platform/happenings/happenings.ts'

/** Somebody logged on or off, or a device has another address. */
export const toldLogonsChanged = happening<Record<string, never>>('toldLogons.changed')
