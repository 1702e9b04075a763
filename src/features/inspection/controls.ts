import type { Control } from '#/platform/controls/control.ts'

/** No policy asks for it; whoever uses it has two people agree. */
export const controls: readonly Control[] = []
