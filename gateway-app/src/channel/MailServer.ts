import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { CodedError } from '@acequia/protocol';
import { MAIL_REQUEST_LENGTH } from '@acequia/protocol/channel';
import type { Logger } from 'pino';
import { listen } from '../process/listen.js';
import type { MailDesk } from './MailDesk.js';

const REQUEST_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 1_024;

/** The auxiliary channel's one address, `POST /mail`: bytes in, bytes out, both sealed and of one length each. */
export class MailServer {
  readonly #desk: MailDesk;
  readonly #log: Logger;
  readonly #server: Server;

  constructor(desk: MailDesk, log: Logger) {
    this.#desk = desk;
    this.#log = log;
    this.#server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
      void this.#respond(request, response);
    });
    this.#server.maxConnections = MAX_CONNECTIONS;
  }

  /** @returns its URL. @throws CodedError API_ADDRESS_TAKEN. */
  async start(address: { readonly host: string; readonly port: number }): Promise<string> {
    return listen(this.#server, address);
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = request.method === 'POST' && request.url === '/mail' ? await readBody(request) : undefined;
      if (body === undefined) {
        response.writeHead(404, { connection: 'close' }).end();
        return;
      }
      const answer = this.#desk.answer(body);
      response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-length': answer.length,
      });
      response.end(answer);
    } catch (error) {
      this.#refuse(error, response);
    }
  }

  /** What cannot be opened cannot be answered sealed either: it gets a bare status. */
  #refuse(error: unknown, response: ServerResponse): void {
    // Who hangs up halfway is no fault of ours: anybody can, as often as they like.
    const isTheirs = error instanceof CodedError || isHungUp(error);
    if (!isTheirs) this.#log.error({ err: error }, 'answering mail failed');
    if (!response.headersSent) response.writeHead(isTheirs ? 400 : 500, { connection: 'close' });
    response.end();
  }
}

function isHungUp(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > MAIL_REQUEST_LENGTH) break;
    chunks.push(bytes);
  }
  if (length !== MAIL_REQUEST_LENGTH) {
    throw new CodedError('CHANNEL_MALFORMED', 'the request has not the length of requests');
  }
  return Buffer.concat(chunks);
}
