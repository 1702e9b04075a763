/** The tables of the files. Bytes are on the disk; a row says what they are, whose, and how they open. */
export type FileTables = {
  'files.file': {
    school_id: string
    id: string
    about_kind: string
    about_id: string
    name: string
    declared_type: string
    detected_type: string
    size_bytes: number
    sha256: Buffer
    source: string
    stored_by_kind: string
    stored_by: string | null
    first_stored_at: Date
    stored_as: string
    key_version: number | null
    wrapped_key: Buffer | null
    seal_version: number | null
    sealed_key: Buffer | null
    sealed_at: Date | null
  }
  'files.shown_copy': {
    school_id: string
    file_id: string
    about_id: string
    stored_as: string
    key_version: number
    wrapped_key: Buffer
    type: string
    size_bytes: number
    width: number
    height: number
  }
  'files.to_destroy': { school_id: string; stored_as: string; file_id: string; since: Date }
}
