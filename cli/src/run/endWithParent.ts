/**
 * Loaded before a child's own program (node --import): when the parent is gone, even by kill -9, the channel to it closes
 * and the child is asked to stop, so that nothing outlives the command that started it.
 */
const stop = (): void => {
  process.kill(process.pid, 'SIGTERM');
};
process.once('disconnect', stop);
// The parent may have gone before this was loaded.
if (!process.connected) stop();
// The channel alone must not keep a child alive that has stopped by itself.
process.channel?.unref();
