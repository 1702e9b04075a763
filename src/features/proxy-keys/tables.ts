/** The tables of this feature, as its store sees them. */
export type ProxyKeysTables = {
  'proxy_keys.key': {
    school_id: string
    id: string
    person_id: string
    name: string
    secret_hash: string
    device: string
    made_at: Date
    until: Date
    ended_at: Date | null
    ended_by: string | null
  }
}
