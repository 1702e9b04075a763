// What other features may use from provisioning. Nothing yet: whom it brings, they hear of from people.

export {}
