// Loaded into every program that `npm start` and the tests start. Its standard input is a pipe from its
// parent: when that closes, the parent is gone (even by SIGKILL), so this program ends as well, in order.
process.stdin.on('end', endInOrder);
process.stdin.on('error', endInOrder);
process.stdin.resume();
process.stdin.unref?.();

// Emitted, not sent: a signal that a program sends itself cannot be handled on Windows.
function endInOrder() {
  if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(0);
}
