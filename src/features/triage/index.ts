// What later features may use from triage.

