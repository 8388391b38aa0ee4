import { expect } from 'chai';
import { canSeeHome } from './canSeeHome.js';
import { canSeeWarnings } from './canSeeWarnings.js';
import type { Viewer } from './Viewer.js';

const community: Viewer = { role: 'community' };
const home: Viewer = { role: 'home', homeId: 'SH1' };

describe('policies', () => {
  it('let the community see every home, and a home itself', () => {
    expect(canSeeHome(community, 'SH2')).to.equal(true);
    expect(canSeeHome(home, 'SH1')).to.equal(true);
    expect(canSeeHome(home, 'SH2')).to.equal(false);
  });

  it("keep all homes' warnings to the community", () => {
    expect(canSeeWarnings(community)).to.equal(true);
    expect(canSeeWarnings(home)).to.equal(false);
  });
});
