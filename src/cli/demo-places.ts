import { type Config, readConfig } from '#/platform/config/config.ts'

/** The demonstration keeps its own folders, so that it can be thrown away and never meets a school's records. */
const ownPlaces = {
  DATA_DIR: 'data/demo',
  ANCHOR_DIR: 'anchors/demo',
  BACKUP_DIR: 'backups/demo',
  SCHOOLKEEPER_KEY_FILE: 'keys/demo.key',
  FILTER_ADDRESS: '127.0.0.1',
  DNS_PORT: '5300',
}

/** The configuration of the demonstration: its own folders, unless the environment names others. */
export const demoConfig = (): Config => readConfig({ ...ownPlaces, ...process.env })
