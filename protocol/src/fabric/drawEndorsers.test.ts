import { expect } from 'chai';
import { sha256Hex } from '../crypto/hash.js';
import { drawEndorsers } from './drawEndorsers.js';

describe('drawEndorsers', () => {
  const homes = ['SH1MSP', 'SH2MSP', 'SH3MSP', 'SH4MSP'];

  it('names the community and, by the transaction alone, a home', () => {
    const id = sha256Hex('one');
    const [community, home = ''] = drawEndorsers(id, 'CommunityMSP', homes);
    expect(community).to.equal('CommunityMSP');
    expect(homes).to.include(home);
    expect(drawEndorsers(id, 'CommunityMSP', homes)).to.deep.equal([community, home]);
  });

  it('draws every home about as often', () => {
    const drawn = Array.from({ length: 4000 }, (_, i) => drawEndorsers(sha256Hex(String(i)), 'C', homes)[1]);
    for (const home of homes) {
      expect(drawn.filter((each) => each === home).length).to.be.within(850, 1150);
    }
  });
});
