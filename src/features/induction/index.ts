// What other features may use from induction. Nothing yet.

export {}
