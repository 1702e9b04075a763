/** The tables of the keys. What is wrapped or sealed in them opens nothing by itself. */
export type KeyTables = {
  'keys.master_key_in_use': {
    only_one: boolean
    key_id: string
    since: Date
    print_confirmed_at: Date | null
  }
  'keys.school_key': {
    school_id: string
    purpose: string
    version: number
    master_key_id: string
    wrapped: Buffer
    made_at: Date
  }
  'keys.seal_key': {
    school_id: string
    version: number
    public_key: Buffer
    head_half_fingerprint: Buffer
    chair_half_fingerprint: Buffer
    head_half_confirmed_at: Date | null
    chair_half_confirmed_at: Date | null
    made_at: Date
  }
}
