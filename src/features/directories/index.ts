// What other features may use from directories.

