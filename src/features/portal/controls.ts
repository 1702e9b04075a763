import type { Control } from '#/platform/controls/control.ts'

export const controls: readonly Control[] = []
