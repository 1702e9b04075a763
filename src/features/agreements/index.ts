// What later features may use from agreements.

