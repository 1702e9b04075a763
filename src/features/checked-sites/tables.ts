import type { CheckedSite, SiteCheck } from './checked-site.ts'
import type { Purpose } from './link-list.ts'

/** The tables of this feature, as its stores see them. */
export type CheckedSiteTables = {
  'checked_sites.site': {
    school_id: string
    id: string
    site: string
    address: string
    title: string
    covers: CheckedSite['covers']
    state: CheckedSite['state']
    check_id: string
    phases: string[]
    valid_until: string
    checked_by: string
    checked_at: Date
    taken_out_at: Date | null
    taken_out_why: string | null
    request_id: string | null
  }
  'checked_sites.site_check': {
    school_id: string
    id: string
    site_id: string
    result: SiteCheck['result']
    phases: string[]
    seen: string
    beware: string | null
    valid_until: string
    checked_by: string
    checked_at: Date
  }
  'checked_sites.link_list': {
    school_id: string
    id: string
    code: string
    purpose: Purpose
    title: string
    words: string | null
    class_id: string
    on_day: string
    made_by: string
    made_at: Date
    ended_at: Date | null
  }
  'checked_sites.link': {
    school_id: string
    list_id: string
    position: number
    site_id: string
    address: string
    words: string | null
  }
}
