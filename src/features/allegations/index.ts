// What later features may use from allegations.

