// Every feature, in the order a newcomer should read them. Announcements are heeded in this order too.

import type { Feature } from '#/platform/feature.ts'

export const features: readonly Feature[] = []
