/** How PostgreSQL is run for one school or a small trust on a machine with 2 to 4 GB. */
export const durableSettings: Readonly<Record<string, string>> = {
  // Nobody reaches it but through the socket.
  listen_addresses: '',
  password_encryption: 'scram-sha-256',

  // A report that was acknowledged is on the disk.
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',

  max_connections: '60',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '512MB',
  max_worker_processes: '4',
  max_parallel_workers_per_gather: '0',
  random_page_cost: '1.1',
  jit: 'off',
  huge_pages: 'off',
  idle_in_transaction_session_timeout: '60s',
  timezone: 'UTC',
  log_timezone: 'UTC',

  // Statements, their parameters and the errors they raise can hold a child's words, so none is logged. `log` ranks
  // above `error` for the server's log: what it says about itself is kept. The app is still told of every error.
  log_statement: 'none',
  log_checkpoints: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_min_duration_statement: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
  log_line_prefix: '%m [%p] ',
  log_destination: 'stderr',
  logging_collector: 'off',
}
