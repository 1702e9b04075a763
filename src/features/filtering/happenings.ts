import { happening } from '#/platform/happenings/happenings.ts'

/** The engines get something new: rules, sites, who has which profile, or whose internet is stopped. */
export const published = happening<{ version: number }>('filtering.published')
