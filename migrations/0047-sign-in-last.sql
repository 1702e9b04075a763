-- When somebody last signed in: sessions themselves are forgotten a day after they end.
alter table sign_in.login add column last_signed_in_at timestamptz;
