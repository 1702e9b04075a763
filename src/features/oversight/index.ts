// What later features may use from oversight. Nothing yet.

export {}
