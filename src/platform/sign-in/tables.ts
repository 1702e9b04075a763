export type SignInTables = {
  'sign_in.login': {
    school_id: string
    person_id: string
    sign_in_name: string
    password_hash: string | null
    password_set_at: Date | null
    must_change_password: boolean
    disabled_at: Date | null
    disabled_why: string | null
    created_at: Date
    last_signed_in_at: Date | null
  }
  'sign_in.totp': {
    school_id: string
    person_id: string
    secret: Buffer | null
    pending_secret: Buffer | null
    after_time_step: number | null
    enrolled_at: Date | null
  }
  'sign_in.passkey': {
    school_id: string
    credential_id: string
    person_id: string
    public_key: Buffer
    counter: number
    transports: string[]
    enrolled_at: Date
    last_used_at: Date | null
  }
  'sign_in.recovery_code': {
    school_id: string
    person_id: string
    code_hash: Buffer
    made_at: Date
    used_at: Date | null
  }
  'sign_in.password_link': {
    school_id: string
    token_hash: Buffer
    person_id: string
    made_at: Date
    made_by: string | null
    expires_at: Date
    used_at: Date | null
  }
  'sign_in.known_device': {
    school_id: string
    token_hash: Buffer
    person_id: string
    first_used_at: Date
    last_used_at: Date
  }
  'sign_in.session': {
    school_id: string
    id: string
    token_hash: Buffer
    kind: 'person' | 'classSession'
    person_id: string | null
    class_session_id: string | null
    stage: 'secondFactor' | 'newPassword' | 'enrolment' | 'recoveryCodes' | 'open'
    provider: 'google' | 'microsoft' | null
    csrf: string
    device: string
    created_at: Date
    last_seen_at: Date
    idle_minutes: number
    expires_at: Date
    proved_second_factor_at: Date | null
    stepped_up_at: Date | null
    challenge: string | null
    challenge_at: Date | null
    address: string | null
    address_at: Date | null
    ended_at: Date | null
    ended_why: string | null
  }
  'sign_in.class_session': {
    school_id: string
    id: string
    class_id: string | null
    class_name: string
    opened_by: string
    opened_at: Date
    ends_at: Date
    ended_at: Date | null
    shown: Buffer
    code_hash: Buffer
    link_hash: Buffer
  }
  'sign_in.attempts': {
    school_id: string
    key_hash: Buffer
    tries: number
    last_at: Date
    wait_until: Date
  }
  'sign_in.count': { school_id: string; key_hash: Buffer; since: Date; times: number }
  'sign_in.kept_typed': {
    school_id: string
    id: string
    person_id: string
    page: string
    sealed: Buffer
    kept_until: Date
  }
  'sign_in.provider': {
    school_id: string
    id: string
    kind: 'google' | 'microsoft'
    issuer: string
    client_id: string
    client_secret: Buffer
    belongs_to: string
    kinds: string[]
    state: 'on' | 'off'
    tried_at: Date | null
    changed_at: Date
    changed_by: string
  }
  'sign_in.provider_account': {
    school_id: string
    issuer: string
    subject: string
    provider_id: string
    person_id: string
    bound_by: 'address' | 'owner' | 'invitation'
    bound_at: Date
  }
  'sign_in.provider_trip': {
    school_id: string
    token_hash: Buffer
    provider_id: string
    purpose: 'signIn' | 'connect' | 'try' | 'invitation'
    person_id: string | null
    link_hash: Buffer | null
    next: string
    expires_at: Date
  }
}
