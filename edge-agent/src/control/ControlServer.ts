import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CodedError } from '@acequia/protocol';
import type { Logger } from 'pino';
import { writeAtomically } from '../services/writeAtomically.js';
import type { ControlRoute } from './ControlRoute.js';
import type { EventFeed } from './EventFeed.js';
import { isLocalRequest } from './isLocalRequest.js';
import { readBody } from './readBody.js';
import { statusOfCode } from './statusOfCode.js';
import { streamEvents } from './streamEvents.js';

export interface ControlParts {
  /** On the loopback address; 0 takes a free one. */
  readonly port: number;
  /** `control.json` is written into it. */
  readonly dataDir: string;
  readonly routes: readonly ControlRoute[];
  readonly feed: EventFeed;
  readonly log: Logger;
}

/** The agent's control API for programs of the household on the same machine: `controlSchemas.ts` says what it takes and gives. */
export class ControlServer {
  readonly #parts: ControlParts;
  readonly #token = randomBytes(32).toString('base64url');
  readonly #server: Server;
  #port = 0;

  constructor(parts: ControlParts) {
    this.#parts = parts;
    this.#server = createServer({ requestTimeout: 10_000 }, (request, response) => {
      void this.#answer(request, response);
    });
  }

  /** Listens, and says in `control.json` where. @throws the system's error when the port is taken. */
  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#parts.port, '127.0.0.1', () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    this.#port = (this.#server.address() as AddressInfo).port;
    const control = { url: `http://127.0.0.1:${String(this.#port)}`, token: this.#token };
    await writeAtomically(join(this.#parts.dataDir, 'control.json'), `${JSON.stringify(control)}\n`);
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      this.#admit(request);
      const path = pathOf(request);
      if (request.method === 'GET' && path === '/events') {
        streamEvents(request, response, this.#parts.feed);
        return;
      }
      const { route, id } = this.#find(request.method ?? '', path);
      const body = route.method === 'GET' ? {} : await readBody(request);
      send(response, route.status, await route.run(id, body));
    } catch (error) {
      this.#fail(response, error);
    }
  }

  /** @throws CodedError ORIGIN_DENIED, TOKEN_WRONG. */
  #admit({ headers }: IncomingMessage): void {
    if (!isLocalRequest(headers, this.#port)) {
      throw new CodedError('ORIGIN_DENIED', 'only programs of this machine are served');
    }
    if (!isSame(headers.authorization ?? '', `Bearer ${this.#token}`)) {
      throw new CodedError('TOKEN_WRONG', 'the token is that of control.json, new with every start');
    }
  }

  /** @throws CodedError ROUTE_UNKNOWN, METHOD_WRONG. */
  #find(method: string, path: string): { route: ControlRoute; id: string } {
    const found = this.#parts.routes.flatMap((route) => {
      const id = idIn(route.path, path);
      return id === undefined ? [] : [{ route, id }];
    });
    const match = found.find(({ route }) => route.method === method);
    if (match !== undefined) return match;
    if (found.length > 0) throw new CodedError('METHOD_WRONG', 'this is not asked for in that way');
    throw new CodedError('ROUTE_UNKNOWN', 'there is nothing under that path');
  }

  #fail(response: ServerResponse, error: unknown): void {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (error instanceof CodedError) {
      send(response, statusOfCode(error.code), { code: error.code, text: error.text });
      return;
    }
    this.#parts.log.error({ err: error }, 'a request to the control API failed');
    send(response, 500, { code: 'INTERNAL_ERROR', text: 'the agent’s log says more' });
  }
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}

/** What stands for `:id`; empty for a path without one; undefined for another path. */
function idIn(pattern: string, path: string): string | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const isMatch = wanted.every((part, index) => part === ':id' || part === given[index]);
  if (!isMatch) return undefined;
  const place = wanted.indexOf(':id');
  const id = place < 0 ? '' : (given[place] ?? '');
  return /^[0-9A-Za-z-]{0,64}$/.test(id) ? id : undefined;
}

/** In a time that does not tell how much of it was right. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    // What was not read to its end must not be taken for the next request.
    ...(status >= 400 && { connection: 'close' }),
  });
  response.end(JSON.stringify(body));
}
