# Runs PostgreSQL and stops it when the process that asked for it is gone.
#   sh -c THIS watch-postgres.sh PID-OF-SCHOOLKEEPER LOG-FILE postgres ARGUMENTS…
# That process holds the other end of our standard input. However it ends, kill -9 included, the kernel closes the
# pipe; then PostgreSQL is stopped: fast (open transactions roll back), and after ten seconds at once.
# A shell, and not Node, because it waits for months and should cost next to nothing.

log=$2
shift 2
trap '' INT TERM HUP QUIT

exec 3<&0
"$@" 3<&- </dev/null >>"$log" 2>&1 &
postgres=$!
(
  while read -r _; do :; done <&3
  kill -INT "$postgres"
  tenths=0
  while kill -0 "$postgres" && [ "$tenths" -lt 100 ]; do
    sleep 0.1
    tenths=$((tenths + 1))
  done
  kill -QUIT "$postgres"
) >/dev/null 2>&1 &
stopper=$!
exec 3<&-

wait "$postgres"
status=$?
kill -KILL "$stopper" 2>/dev/null
exit "$status"
