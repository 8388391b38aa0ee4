import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ControlEvent, ControlFile } from '@acequia/edge-agent';
import { CodedError } from '@acequia/protocol';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { AgentControl } from './AgentControl.js';
import { chooseHome } from './chooseHome.js';
import { ServerEventReader } from './ServerEventReader.js';

const token = 'x'.repeat(43);

describe('a home’s agent, as commands reach it', () => {
  let server: Server;
  let control: ControlFile;
  let seen: string[] = [];
  let answer: (response: ServerResponse) => void = () => undefined;

  beforeEach(async () => {
    seen = [];
    server = createServer((request, response) => {
      seen.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`);
      answer(response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    control = { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, token };
  });
  afterEach(async () => {
    server.closeAllConnections();
    const closed = once(server, 'close');
    server.close();
    await closed;
  });

  const codeOf = async (work: Promise<unknown>): Promise<string> => {
    try {
      await work;
      return 'done';
    } catch (error) {
      if (error instanceof CodedError) return error.message;
      throw error;
    }
  };

  it('is asked with its token, and its answers are checked', async () => {
    answer = (response) => response.end('{"operationKeyVersion":2,"epoch":7}');
    expect(await new AgentControl(control).keys()).to.deep.equal({ operationKeyVersion: 2, epoch: 7 });
    expect(await new AgentControl(control).rotateKeys()).to.deep.equal({ operationKeyVersion: 2, epoch: 7 });
    expect(seen).to.deep.equal([`GET /keys Bearer ${token}`, `POST /keys/rotate Bearer ${token}`]);
    answer = (response) => response.end('{"epoch":-1}');
    expect(await codeOf(new AgentControl(control).keys())).to.match(/^INPUT_INVALID: /);
    answer = (response) => response.end('<html>');
    expect(await codeOf(new AgentControl(control).keys())).to.match(/^AGENT_ANSWER_INVALID: /);
  });

  it('refuses in its own words', async () => {
    answer = (response) => {
      response.writeHead(409).end('{"code":"DELEGATION_CHAIN","text":"no chains"}');
    };
    expect(await codeOf(new AgentControl(control).alarms())).to.equal('DELEGATION_CHAIN: no chains');
    answer = (response) => {
      response.writeHead(500).end('{}');
    };
    expect(await codeOf(new AgentControl(control).alarms())).to.match(/^AGENT_ANSWER_INVALID: .*500$/);
  });

  it('that is not there is to be started', async () => {
    const gone = { url: 'http://127.0.0.1:9', token };
    expect(await codeOf(new AgentControl(gone).keys())).to.match(/^AGENT_UNREACHABLE: .*`acequia run`$/);
  });

  it('tells its events until one stops listening, and it is said when it goes away', async () => {
    const alarm = {
      version: 1,
      alarmId: 'a'.repeat(32),
      homeId: 'SH1',
      code: 'DEVICE_SILENT',
      state: 'raised',
    };
    const data = JSON.stringify({
      alarm: { ...alarm, resource: 'water', at: 1, sentAt: 2, count: 1 },
      openedAt: 3,
      receiptSent: false,
      handedOn: false,
    });
    answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`:\n\nid: 4\nevent: alarm\nda`);
      setTimeout(() => response.write(`ta: ${data}\n\n`), 20);
    };
    const listening = new AbortController();
    const events: ControlEvent[] = [];
    for await (const event of new AgentControl(control).events(listening.signal)) {
      events.push(event);
      listening.abort();
    }
    expect(events.map(({ id, event }) => [id, event])).to.deep.equal([[4, 'alarm']]);
    answer = (response) => response.end();
    const follow = async (): Promise<void> => {
      for await (const event of new AgentControl(control).events(new AbortController().signal))
        events.push(event);
    };
    expect(await codeOf(follow())).to.match(/^AGENT_UNREACHABLE: /);
    expect(events).to.have.length(1);
  });
});

describe('ServerEventReader', () => {
  it('reads events from pieces of any size, and passes over comments', () => {
    const text =
      ':\n\nid: 1\nevent: alarm\ndata: {"a":\ndata: 1}\n\n:\n\nid: 2\nevent: delegation\ndata: x\n\nid: 3';
    const expected = [
      { id: '1', event: 'alarm', data: '{"a":\n1}' },
      { id: '2', event: 'delegation', data: 'x' },
    ];
    for (const size of [1, 2, 7, text.length]) {
      const reader = new ServerEventReader();
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
        text.slice(i * size, (i + 1) * size),
      );
      expect(pieces.flatMap((piece) => reader.take(piece))).to.deep.equal(expected);
    }
  });
});

describe('chooseHome', () => {
  const homes = (...ids: string[]): Parameters<typeof chooseHome>[0] => ({
    homes: ids.map((homeId) => ({
      homeId,
      accountId: '',
      coins: [],
      accountSalt: '',
      apiPort: 1024,
      meters: [],
    })),
  });

  it('takes the named one, or the only one', () => {
    expect(chooseHome(homes('SH1', 'SH2'), 'SH2')).to.equal('SH2');
    expect(chooseHome(homes('SH1'), undefined)).to.equal('SH1');
    expect(() => chooseHome(homes('SH1', 'SH2'), undefined)).to.throw(
      'HOME_MISSING: say for which home with --home: SH1, SH2',
    );
    expect(() => chooseHome(homes('SH1'), 'SH9')).to.throw('HOME_UNKNOWN');
  });
});
