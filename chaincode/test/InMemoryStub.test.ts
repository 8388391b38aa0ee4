import { beginOn } from './beginOn.js';
import { InMemoryStore } from './InMemoryStore.js';
import { InMemoryStub } from './InMemoryStub.js';
import { ledgerConformance } from './ledgerConformance.js';
import { TestIdentity } from './TestIdentity.js';

const operator = new TestIdentity('CommunityMSP');

ledgerConformance('the stub in memory', () => {
  const store = new InMemoryStore();
  return {
    begin: () => {
      const stub = new InMemoryStub(store, operator, 'a'.repeat(64), 0, new Map());
      return beginOn(stub, () => {
        stub.commit();
      });
    },
  };
});
