import { expect } from 'chai';
import { inheritedEnvironment } from './inheritedEnvironment.js';

describe('inheritedEnvironment', () => {
  it("keeps a user's Fabric settings away from our processes", () => {
    const environment = {
      PATH: '/bin',
      HOME: '/root',
      CORE_PEER_ADDRESS: 'other:7051',
      FABRIC_CFG_PATH: '/etc',
    };
    expect(inheritedEnvironment(environment)).to.deep.equal({ PATH: '/bin', HOME: '/root' });
  });
});
