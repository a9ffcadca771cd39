// Loaded into each program that is measured: tells, to this machine alone, what the program's processor
// time is and when its event loop stood still. Its port is in BENCH_PROBE.
import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** Milliseconds that one line of the record covers. */
const WINDOW = 100;
const delays = monitorEventLoopDelay({ resolution: 1 });
const stalls = [];

// The thread in which tsx loads modules gets it as well.
if (isMainThread) start();

function start() {
  delays.enable();
  setInterval(() => {
    stalls.push({ at: Date.now(), worst: delays.max / 1e6 });
    delays.reset();
  }, WINDOW).unref();

  createServer((_request, response) => {
    const { user, system } = process.cpuUsage();
    response.end(JSON.stringify({ cpu: (user + system) / 1e6, stalls: stalls.splice(0) }));
  })
    .listen(Number(process.env.BENCH_PROBE), '127.0.0.1')
    .unref();
}
