import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ArgumentError } from './ArgumentError.js';
import { parseArguments } from './parseArguments.js';

const two = [
  '--dir',
  'net',
  '--org',
  'Org1MSP:org1.example.com:7051',
  '--org',
  'Org2MSP:org2.example.com:9051',
];

describe('parseArguments', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'arguments-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('gives the network that the options describe, with the defaults of a test network', () => {
    const file = join(folder, 'collections.json');
    writeFileSync(
      file,
      JSON.stringify([{ name: 'secrets', policy: "OR('Org1MSP.member')", requiredPeerCount: 0 }]),
    );
    const command = parseArguments([
      ...two,
      ...[
        '--channel',
        'mine',
        '--chaincode',
        'basic=127.0.0.1:9999',
        '--policy',
        "AND('Org1MSP.peer','Org2MSP.peer')",
      ],
      ...['--collections', file, '--commit-delay', '100:7', '--batch-timeout', '20', '--users', '2'],
    ]);
    expect(command).to.deep.include({ kind: 'run', dir: resolve('net'), dataDir: resolve('net/data') });
    if (command.kind !== 'run') throw new Error('not run');
    const { settings } = command;
    expect(settings.channel).to.equal('mine');
    expect(
      settings.organisations.map(({ mspId, domain, port, users }) => [mspId, domain, port, users]),
    ).to.deep.equal([
      ['Org1MSP', 'org1.example.com', 7051, 2],
      ['Org2MSP', 'org2.example.com', 9051, 2],
    ]);
    expect(settings.chaincodes).to.have.lengthOf(1);
    expect(settings.chaincodes[0]).to.deep.include({
      name: 'basic',
      address: '127.0.0.1:9999',
      policy: "AND('Org1MSP.peer','Org2MSP.peer')",
    });
    expect(settings.chaincodes[0]?.collections[0]).to.include({ name: 'secrets', memberOnlyRead: false });
    expect(settings.batch.timeoutMs).to.equal(20);
    expect(settings.commitDelay).to.deep.equal({ maxMs: 100, seed: 7 });
  });

  it('takes a chaincode server for one organisation, and one for those without', () => {
    const servers = (...texts: string[]): unknown => {
      const command = parseArguments([...two, ...texts.flatMap((text) => ['--chaincode', text])]);
      if (command.kind !== 'run') throw new Error('not run');
      return command.settings.chaincodes.map(({ name, address, addresses }) => [name, address, addresses]);
    };
    expect(servers('a@Org2MSP=h:2', 'b=h:3', 'a=h:1')).to.deep.equal([
      ['a', 'h:1', { Org2MSP: 'h:2' }],
      ['b', 'h:3', {}],
    ]);
    expect(servers('a@Org1MSP=h:1', 'a@Org2MSP=h:2')).to.deep.equal([
      ['a', 'h:1', { Org1MSP: 'h:1', Org2MSP: 'h:2' }],
    ]);
    expect(() => servers('a=h:1', 'a=h:2')).to.throw(ArgumentError, '--chaincode a=h:2: given twice');
    expect(() => servers('a@=h:1')).to.throw(ArgumentError, 'give NAME=HOST:PORT or NAME@MSPID=HOST:PORT');
  });

  it('wants to know which of several chaincodes an option is for', () => {
    const both = [...two, '--chaincode', 'a=h:1', '--chaincode', 'b=h:2'];
    expect(() => parseArguments([...both, '--policy', "OR('Org1MSP.peer')"])).to.throw(
      ArgumentError,
      'say which chaincode it is for',
    );
    const command = parseArguments([...both, '--policy', "b=OR('Org1MSP.peer')"]);
    if (command.kind !== 'run') throw new Error('not run');
    expect(command.settings.chaincodes.map(({ policy }) => policy)).to.deep.equal([
      '/Channel/Application/Endorsement',
      "OR('Org1MSP.peer')",
    ]);
  });

  it('explains what it does not understand', () => {
    const refused = (args: readonly string[], text: string): void => {
      expect(() => parseArguments(args)).to.throw(ArgumentError, text);
    };
    refused([], '--dir is missing');
    refused(['--dir', 'x'], '--org is missing');
    refused([...two, '--org', 'Org3MSP'], 'give MSPID:DOMAIN:PORT');
    refused([...two, '--chaincode', 'basic'], 'give NAME=HOST:PORT');
    refused([...two, '--batch-timeout', 'soon'], 'not a whole number');
    refused([...two, '--channel', 'Not A Channel'], 'channel');
    refused([...two, '--nonsense'], 'nonsense');
    const basic = [...two, '--chaincode', 'basic=h:1'];
    refused([...basic, '--collections', join(folder, 'none')], 'no such file');
    refused([...basic, '--policy', "basix=OR('Org1MSP.peer')"], 'there is no chaincode basix');
    refused([...basic, '--policy', 'OR(a)', '--policy', 'OR(b)'], '--policy is given twice for basic');
    refused([...two, '--policy', "OR('Org1MSP.peer')"], 'say which chaincode it is for: --policy NAME=…');
  });

  it('takes all from a file, or from options', () => {
    const file = join(folder, 'embedded.json');
    const organisations = [{ mspId: 'Org1MSP', domain: 'org1.example.com', port: 7051 }];
    writeFileSync(file, JSON.stringify({ channel: 'mine', organisations }));
    const command = parseArguments(['--dir', 'net', '--data', 'there', '--config', file]);
    expect(command).to.deep.include({ kind: 'run', dir: resolve('net'), dataDir: resolve('there') });
    if (command.kind !== 'run') throw new Error('not run');
    expect(command.settings.channel).to.equal('mine');
    expect(() => parseArguments([...two, '--config', file])).to.throw(
      ArgumentError,
      '--org: --config says it; give one of them',
    );
  });
});
