/**
 * Imported before a program of the tests (`node --import`): ends it when the test run is gone, however that ended, since a run
 * that was killed cannot end its children itself.
 */
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, 500).unref();
