import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EventFeed } from './EventFeed.js';

/** Between comments that keep the connection from being taken for dead. */
const BEAT_MS = 15_000;

/** Answers with server-sent events, from behind the header `Last-Event-ID` on; without it from now on. */
export function streamEvents(request: IncomingMessage, response: ServerResponse, feed: EventFeed): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.flushHeaders();
  const last = request.headers['last-event-id'];
  const after = typeof last === 'string' && /^[0-9]{1,15}$/.test(last) ? Number(last) : Infinity;
  const unfollow = feed.follow(after, ({ id, event, data }) => {
    response.write(`id: ${String(id)}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  });
  const beat = setInterval(() => {
    response.write(':\n\n');
  }, BEAT_MS);
  response.on('close', () => {
    clearInterval(beat);
    unfollow();
  });
}
