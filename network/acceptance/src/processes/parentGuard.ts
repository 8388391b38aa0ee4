/**
 * Imported before a program of the tests (`node --import parentGuard.js?parent=PID`): ends it when the test run is gone, however
 * that ended, since a run that was killed cannot end its children itself. The pid is told, not asked for: a run may die
 * before its child gets here.
 */
const parent = Number(new URL(import.meta.url).searchParams.get('parent'));
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, 500).unref();
