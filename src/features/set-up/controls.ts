import type { Control } from '#/platform/controls/control.ts'

/** The first visit serves no clause: it ends before there is a policy. */
export const controls: readonly Control[] = []
