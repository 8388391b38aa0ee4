import { expect } from 'chai';
import { suite } from '../harness/suite.js';
import { CaseNetwork } from './CaseNetwork.js';
import { conformanceCases } from './conformanceCases.js';
import { KnownAnswers } from './KnownAnswers.js';

const { networks, record } = suite.config;
const known = new KnownAnswers();

for (const [index, kind] of networks.entries()) {
  describe(`${kind} answers as Fabric does`, () => {
    let network: CaseNetwork;

    before(() => {
      network = new CaseNetwork(suite.network(index));
    });

    for (const [service, cases] of Object.entries(conformanceCases)) {
      describe(service, () => {
        for (const [name, take] of Object.entries(cases)) {
          it(name, async () => {
            const answer = network.normalize(await take(network));
            if (record && kind === 'fabric') known.learn(service, name, answer);
            expect(answer).to.deep.equal(known.of(service, name));
          });
        }
      });
    }

    after(() => {
      if (record && kind === 'fabric') known.write();
    });
  });
}
